package org.doorstep.area.hubs;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.area.store.Store;
import org.jdbi.v3.core.Handle;

/// What the area knows of each hub's sending. One hub at a time; safe for all threads.
public final class Hubs {
    /// Refusals older than this no longer concern anybody.
    private static final int REFUSALS_DAYS = 14;

    private final HubRegistry registry;
    private final Store store;
    private final InstantSource clock;

    /// A hub that has been heard. `today` is its own date at `asOf`, when it last looked at its counts.
    public record Heard(
            HubRegistry.Hub hub,
            Instant heardAt,
            Instant asOf,
            LocalDate today,
            long figures,
            Optional<LocalDate> firstWeek,
            List<LocalDate> incompleteWeeks,
            int refused,
            int begunAgain) {}

    /// A hub of the area: heard, or not yet.
    public sealed interface Listed {
        HubRegistry.Hub hub();

        record Known(Heard heard) implements Listed {
            @Override
            public HubRegistry.Hub hub() {
                return heard.hub();
            }
        }

        record NotYet(HubRegistry.Hub hub) implements Listed {}
    }

    private record Cursor(long through, int begunAgain, Instant asOf, LocalDate today, Instant heardAt) {}

    public Hubs(HubRegistry registry, Store store, InstantSource clock) {
        this.registry = registry;
        this.store = store;
        this.clock = clock;
    }

    /// All hubs of the area, by name.
    public List<Listed> all() {
        List<Listed> listed = new ArrayList<>();
        for (HubRegistry.Hub hub : registry.all()) {
            listed.add(store.<Listed>read(handle -> cursor(handle, hub)
                    .<Listed>map(cursor -> new Listed.Known(heard(handle, hub, cursor)))
                    .orElseGet(() -> new Listed.NotYet(hub))));
        }
        return listed;
    }

    private static Optional<Cursor> cursor(Handle handle, HubRegistry.Hub hub) {
        return handle.createQuery("""
                        SELECT through, begun_again, as_of, today, heard_at
                        FROM hub_cursor
                        WHERE hub = :hub""")
                .bind("hub", hub.id().value())
                .map((rs, ctx) -> new Cursor(
                        rs.getLong("through"),
                        rs.getInt("begun_again"),
                        Instant.ofEpochMilli(rs.getLong("as_of")),
                        LocalDate.parse(rs.getString("today")),
                        Instant.ofEpochMilli(rs.getLong("heard_at"))))
                .findOne();
    }

    private Heard heard(Handle handle, HubRegistry.Hub hub, Cursor cursor) {
        return new Heard(
                hub,
                cursor.heardAt(),
                cursor.asOf(),
                cursor.today(),
                cursor.through(),
                firstWeek(handle, hub),
                incompleteWeeks(handle, hub),
                refused(handle, hub),
                cursor.begunAgain());
    }

    private static Optional<LocalDate> firstWeek(Handle handle, HubRegistry.Hub hub) {
        return handle.createQuery("""
                        SELECT MIN(starts)
                        FROM figure
                        WHERE hub = :hub
                          AND period = 'week'""")
                .bind("hub", hub.id().value())
                .map((rs, ctx) -> Optional.ofNullable(rs.getString(1)).map(LocalDate::parse))
                .one();
    }

    private static List<LocalDate> incompleteWeeks(Handle handle, HubRegistry.Hub hub) {
        return handle.createQuery("""
                        SELECT DISTINCT starts
                        FROM figure
                        WHERE hub = :hub
                          AND period = 'week'
                          AND complete = 0
                        ORDER BY starts""")
                .bind("hub", hub.id().value())
                .map((rs, ctx) -> LocalDate.parse(rs.getString(1)))
                .list();
    }

    private int refused(Handle handle, HubRegistry.Hub hub) {
        LocalDate since = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(REFUSALS_DAYS);
        return handle.createQuery("""
                        SELECT COALESCE(SUM(times), 0)
                        FROM refused_batch
                        WHERE hub = :hub
                          AND day >= :since""")
                .bind("hub", hub.id().value())
                .bind("since", since.toString())
                .mapTo(Integer.class)
                .one();
    }
}
