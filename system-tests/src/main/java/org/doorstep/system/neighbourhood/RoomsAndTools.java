package org.doorstep.system.neighbourhood;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What can be booked at the hub, when it is open, and what groups have booked for the rest of a
/// term, as a new hub reads them at its first start. The groups' times are such that nothing meets
/// the programme of the same rooms.
final class RoomsAndTools {
    /// A term's length, from the demonstration's first day on.
    private static final int WEEKS = 12;

    private RoomsAndTools() {}

    static String bookablesCsv() {
        return OwnList.lines("bookables.csv").collect(Collectors.joining("\n", "", "\n"));
    }

    static String openHoursCsv() {
        List<String> lines = new ArrayList<>(List.of("bookable,weekday,opens,closes"));
        for (DayOfWeek day : DayOfWeek.values()) {
            String hours =
                    switch (day) {
                        case SATURDAY -> "09:00,22:00";
                        case SUNDAY -> "10:00,20:00";
                        case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> "08:00,22:00";
                    };
            lines.add("," + day.name().toLowerCase(java.util.Locale.ROOT) + "," + hours);
        }
        return String.join("\n", lines) + "\n";
    }

    /// From the day after this one: what is past nobody can book.
    static String bookingsCsv(LocalDate today) {
        List<String> lines = new ArrayList<>(List.of("what,date,starts,ends,group,kind,title,people,count"));
        OwnList.lines("groups.csv").map(line -> line.split(",")).forEach(field -> {
            LocalDate first = today.with(TemporalAdjusters.next(DayOfWeek.valueOf(field[1])));
            int every = Integer.parseInt(field[9]);
            for (int week = 0; week < WEEKS; week += every) {
                lines.add(String.join(
                        ",",
                        field[0],
                        first.plusWeeks(week).toString(),
                        field[2],
                        field[3],
                        field[4],
                        field[5],
                        field[6],
                        field[7],
                        field[8]));
            }
        });
        return String.join("\n", lines) + "\n";
    }
}
