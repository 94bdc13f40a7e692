package org.doorstep.system.campaign;

import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.system.trial.AreaBooks;
import org.doorstep.system.trial.HubBooks;

/// Holds the area's figures against what the gate says of the hub's rows, for every day and week
/// that either has; and against what it says of the truth, for the day of the round.
final class AreaComparison {
    private static final int LEAST_SHOWN = 8;
    private static final int STEP = 5;
    private static final int DAYS_UNTIL_FROZEN = 14;

    private final TruthBook truth;
    private final ZoneId zone;
    private final List<String> findings = new ArrayList<>();
    private long figures;

    private AreaComparison(TruthBook truth, ZoneId zone) {
        this.truth = truth;
        this.zone = zone;
    }

    /// The verdict with what the area has added to it.
    static Verdict added(Verdict verdict, TruthBook truth, ZoneId zone, HubBooks hub, AreaBooks area)
            throws SQLException {
        AreaComparison comparison = new AreaComparison(truth, zone);
        comparison.compare(FigureCell.VISITS, hub, area, "SELECT day FROM visit");
        comparison.compare(
                FigureCell.GUESTS,
                hub,
                area,
                "SELECT session.day FROM guest JOIN session ON session.id = guest.session");
        comparison.theTruth(hub, area);
        return verdict.plus(Verdict.ofTheArea(comparison.figures, comparison.findings));
    }

    private void compare(String figure, HubBooks hub, AreaBooks area, String days) throws SQLException {
        Map<String, Long> byDay = new TreeMap<>();
        Map<String, Long> byWeek = new TreeMap<>();
        for (String day : hub.texts(days)) {
            byDay.merge(day, 1L, Long::sum);
            LocalDate monday = LocalDate.parse(day).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            byWeek.merge(monday.toString(), 1L, Long::sum);
        }
        compare(figure + " of the day", byDay, wholeHub(area.figures(figure, "day")));
        compare(figure + " of the week", byWeek, wholeHub(area.figures(figure, "week")));
    }

    private void compare(String what, Map<String, Long> counted, Map<String, Optional<Integer>> said) {
        Set<String> all = new TreeSet<>(counted.keySet());
        all.addAll(said.keySet());
        for (String starts : all) {
            figures++;
            long count = counted.getOrDefault(starts, 0L);
            Optional<Integer> expected = gate(count);
            boolean asExpected = said.containsKey(starts)
                    && (said.get(starts).equals(expected)
                            || isFrozen(starts, all) && isWithinAStep(said.get(starts), count));
            if (!asExpected) {
                findings.add("at the area: " + what + " " + starts + " is "
                        + said.getOrDefault(starts, Optional.empty())
                        + (said.containsKey(starts) ? "" : " (never told)") + ", and the gate says " + expected);
            }
        }
    }

    /// Long over by the newest day that anything is said of: the day's week to its end, and a
    /// fortnight (decision 0061).
    private static boolean isFrozen(String starts, Set<String> all) {
        LocalDate newest =
                all.stream().map(LocalDate::parse).max(LocalDate::compareTo).orElseThrow();
        LocalDate monday = LocalDate.parse(starts).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return !newest.isBefore(monday.plusWeeks(1).plusDays(DAYS_UNTIL_FROZEN));
    }

    private static boolean isWithinAStep(Optional<Integer> said, long count) {
        return said.map(value -> value != 0 && Math.abs(value - count) < STEP).orElse(count > 0 && count < 2 * STEP);
    }

    /// What people know of this day, less what the hub may have placed on another, is not more than
    /// was told to the area, and what they did is not less.
    private void theTruth(HubBooks hub, AreaBooks area) throws SQLException {
        Set<LocalDate> days = new HashSet<>();
        Stream.concat(truth.welcomes().values().stream(), truth.guests().values().stream())
                .flatMap(counted -> Stream.of(counted.asked(), counted.shown()))
                .forEach(at -> days.add(LocalDate.ofInstant(at, zone)));
        if (days.size() != 1) {
            return;
        }
        String day = days.iterator().next().toString();
        Set<String> unsure = new HashSet<>(hub.texts("SELECT event FROM tap WHERE unsure = 1"));
        unsure.addAll(hub.texts("SELECT event FROM guest WHERE unsure = 1"));
        long visits = sure(truth.welcomes(), unsure)
                .map(event -> truth.welcomes().get(event).who())
                .distinct()
                .count();
        within(
                "visits",
                visits,
                truth.presses().size() + truth.cardPresses(),
                area.figures(FigureCell.VISITS, "day"),
                day);
        within(
                "guests",
                sure(truth.guests(), unsure).count(),
                truth.guestPresses(),
                area.figures(FigureCell.GUESTS, "day"),
                day);
    }

    private static Stream<EventId> sure(Map<EventId, TruthBook.Counted> told, Set<String> unsure) {
        return told.keySet().stream().filter(event -> !unsure.contains(event.toString()));
    }

    private void within(String what, long least, long most, Map<String, Optional<Integer>> figures, String day) {
        this.figures++;
        Optional<Integer> said = wholeHub(figures).getOrDefault(day, Optional.of(0));
        long from = said.map(value -> value == 0 ? 0 : value - STEP / 2).orElse(1);
        long to = said.map(value -> value == 0 ? 0 : value + STEP / 2).orElse(LEAST_SHOWN - 1);
        if (to < least || from > most) {
            findings.add("at the area: " + what + " of " + day + " is " + said + ", and in truth it is " + least
                    + " to " + most);
        }
    }

    private static Map<String, Optional<Integer>> wholeHub(Map<String, Optional<Integer>> figures) {
        Map<String, Optional<Integer>> byDate = new TreeMap<>();
        String prefix = FigureCell.WHOLE_HUB + " ";
        figures.forEach((cell, value) -> {
            if (cell.startsWith(prefix)) {
                byDate.put(cell.substring(prefix.length()), value);
            }
        });
        return byDate;
    }

    /// The rule of the gate, written a second time: 0 is 0, 1 to 7 is not told, the rest to the
    /// nearest five.
    private static Optional<Integer> gate(long count) {
        return count > 0 && count < LEAST_SHOWN
                ? Optional.empty()
                : Optional.of((int) (Math.round(count / (double) STEP) * STEP));
    }
}
