package org.doorstep.hub.booking.recurring;

import java.time.ZoneId;

/// A plan that was made. `ended`: no further dates are made of it.
public record Series(SeriesId id, Plan plan, ZoneId zone, boolean ended) {}
