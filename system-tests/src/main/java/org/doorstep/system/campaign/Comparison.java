package org.doorstep.system.campaign;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.doorstep.relay.contract.EventId;
import org.doorstep.system.trial.HubBooks;

/// Holds the hub's books against the truth, once everything has arrived. It asks the database and none of the hub's own
/// code, per event and per pass.
final class Comparison {
    /// Between the moment at which somebody was shown a welcome and the moment the hub counts it at there may be this
    /// much: two clocks of one machine, and a program that was held still between reading its clock and showing.
    private static final Duration SAME_MOMENT = Duration.ofSeconds(5);

    /// Longer than a round and its settling: whoever says no more than that says nothing.
    private static final Duration ONE_ROUND = Duration.ofMinutes(20);

    private final TruthBook truth;
    private final OfficeBook office;
    private final BentTimes bent;
    private final Map<String, Long> causes = new TreeMap<>();
    private final Map<String, Long> allowed = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private long lost;
    private long doubled;
    private long misplaced;
    private long unsure;

    /// Counted at `at`; `surely`, says the hub, within that.
    private record Row(String who, Instant at, boolean unsure, Span surely) {
        /// Whether it is counted at the moment at which it was made; or, where the hub says that it knows the time only
        /// between two others, between the same two.
        private boolean holds(TruthBook.Counted counted) {
            Span made =
                    new Span(counted.asked().minus(SAME_MOMENT), counted.shown().plus(SAME_MOMENT));
            return made.holds(at) || surely.holds(at) && surely.touches(made) && surely.isWithinOneRound();
        }
    }

    /// Both ends belong to it.
    private record Span(Instant from, Instant to) {
        private boolean holds(Instant moment) {
            return !moment.isBefore(from) && !moment.isAfter(to);
        }

        private boolean isWithinOneRound() {
            return Duration.between(from, to).compareTo(ONE_ROUND) <= 0;
        }

        private boolean touches(Span other) {
            return !other.to.isBefore(from) && !other.from.isAfter(to);
        }
    }

    /// The start of a kiosk in which something was recorded, and whether the hub learnt its time.
    private record Start(String boot, boolean learnt) {}

    private Comparison(TruthBook truth, OfficeBook office, BentTimes bent) {
        this.truth = truth;
        this.office = office;
        this.bent = bent;
    }

    static Verdict of(TruthBook truth, OfficeBook office, BentTimes bent, HubBooks hub) throws SQLException {
        return new Comparison(truth, office, bent).with(hub);
    }

    private Verdict with(HubBooks hub) throws SQLException {
        Map<String, Row> taps = rows(hub, """
                SELECT tap.event, tap.at, tap.unsure, pass.name, ifnull(earliest, tap.at), ifnull(latest, tap.at)
                FROM tap
                JOIN pass ON pass.id = tap.pass
                LEFT JOIN undated ON undated.event = tap.event
                """);
        Map<String, Row> guests = rows(hub, """
                SELECT guest.event, guest.at, guest.unsure, 'guest', ifnull(earliest, guest.at), ifnull(latest, guest.at)
                FROM guest
                LEFT JOIN undated ON undated.event = guest.event
                """);
        Map<String, Start> starts = starts(hub);
        each("welcome", truth.welcomes(), taps, starts);
        each("guest", truth.guests(), guests, starts);
        onlyTheHub(hub);
        companions(hub);
        passes(hub);
        notMoreThanPressed(hub, guests.size());
        figuresAddUp(hub);
        return new Verdict(
                truth.welcomes().size() + truth.guests().size(),
                hub.events(),
                lost,
                doubled,
                misplaced,
                unsure,
                hub.quarantined(),
                hub.unprojected(),
                findings,
                causes,
                allowed,
                Map.of());
    }

    /// Of each event that did not know the time by itself.
    private static Map<String, Start> starts(HubBooks hub) throws SQLException {
        Map<String, Start> starts = new HashMap<>();
        for (List<String> row : hub.rows("""
                SELECT undated.event,
                       boot.boot,
                       boot.known_at IS NOT NULL
                         OR EXISTS (SELECT 1
                                    FROM time_pair
                                    WHERE time_pair.device = boot.device AND time_pair.boot = boot.boot)
                FROM undated
                JOIN boot ON boot.id = undated.boot
                """)) {
            starts.put(row.get(0), new Start(row.get(1), row.get(2).equals("1")));
        }
        return starts;
    }

    private void unsure(String what, EventId event, TruthBook.Counted counted, Start start) {
        unsure++;
        String cause = bent.cause(counted.asked(), start.boot, start.learnt);
        causes.merge(cause, 1L, Long::sum);
        if (cause.equals(BentTimes.NONE)) {
            findings.add("unsure without a cause: the " + what + " " + event + " for " + counted);
        }
    }

    /// What the hub said that it has, and nobody else does: gone only if it came after the copy that the hub was
    /// restored from.
    private void onlyTheHub(HubBooks hub) throws SQLException {
        OfficeBook.Missing missing = office.missing(Set.copyOf(hub.texts("SELECT id FROM activity")));
        lost += missing.lost().size();
        missing.lost().forEach(activity -> findings.add("lost: the activity " + activity + ", which the hub had"));
        allowed.put(Verdict.ONLY_THE_HUB, (long) missing.allowed().size());
    }

    private void each(
            String what, Map<EventId, TruthBook.Counted> told, Map<String, Row> kept, Map<String, Start> starts) {
        told.forEach((event, counted) -> {
            Row row = kept.get(event.toString());
            if (row == null) {
                lost++;
                findings.add("lost: the " + what + " " + event + " for " + counted + " is not at the hub");
            } else if (row.unsure) {
                unsure(what, event, counted, starts.getOrDefault(event.toString(), new Start("", true)));
            } else if (!row.holds(counted)) {
                misplaced++;
                findings.add("misplaced: the " + what + " " + event + " for " + counted + " is counted at " + row.at
                        + " and not marked unsure");
            }
        });
    }

    /// Of what was said about companions the last that was answered stands, or one said after it.
    private void companions(HubBooks hub) throws SQLException {
        Map<String, List<String>> kept = new HashMap<>();
        for (List<String> row : hub.rows("""
                SELECT tap, adults || ' ' || children
                FROM companions
                """)) {
            kept.computeIfAbsent(row.getFirst(), _ -> new ArrayList<>()).add(row.getLast());
        }
        truth.companions().forEach((event, said) -> {
            Optional<TruthBook.Companions> answered =
                    said.stream().filter(TruthBook.Companions::answered).findFirst();
            if (answered.isPresent()
                    && !kept.getOrDefault(event.toString(), List.of())
                            .contains(answered.get().adults() + " "
                                    + answered.get().children())) {
                lost++;
                findings.add("lost: the companions of " + event + " are not at the hub: " + answered.get());
            }
        });
    }

    /// Everybody who was told that they are counted has a visit; nobody has more taps than they made.
    private void passes(HubBooks hub) throws SQLException {
        Map<String, Integer> taps = new HashMap<>();
        for (List<String> row : hub.rows("""
                SELECT pass.name, COUNT(tap.event), (SELECT COUNT(*) FROM visit WHERE visit.pass = pass.id)
                FROM pass
                LEFT JOIN tap ON tap.pass = pass.id
                WHERE pass.kind = 'code'
                GROUP BY pass.id
                """)) {
            String name = row.get(0);
            taps.put(name, Integer.parseInt(row.get(1)));
            int pressed = truth.presses().getOrDefault(name, 0);
            if (taps.get(name) > pressed) {
                doubled += taps.get(name) - pressed;
                findings.add("doubled: " + row.get(1) + " taps of " + name + ", who held it up " + pressed + " times");
            }
            if (!row.get(1).equals("0") && row.get(2).equals("0")) {
                lost++;
                findings.add("lost: the taps of " + name + " make no visit");
            }
        }
        for (String who : truth.known()) {
            if (!who.startsWith("card ") && taps.getOrDefault(who, 0) == 0) {
                lost++;
                findings.add("lost: " + who + " was told that they are counted, and no tap of theirs is at the hub");
            }
        }
    }

    private void notMoreThanPressed(HubBooks hub, int guests) throws SQLException {
        notMore("guests", guests, truth.guestPresses());
        notMore(
                "taps of cards",
                hub.number("SELECT COUNT(*) FROM tap JOIN pass ON pass.id = tap.pass WHERE pass.kind = 'card'"),
                truth.cardPresses());
    }

    private void notMore(String what, long counted, long pressed) {
        if (counted > pressed) {
            doubled += counted - pressed;
            findings.add("doubled: " + counted + " " + what + ", and " + pressed + " were made");
        }
    }

    /// The sums that are moved on event by event are those of the rows that they sum up.
    private void figuresAddUp(HubBooks hub) throws SQLException {
        difference("visits", hub, "SELECT COUNT(*) FROM visit", "SELECT SUM(visits) FROM session_figures");
        difference("guests", hub, "SELECT COUNT(*) FROM guest", "SELECT SUM(guests) FROM session_figures");
        difference("visits of days", hub, "SELECT COUNT(*) FROM visit", "SELECT SUM(visits) FROM day_figures");
    }

    private void difference(String what, HubBooks hub, String rows, String sum) throws SQLException {
        long more = hub.number(sum) - hub.number(rows);
        if (more != 0) {
            doubled += Math.max(0, more);
            lost += Math.max(0, -more);
            findings.add("the sum of " + what + " is " + more + " off its rows");
        }
    }

    private static Map<String, Row> rows(HubBooks hub, String sql) throws SQLException {
        Map<String, Row> rows = new HashMap<>();
        for (List<String> row : hub.rows(sql)) {
            rows.put(
                    row.get(0),
                    new Row(
                            row.get(3),
                            Instant.ofEpochMilli(Long.parseLong(row.get(1))),
                            row.get(2).equals("1"),
                            new Span(
                                    Instant.ofEpochMilli(Long.parseLong(row.get(4))),
                                    Instant.ofEpochMilli(Long.parseLong(row.get(5))))));
        }
        return rows;
    }
}
