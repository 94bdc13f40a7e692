/// From something shown at the kiosk to a tap on the disk and the words on the screen.
package org.doorstep.kiosk.checkin;
