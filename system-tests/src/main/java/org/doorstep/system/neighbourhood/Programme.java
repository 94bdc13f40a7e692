package org.doorstep.system.neighbourhood;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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

    private static final boolean INDOORS = false;
    private static final boolean OUTDOORS = true;
    private static final boolean ALL_YEAR = false;
    private static final boolean TERM = true;

    static final List<WeeklyActivity> ACTIVITIES = List.of(
            activity(
                    "creche",
                    "Crèche",
                    "Nursery room",
                    "blocks",
                    0.11,
                    0.95,
                    0.05,
                    INDOORS,
                    TERM,
                    Slot.of(MONDAY, "09:30", "11:30"),
                    Slot.of(THURSDAY, "09:45", "12:15")),
            activity(
                    "tai-chi",
                    "Gentle tai chi",
                    "Main hall",
                    "person",
                    0.10,
                    0.02,
                    0.15,
                    INDOORS,
                    ALL_YEAR,
                    Slot.of(MONDAY, "14:00", "15:00")),
            activity(
                    "english-together",
                    "English together",
                    "Craft room",
                    "speech",
                    0.10,
                    0.15,
                    0.10,
                    INDOORS,
                    TERM,
                    Slot.of(TUESDAY, "10:00", "11:30")),
            activity(
                    "homework-club",
                    "Homework club",
                    "Library corner",
                    "book",
                    0.16,
                    0.45,
                    0.08,
                    INDOORS,
                    TERM,
                    Slot.of(TUESDAY, "15:45", "17:15")),
            activity(
                    "cook-and-eat",
                    "Cook and eat",
                    "Kitchen",
                    "pot",
                    0.20,
                    0.40,
                    0.20,
                    INDOORS,
                    ALL_YEAR,
                    Slot.of(WEDNESDAY, "17:30", "19:30")),
            activity(
                    "job-club",
                    "Job club",
                    "Computer room",
                    "briefcase",
                    0.13,
                    0.05,
                    0.02,
                    INDOORS,
                    ALL_YEAR,
                    Slot.of(THURSDAY, "10:00", "12:00")),
            activity(
                    "choir",
                    "Fold singers",
                    "Main hall",
                    "music",
                    0.12,
                    0.05,
                    0.12,
                    INDOORS,
                    ALL_YEAR,
                    Slot.of(THURSDAY, "19:00", "20:30")),
            activity(
                    "tea-and-talk",
                    "Tea and talk",
                    "Café",
                    "cup",
                    0.18,
                    0.08,
                    0.20,
                    INDOORS,
                    ALL_YEAR,
                    Slot.of(FRIDAY, "14:00", "16:00")),
            activity(
                    "youth-night",
                    "Youth night",
                    "Main hall",
                    "star",
                    0.15,
                    0.02,
                    0.01,
                    INDOORS,
                    TERM,
                    Slot.of(FRIDAY, "18:30", "21:00")),
            activity(
                    "gardening",
                    "Community gardening",
                    "Garden",
                    "leaf",
                    0.17,
                    0.30,
                    0.15,
                    OUTDOORS,
                    ALL_YEAR,
                    Slot.of(SATURDAY, "10:00", "12:30")),
            activity(
                    "repair-cafe",
                    "Repair café",
                    "Workshop",
                    "spanner",
                    0.12,
                    0.10,
                    0.15,
                    INDOORS,
                    ALL_YEAR,
                    Slot.of(SATURDAY, "13:30", "16:00")),
            activity(
                    "sunday-lunch",
                    "Sunday lunch",
                    "Kitchen",
                    "plate",
                    0.18,
                    0.30,
                    0.30,
                    INDOORS,
                    ALL_YEAR,
                    Slot.of(SUNDAY, "12:30", "14:30")));

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

    private static WeeklyActivity activity(
            String id,
            String title,
            String room,
            String picture,
            double pull,
            double children,
            double adults,
            boolean outdoors,
            boolean schooltime,
            Slot... slots) {
        return new WeeklyActivity(
                new ActivityId(id), title, room, picture, List.of(slots), pull, children, adults, outdoors, schooltime);
    }
}
