package org.doorstep.system.neighbourhood;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/// Millbrook Fold as it is today: its programme, its residents and their three months up to yesterday.
public final class Neighbourhood {
    private final ZoneId zone;
    private final LocalDate begin;
    private final List<Resident> residents;
    private final History history;

    /// `seed` makes another neighbourhood of the same kind; `today` is the day after its history's
    /// last.
    public Neighbourhood(long seed, ZoneId zone, LocalDate today) {
        this.zone = zone;
        this.begin = today.minusDays(History.DAYS);
        this.residents = Residents.of(seed, begin, today);
        this.history = new History(seed, zone, residents);
    }

    public ZoneId zone() {
        return zone;
    }

    LocalDate today() {
        return begin.plusDays(History.DAYS);
    }

    List<Resident> residents() {
        return residents;
    }

    History history() {
        return history;
    }

    /// The days of the history, the earliest first.
    List<LocalDate> days() {
        return begin.datesUntil(begin.plusDays(History.DAYS)).toList();
    }

    /// The programme as the hub reads it: one line for each weekday of each activity, from the
    /// history's first week.
    public String activitiesCsv() {
        return Programme.ACTIVITIES.stream()
                .flatMap(activity -> activity.slots().stream().map(slot -> line(activity, slot)))
                .collect(Collectors.joining("\n", "id,title,room,picture,weekday,starts,ends,first,last\n", "\n"));
    }

    /// What people there asked for and what came of it, as the hub shows it from its first start on.
    public String youSaidCsv() {
        return """
                The hall is cold first thing,The heating comes on at eight now
                Nobody can find the toilet,There is a sign on every door
                "We work, and cannot come in the day",Cook and eat is on Wednesday evenings
                """;
    }

    /// What can be booked, as the hub reads it at its first start.
    public String bookablesCsv() {
        return RoomsAndTools.bookablesCsv();
    }

    public String openHoursCsv() {
        return RoomsAndTools.openHoursCsv();
    }

    /// What groups have booked for the weeks to come.
    public String bookingsCsv() {
        return RoomsAndTools.bookingsCsv(today());
    }

    /// When its schools are open, as the hub reads it: the school years around the history.
    public String schoolTermsCsv() {
        return Season.termsCsv(LocalDate.of(begin.getYear() - 1, 9, 3), LocalDate.of(begin.getYear() + 2, 7, 22));
    }

    /// Its postcodes and small areas, as a kiosk reads the public list of those around.
    public String postcodesCsv() {
        return Postcodes.csv();
    }

    private String line(WeeklyActivity activity, WeeklyActivity.Slot slot) {
        return String.join(
                ",",
                activity.id().value(),
                activity.title(),
                activity.room(),
                activity.picture(),
                slot.day().name().toLowerCase(java.util.Locale.ROOT),
                slot.start().toString(),
                slot.end().toString(),
                begin.minusWeeks(1).toString(),
                "");
    }
}
