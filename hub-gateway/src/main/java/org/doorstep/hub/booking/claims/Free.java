package org.doorstep.hub.booking.claims;

import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;

/// What could be booked instead.
public record Free(BookableId bookable, Times times) {}
