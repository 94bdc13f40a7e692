/// Readers that type: USB keyboards to the computer, read here as Linux input events and kept from everybody else.
package org.doorstep.kiosk.hardware.usb;
