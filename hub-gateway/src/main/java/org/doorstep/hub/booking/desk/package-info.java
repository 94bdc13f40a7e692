/// What kiosks are told of rooms and tools, and what becomes of what they ask for: the board,
/// answers, leases, and the lane `booking`.
package org.doorstep.hub.booking.desk;
