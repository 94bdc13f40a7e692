package org.doorstep.hub.aboutme;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.doorstep.hub.ingest.HeldBack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.store.Database;

/// The days of devices on which [DayBounds] held something back. Safe for all threads.
public final class HeldBackDays implements HeldBack {
    /// Enough to see that something is wrong; a page that counts millions helps nobody.
    private static final int MOST_COUNTED = 10_000;

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Runnable countWhatWaits;

    private record Day(DeviceId device, LocalDate date) {}

    /// `countWhatWaits` has what waits to be counted tried again.
    public HeldBackDays(Database database, ZoneId zone, InstantSource clock, Runnable countWhatWaits) {
        this.database = database;
        this.zone = zone;
        this.clock = clock;
        this.countWhatWaits = countWhatWaits;
    }

    @Override
    public List<Waiting> waiting() {
        Map<Day, Long> days = database
                .read(handle -> handle.createQuery("""
                                SELECT stream.device, event.received_at
                                FROM inbox_event event
                                JOIN inbox_stream stream ON stream.number = event.stream
                                WHERE event.state = 'unprojected' AND event.note = :why
                                LIMIT :most
                                """)
                        .bind("why", SaidTooOftenException.class.getSimpleName())
                        .bind("most", MOST_COUNTED)
                        .map((row, context) -> new Day(
                                new DeviceId(row.getString("device")),
                                LocalDate.parse(DayBounds.day(row.getLong("received_at"), zone))))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(day -> day, Collectors.counting()));
        return days.entrySet().stream()
                .map(day -> new Waiting(day.getKey().device, day.getKey().date, day.getValue()))
                .sorted(Comparator.comparing(Waiting::day).reversed().thenComparing(waiting -> waiting.device()
                        .value()))
                .toList();
    }

    @Override
    public boolean letCount(DeviceId device, LocalDate day, String byName) {
        boolean waits = waiting().stream()
                .anyMatch(one -> one.device().equals(device) && one.day().equals(day));
        if (waits) {
            database.write(handle -> handle.createUpdate("""
                            INSERT INTO said_let_count (device, day, at, by_name)
                            VALUES (:device, :day, :now, :by)
                            ON CONFLICT (device, day) DO UPDATE
                            SET at = excluded.at, by_name = excluded.by_name
                            """)
                    .bind("device", device.value())
                    .bind("day", day.toString())
                    .bind("now", clock.millis())
                    .bind("by", byName)
                    .execute());
            countWhatWaits.run();
        }
        return waits;
    }
}
