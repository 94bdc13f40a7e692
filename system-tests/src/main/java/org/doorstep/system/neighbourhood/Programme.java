package org.doorstep.system.neighbourhood;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.system.neighbourhood.WeeklyActivity.Occurrence;
import org.doorstep.system.neighbourhood.WeeklyActivity.Slot;

/// What is on at the hub: twelve activities, something every day. On Thursday mornings the crèche and the job club are
/// on together, so that somebody who taps is asked which.
final class Programme {
    /// How long before its start a session takes check-ins: the same as the hub's.
    static final Duration EARLY = Duration.ofMinutes(30);

    static final List<WeeklyActivity> ACTIVITIES =
            OwnList.lines("programme.csv").map(Programme::parse).toList();

    private Programme() {}

    static List<Occurrence> on(LocalDate date) {
        return ACTIVITIES.stream().flatMap(activity -> activity.on(date)).toList();
    }

    /// Those that take check-ins at this moment, by the hub's own rule.
    static List<Occurrence> takingCheckInsAt(Instant time, ZoneId zone) {
        return on(time.atZone(zone).toLocalDate()).stream()
                .filter(o -> !time.isBefore(start(o, zone).minus(EARLY)) && time.isBefore(end(o, zone)))
                .toList();
    }

    /// What the kiosk takes a tap to be for, before anybody is asked: the only session on, or the day's drop-in.
    static SessionId hintAt(Instant time, ZoneId zone) {
        List<Occurrence> on = takingCheckInsAt(time, zone);
        return on.size() == 1
                ? on.getFirst().id()
                : SessionId.dropIn(time.atZone(zone).toLocalDate());
    }

    static Instant start(Occurrence o, ZoneId zone) {
        return o.date().atTime(o.slot().start()).atZone(zone).toInstant();
    }

    static Instant end(Occurrence o, ZoneId zone) {
        return o.date().atTime(o.slot().end()).atZone(zone).toInstant();
    }

    private static WeeklyActivity parse(String line) {
        String[] field = line.split(",");
        return new WeeklyActivity(
                new ActivityId(field[0]),
                field[1],
                field[2],
                field[3],
                Arrays.stream(field[8].split(";")).map(Programme::slot).toList(),
                Double.parseDouble(field[4]),
                Double.parseDouble(field[5]),
                Double.parseDouble(field[6]),
                field[7].equals("outdoors"),
                field[7].equals("term"));
    }

    private static Slot slot(String text) {
        String[] parts = text.split("[ -]");
        return Slot.of(DayOfWeek.valueOf(parts[0]), parts[1], parts[2]);
    }
}
