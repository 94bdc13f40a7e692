package org.doorstep.kiosk;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.outbox.OutboxFile;
import org.jdbi.v3.core.Handle;

/// What is saved of a broken kiosk's own memory: who is here today, so that a second tap is not a second welcome, and
/// what is on. All of it is a hint for the screen; the hub's reckoning counts.
///
/// The stock of passes is forgotten. A page that is no longer in use may show a pass that has been given since, and
/// giving it to a second person would make two people one. The hub sends new ones.
final class SalvagedDay implements OutboxFile.Memory {
    /// More than ever came to one kiosk in a day; a broken file's pages could hold anything.
    private static final int MOST = 5_000;

    private final HubId hub;
    private final Map<String, List<Object>> arrivals = new HashMap<>();
    private final Map<String, List<Object>> visits = new HashMap<>();
    private Optional<Told> schedule = Optional.empty();
    private LocalDate newestDay = LocalDate.MIN;

    private record Told(Schedule schedule, String text) {}

    SalvagedDay(HubId hub) {
        this.hub = hub;
    }

    @Override
    public void take(List<Object> found) {
        try {
            switch (found.size()) {
                case 2 -> takeSchedule(found);
                case 7 -> takeArrival(withBands(found));
                case 10 -> takeArrival(found);
                case 8 -> takeVisit(found);
                default -> {
                    // Of another table.
                }
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Not what it looked like.
        }
    }

    @Override
    public void keep(Handle transaction) {
        schedule.ifPresent(told ->
                transaction.execute("INSERT OR IGNORE INTO kept_schedule (only, text) VALUES (1, ?)", told.text()));
        arrivals.values().stream()
                .filter(row -> row.get(2).equals(newestDay.toString()))
                .forEach(row -> transaction.execute("""
                        INSERT OR IGNORE INTO arrival
                          (event, kind, day, session, choosing, adults, children, from0, from5, from12)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """, row.toArray()));
        visits.values().stream()
                .filter(row -> row.get(2).equals(newestDay.toString()))
                .filter(row -> arrivals.containsKey((String) row.get(3)))
                .forEach(row -> transaction.execute(
                        """
                        INSERT OR IGNORE INTO visit (visitor, session, day, arrival, here, boot, uptime_ms, wall_ms)
                        SELECT ?, ?, ?, event, ?, ?, ?, ?
                        FROM arrival
                        WHERE event = ?
                        """,
                        row.get(0),
                        row.get(1),
                        row.get(2),
                        row.get(4),
                        row.get(5),
                        row.get(6),
                        row.get(7),
                        row.get(3)));
    }

    private void takeSchedule(List<Object> found) {
        if (found.get(1) instanceof String text && text.startsWith("{")) {
            try {
                Schedule told = Wire.readMessage(text.getBytes(StandardCharsets.UTF_8), Schedule.class);
                if (told.hub().equals(hub)
                        && schedule.filter(known ->
                                        !told.madeAt().isAfter(known.schedule().madeAt()))
                                .isEmpty()) {
                    schedule = Optional.of(new Told(told, text));
                }
            } catch (WireException e) {
                // Not a schedule, or not all of one.
            }
        }
    }

    private void takeArrival(List<Object> found) {
        if (found.get(0) instanceof String event
                && found.get(1) instanceof String
                && found.get(2) instanceof String day
                && found.get(3) instanceof String session
                && areNumbers(found.subList(4, 10))
                && arrivals.size() < MOST) {
            EventId.parse(event);
            SessionId.parse(session);
            arrivals.put(event, found);
            newest(day);
        }
    }

    /// A row of before the age bands is as long as it was when it was written; its children stand in the middle band,
    /// as the migration put those that it could read.
    private static List<Object> withBands(List<Object> found) {
        List<Object> row = new ArrayList<>(found);
        row.addAll(Arrays.asList(0L, found.get(6), 0L));
        return row;
    }

    private void takeVisit(List<Object> found) {
        if (found.get(0) instanceof String visitor
                && found.get(1) instanceof String session
                && found.get(2) instanceof String day
                && found.get(3) instanceof String arrival
                && found.get(5) instanceof String
                && areNumbers(List.of(found.get(4), found.get(6), found.get(7)))
                && visits.size() < MOST) {
            EventId.parse(arrival);
            SessionId.parse(session);
            visits.merge(visitor + " " + session, found, (a, b) -> (long) a.get(7) > (long) b.get(7) ? a : b);
            newest(day);
        }
    }

    private void newest(String text) {
        LocalDate day = LocalDate.parse(text);
        newestDay = day.isAfter(newestDay) ? day : newestDay;
    }

    private static boolean areNumbers(List<Object> values) {
        return values.stream().allMatch(Long.class::isInstance);
    }
}
