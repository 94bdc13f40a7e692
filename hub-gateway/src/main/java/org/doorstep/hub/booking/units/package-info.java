/// What can be booked: rooms and tools, of which units they are made, and the rules of each.
package org.doorstep.hub.booking.units;
