/// Readers that are pressed from a page.
package org.doorstep.kiosk.hardware.simulated;
