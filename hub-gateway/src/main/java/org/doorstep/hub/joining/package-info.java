/// How a new device joins this hub: a manager makes a code, the device proves it at the door and is
/// given its certificate; and how a device that has one is given the next (docs/decisions/0054).
package org.doorstep.hub.joining;
