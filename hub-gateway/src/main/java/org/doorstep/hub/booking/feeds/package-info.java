/// What goes out of the bookings: calendars to subscribe to, tomorrow on paper, a door's page, and how
/// much of what was booked was used.
package org.doorstep.hub.booking.feeds;
