/// What a kiosk says by light and sound: all that one without a screen says, and beside the page
/// for who does not see it.
package org.doorstep.kiosk.signs;
