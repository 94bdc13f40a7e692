/// Readers on a serial line.
package org.doorstep.kiosk.hardware.serial;
