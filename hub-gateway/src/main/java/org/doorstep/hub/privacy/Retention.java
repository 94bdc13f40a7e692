package org.doorstep.hub.privacy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.Keep;
import org.doorstep.relay.fields.Kind;
import org.doorstep.relay.fields.Table;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away what has been kept as long as the file of fields says, once a day, and writes down what
/// went (decision 0080). Safe for all threads.
///
/// Each removal stands in one transaction with its line, so the list is exactly what happened, however
/// a run ended. While the hub does not know its time nothing goes; and a clock that is years ahead
/// cannot empty the house, because more residents than [#mostAtOnce] wait for a person.
public final class Retention implements AutoCloseable {
    /// Nobody is in the building, and the day is over by any clock.
    private static final LocalTime HOUR = LocalTime.of(3, 0);

    private static final Duration LOOK_EVERY = Duration.ofMinutes(10);

    /// The Information Commissioner can ask after six years what was done; after that nobody will.
    private static final Period LIST_KEPT = Period.ofYears(6);

    /// A quiet hub may forget that many in a day without asking anybody.
    private static final long ALWAYS_AT_ONCE = 20;

    /// Of all that are held, the part that may go in a day.
    private static final long PART_AT_ONCE = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Fields fields;
    private final Database database;
    private final Erases erases;
    private final Supplier<Optional<Instant>> time;
    private final ZoneId zone;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// `time` is empty while the hub does not know it.
    public Retention(Fields fields, Database database, Erases erases, Supplier<Optional<Instant>> time, ZoneId zone) {
        this.fields = fields;
        this.database = database;
        this.erases = erases;
        this.time = time;
        this.zone = zone;
    }

    public void start() {
        Thread.ofPlatform().name("retention").daemon().start(this::lookUntilClosed);
    }

    /// Runs if it is due.
    public Outcome look() {
        Optional<Instant> now = time.get();
        if (now.isEmpty()) {
            return new Outcome.TimeUnsure();
        }
        ZonedDateTime here = now.get().atZone(zone);
        boolean ranToday = database.read(RetentionList::lastRan)
                .map(last -> last.atZone(zone).toLocalDate().equals(here.toLocalDate()))
                .orElse(false);
        return ranToday || here.toLocalTime().isBefore(HOUR) ? new Outcome.NotDue() : run(now.get(), false);
    }

    /// A manager has looked at how many are waiting, and says that they are to go.
    public Outcome letGo() {
        return time.get().map(now -> run(now, true)).orElseGet(Outcome.TimeUnsure::new);
    }

    /// More than so many residents are not erased in a day without a person: a tenth of all, or 20.
    static long mostAtOnce(long residents) {
        return Math.max(ALWAYS_AT_ONCE, residents / PART_AT_ONCE);
    }

    private synchronized Outcome run(Instant now, boolean allOfThem) {
        Begun begun = database.write(handle -> {
            long run = RetentionList.begin(handle, now, limit(now, LIST_KEPT));
            return new Begun(run, takeAwayAged(handle, run, now));
        });
        long removed = begun.removed;
        long waiting = 0;
        Optional<Period> unseen = fields.unseenFor();
        if (unseen.isPresent()) {
            Erased erased = erase(begun.run, limit(now, unseen.get()), now, allOfThem);
            removed += erased.many;
            waiting = erased.waiting;
        }
        if (removed + waiting > 0) {
            LOG.info("Retention took away {}, and {} wait for a person.", removed, waiting);
        }
        return new Outcome.Ran(removed, waiting);
    }

    private record Begun(long run, long removed) {}

    /// What goes by its age alone, in all tables.
    private long takeAwayAged(Handle handle, long run, Instant now) {
        long removed = 0;
        for (Table table : fields.tablesOf("hub")) {
            for (Kind kind : fields.kinds()) {
                if (table.kinds().containsValue(kind.name())) {
                    removed += takeAwayAged(handle, run, table, kind, now);
                }
            }
        }
        return removed;
    }

    private long takeAwayAged(Handle handle, long run, Table table, Kind kind, Instant now) {
        return switch (kind.keep()) {
            case Keep.RowFor(Period period) -> {
                long gone = takeAway(handle, """
                        DELETE FROM "%s"
                        WHERE "%s" < :limit
                        """.formatted(table.name(), table.dated()), limit(now, period));
                RetentionList.add(handle, run, kind.name(), RetentionList.What.ROWS, table.name(), gone);
                yield gone;
            }
            case Keep.ValueFor(Period period) -> {
                long gone = 0;
                for (String column : table.columnsOf(kind.name())) {
                    gone += takeAway(handle, """
                            UPDATE "%1$s"
                            SET "%3$s" = CASE typeof("%3$s") WHEN 'blob' THEN x'' ELSE '' END
                            WHERE "%2$s" < :limit AND length("%3$s") > 0
                            """.formatted(table.name(), table.dated(), column), limit(now, period));
                }
                RetentionList.add(handle, run, kind.name(), RetentionList.What.VALUES, table.name(), gone);
                yield gone;
            }
            case Keep.UntilUnseen _, Keep.InUse _ -> 0;
        };
    }

    private static long takeAway(Handle handle, String sql, Instant limit) {
        return handle.createUpdate(sql).bind("limit", limit.toEpochMilli()).execute();
    }

    private Instant limit(Instant now, Period period) {
        return now.atZone(zone).minus(period).toInstant();
    }

    private record Erased(long many, long waiting) {}

    private Erased erase(long run, Instant limit, Instant now, boolean allOfThem) {
        record Due(List<List<Long>> residents, long all) {}
        Due due = database.read(handle -> new Due(
                LastSeen.before(handle, erases, limit), erases.residents(handle).size()));
        if (due.residents.size() > mostAtOnce(due.all) && !allOfThem) {
            database.write(handle -> RetentionList.waiting(handle, run, due.residents.size()));
            return new Erased(0, due.residents.size());
        }
        for (List<Long> passes : due.residents) {
            database.write(handle -> {
                // They may have come while the others were erased.
                if (!LastSeen.since(handle, passes, limit)) {
                    erases.erase(handle, passes, now);
                    RetentionList.add(handle, run, "resident", RetentionList.What.RESIDENTS, "pass", 1);
                }
                return true;
            });
        }
        return new Erased(due.residents.size(), 0);
    }

    private void lookUntilClosed() {
        try {
            do {
                try {
                    look();
                } catch (RuntimeException e) {
                    LOG.error("Retention could not run; it is tried again.", e);
                }
            } while (!closed.await(LOOK_EVERY.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
