/// What kiosks and hub say of rooms and tools: what can be booked, what is free, who may give what
/// away, and what became of a wish.
package org.doorstep.relay.contract.bookings;
