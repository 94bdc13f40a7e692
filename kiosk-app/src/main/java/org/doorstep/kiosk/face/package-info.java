/// What is drawn on the glass: outcomes as words and pictures, in faces of one kind each. Pure but for the words.
package org.doorstep.kiosk.face;
