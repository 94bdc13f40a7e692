/// Bookings that come back: rules and their dates, sessions that have a room, the school terms, and a
/// season's plan.
package org.doorstep.hub.booking.recurring;
