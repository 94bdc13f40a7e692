/// Rooms and tools, as a kiosk knows and promises them.
package org.doorstep.kiosk.booking;
