package org.doorstep.hub.booking.units;

import java.time.DayOfWeek;
import java.util.Set;

/// How much one may have; 0 is as much as they like.
///
/// `mostOpen` bookings of a resident that are not over, `hoursAWeek` of rooms for a resident in one
/// week, and `fairShare` percent of a room's good hours in a month for one group (the hub's own are
/// not held to it). Good hours are on `goodDays` from local minute `goodFrom` to `goodUntil`.
public record BookingRules(
        int mostOpen, int hoursAWeek, int fairShare, Set<DayOfWeek> goodDays, int goodFrom, int goodUntil) {
    public BookingRules {
        goodDays = Set.copyOf(goodDays);
        if (mostOpen < 0 || hoursAWeek < 0 || fairShare < 0 || fairShare > 100) {
            throw new IllegalArgumentException("A limit is 0, for none, or more; a share is at most 100 percent.");
        }
        if (goodFrom < 0 || goodUntil <= goodFrom || goodUntil > 1440) {
            throw new IllegalArgumentException("The good hours begin and end on one day.");
        }
    }
}
