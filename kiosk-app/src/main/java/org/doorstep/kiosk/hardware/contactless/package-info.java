/// Readers of 13.56 MHz cards, down to the bytes on their wires: the MFRC522 and PN532 chips, and
/// whatever PC/SC knows. What differs by chip is a
/// [Field][org.doorstep.kiosk.hardware.contactless.Field]; all above it is shared.
package org.doorstep.kiosk.hardware.contactless;
