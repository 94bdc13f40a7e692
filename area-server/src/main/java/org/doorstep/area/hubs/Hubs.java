package org.doorstep.area.hubs;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.doorstep.area.store.Store;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureWeek;
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
            int begunAgain,
            Proof proof) {}

    /// How the hub's release ledger and what is here compared last; instants are [Instant#EPOCH] where it has not
    /// happened. `left` and `setRight` are the first of the figures that differ still, and that were mended last.
    public record Proof(
            Instant comparedAt,
            boolean agrees,
            long remaining,
            List<Difference> left,
            long mended,
            Instant mendedAt,
            List<Difference> setRight) {
        static final Proof NONE = new Proof(Instant.EPOCH, true, 0, List.of(), 0, Instant.EPOCH, List.of());
    }

    /// `activity` as people call it, or empty for the whole hub. `held` is what was held or shown, '' for nothing.
    public record Difference(
            String figure, String activity, boolean week, LocalDate starts, FigureWeek.What what, String held) {}

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

    /// As many as a person reads.
    private static final int MOST_NAMED = 5;

    private record Cursor(long through, int begunAgain, Instant asOf, LocalDate today, Instant heardAt) {}

    public Hubs(HubRegistry registry, Store store, InstantSource clock) {
        this.registry = registry;
        this.store = store;
        this.clock = clock;
    }

    /// Why nothing can be kept just now; empty while it can.
    Optional<String> refusal() {
        return store.refusal();
    }

    /// How often batches of this hub were refused, by reason, ever.
    public Map<String, Long> refusedByReason(HubId hub) {
        return store.read(handle -> handle.createQuery("""
                        SELECT reason, SUM(times) AS times
                        FROM refused_batch
                        WHERE hub = :hub
                        GROUP BY reason
                        ORDER BY reason""")
                .bind("hub", hub.value())
                .map((rs, ctx) -> Map.entry(rs.getString("reason"), rs.getLong("times")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new)));
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
                cursor.begunAgain(),
                proof(handle, hub));
    }

    private static Proof proof(Handle handle, HubRegistry.Hub hub) {
        return handle.createQuery("""
                        SELECT compared_at, agrees, remaining, mended, mended_at
                        FROM figure_proof
                        WHERE hub = :hub""")
                .bind("hub", hub.id().value())
                .map((rs, ctx) -> new Proof(
                        Instant.ofEpochMilli(rs.getLong("compared_at")),
                        rs.getInt("agrees") == 1,
                        rs.getLong("remaining"),
                        differences(handle, hub, false),
                        rs.getLong("mended"),
                        Instant.ofEpochMilli(rs.getLong("mended_at")),
                        differences(handle, hub, true)))
                .findOne()
                .orElse(Proof.NONE);
    }

    private static List<Difference> differences(Handle handle, HubRegistry.Hub hub, boolean mended) {
        return handle.createQuery("""
                        SELECT d.figure, COALESCE(t.title, d.activity) AS activity, d.period, d.starts, d.what, d.held
                        FROM figure_difference d
                        LEFT JOIN activity_title t ON t.hub = d.hub AND t.activity = d.activity
                        WHERE d.hub = :hub
                          AND d.mended = :mended
                        ORDER BY d.found_at DESC, d.place
                        LIMIT :most""")
                .bind("hub", hub.id().value())
                .bind("mended", mended ? 1 : 0)
                .bind("most", MOST_NAMED)
                .map((rs, ctx) -> new Difference(
                        rs.getString("figure"),
                        rs.getString("activity").equals(FigureCell.WHOLE_HUB) ? "" : rs.getString("activity"),
                        rs.getString("period").equals("week"),
                        LocalDate.parse(rs.getString("starts")),
                        FigureWeek.What.valueOf(rs.getString("what")),
                        rs.getString("held")))
                .list();
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
