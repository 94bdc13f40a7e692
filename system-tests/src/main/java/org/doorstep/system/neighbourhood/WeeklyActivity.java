package org.doorstep.system.neighbourhood;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.SessionId;

/// Something that is on every week, and whom it draws.
///
/// `pull` is the share of residents for whom it is a favourite; `bringsChildren` and `bringsAdults` are how likely a
/// person is to come with some. `outdoors` suffers from weather, `schooltime` from school holidays.
record WeeklyActivity(
        ActivityId id,
        String title,
        String room,
        String picture,
        List<Slot> slots,
        double pull,
        double bringsChildren,
        double bringsAdults,
        boolean outdoors,
        boolean schooltime) {

    /// A weekday and its hours, by the clock on the wall.
    record Slot(DayOfWeek day, LocalTime start, LocalTime end) {
        static Slot of(DayOfWeek day, String start, String end) {
            return new Slot(day, LocalTime.parse(start), LocalTime.parse(end));
        }
    }

    /// One occurrence.
    record Occurrence(WeeklyActivity activity, LocalDate date, Slot slot) {
        SessionId id() {
            return new SessionId(activity.id(), date, slot.start());
        }
    }

    Stream<Occurrence> on(LocalDate date) {
        return slots.stream()
                .filter(slot -> slot.day() == date.getDayOfWeek())
                .map(slot -> new Occurrence(this, date, slot));
    }
}
