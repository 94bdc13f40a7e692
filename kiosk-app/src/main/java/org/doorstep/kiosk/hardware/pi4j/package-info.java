/// What is wired to the pins of a board, through Pi4J: buttons, lights, a buzzer, and the SPI and
/// I2C buses that chips are on. Its native parts are made for ARM only; anywhere else each of these
/// says that it is away.
package org.doorstep.kiosk.hardware.pi4j;
