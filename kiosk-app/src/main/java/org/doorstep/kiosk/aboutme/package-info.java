/// What somebody who has just shown their pass can see, say and change about themselves, and their leaving.
package org.doorstep.kiosk.aboutme;
