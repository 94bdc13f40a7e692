package org.doorstep.hub.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.Hub;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Retention on the real tables, on a clock that the test moves: over years where it needs years.
class RetentionTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final ZonedDateTime START = ZonedDateTime.of(2027, 1, 4, 12, 0, 0, 0, ZONE);

    @TempDir
    Path folder;

    private Database database;
    private ZonedDateTime now = START;
    private boolean timeKnown = true;
    private final Forgetting forgetting = new Forgetting();
    private Retention retention;

    /// Each pass is a resident, and erasing takes the row and what hangs on it.
    private static final class Forgetting implements Erases {
        final List<Long> erased = new ArrayList<>();

        @Override
        public Map<Long, List<Long>> residents(Handle handle) {
            Map<Long, List<Long>> residents = new HashMap<>();
            handle.createQuery("SELECT id FROM pass").mapTo(Long.class).forEach(id -> residents.put(id, List.of(id)));
            return residents;
        }

        @Override
        public void erase(Handle transaction, List<Long> passRows, Instant at) {
            for (long row : passRows) {
                transaction.execute("DELETE FROM tap WHERE pass = ?", row);
                transaction.execute("DELETE FROM pass WHERE id = ?", row);
                erased.add(row);
            }
        }
    }

    @BeforeEach
    void open() {
        database = Hub.open(folder);
        retention = new Retention(
                Fields.kept(),
                database,
                forgetting,
                () -> timeKnown ? Optional.of(now.toInstant()) : Optional.empty(),
                ZONE);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void overSixYearsEverythingGoesWhenItsTimeIsUpAndNotBefore() {
        pass(1, START);
        List<Integer> weekOfGoing = new ArrayList<>();
        audit(START.toInstant());
        look(START.toInstant());
        for (int week = 0; week < 6 * 52; week++) {
            if (week < 3 * 52 && week % 2 == 0) {
                tap(1, now);
            }
            int before = forgetting.erased.size();
            assertThat(retention.look()).isInstanceOf(Outcome.Ran.class);
            if (forgetting.erased.size() > before) {
                weekOfGoing.add(week);
            }
            boolean twoYears = now.isAfter(START.plus(Period.ofMonths(24)));
            assertThat(rows("staff_audit")).as("week " + week).isEqualTo(twoYears ? 0 : 1);
            assertThat(rows("look_up")).as("week " + week).isEqualTo(twoYears ? 0 : 1);
            now = now.plusWeeks(1);
        }

        // The last tap was in week 154, and 36 months after it the first run is in week 311 at the earliest.
        assertThat(forgetting.erased).containsExactly(1L);
        ZonedDateTime lastTap = START.plusWeeks(154);
        ZonedDateTime went = START.plusWeeks(weekOfGoing.getFirst());
        assertThat(went)
                .isAfter(lastTap.plusMonths(36))
                .isBefore(lastTap.plusMonths(36).plusDays(8));
        List<RetentionList.Line> list = database.read(handle -> RetentionList.newest(handle, 100));
        assertThat(list)
                .extracting(RetentionList.Line::kind, RetentionList.Line::many)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("resident", 1L),
                        org.assertj.core.groups.Tuple.tuple("staff-trail", 1L),
                        org.assertj.core.groups.Tuple.tuple("looked-up", 1L));
        assertThat(list.getFirst().at()).isEqualTo(went.toInstant());
    }

    @Test
    void aNameBesideADecisionIsEmptiedAndTheDecisionStays() {
        database.write(handle -> handle.execute(
                "INSERT INTO placed_by_hand (event, session, at, by_name) VALUES ('e', 's', ?, 'amina')",
                now.toInstant().toEpochMilli()));
        now = now.plusMonths(24).plusDays(1);
        retention.look();

        assertThat(rows("placed_by_hand")).isEqualTo(1);
        assertThat(text("SELECT by_name FROM placed_by_hand")).isEmpty();
        List<RetentionList.Line> list = database.read(handle -> RetentionList.newest(handle, 10));
        assertThat(list).extracting(RetentionList.Line::what).containsExactly(RetentionList.What.VALUES);
    }

    @Test
    void itRunsOnceADayAfterThree() {
        now = START.withHour(2).withMinute(59);
        assertThat(retention.look()).isInstanceOf(Outcome.NotDue.class);
        now = START.withHour(3);
        assertThat(retention.look()).isInstanceOf(Outcome.Ran.class);
        now = START.withHour(23);
        assertThat(retention.look()).isInstanceOf(Outcome.NotDue.class);
        now = START.plusDays(1);
        assertThat(retention.look()).isInstanceOf(Outcome.Ran.class);
    }

    @Test
    void nothingGoesWhileTheTimeIsUnsure() {
        pass(1, START);
        tap(1, START);
        audit(START.toInstant());
        now = now.plusYears(9);
        timeKnown = false;

        assertThat(retention.look()).isInstanceOf(Outcome.TimeUnsure.class);
        assertThat(retention.letGo()).isInstanceOf(Outcome.TimeUnsure.class);
        assertThat(rows("staff_audit")).isEqualTo(1);
        assertThat(forgetting.erased).isEmpty();
    }

    @Test
    void aClockThatIsYearsAheadDoesNotEmptyTheHouseUntilAPersonSaysSo() {
        for (int i = 1; i <= 60; i++) {
            pass(i, START);
            tap(i, START);
        }
        now = now.plusYears(5);

        assertThat(retention.look()).isEqualTo(new Outcome.Ran(0, 60));
        assertThat(waiting()).isEqualTo(60);
        assertThat(rows("pass")).isEqualTo(60);

        assertThat(retention.letGo()).isEqualTo(new Outcome.Ran(60, 0));
        assertThat(rows("pass")).isZero();
        assertThat(waiting()).isZero();
    }

    @Test
    void fewGoByThemselvesAndATenthOfMany() {
        assertThat(Retention.mostAtOnce(0)).isEqualTo(20);
        assertThat(Retention.mostAtOnce(150)).isEqualTo(20);
        assertThat(Retention.mostAtOnce(2_000)).isEqualTo(200);
    }

    @Test
    void nobodyIsErasedByATimeThatNobodyKnew() {
        pass(1, Instant.ofEpochMilli(86_400_000).atZone(ZONE));
        unsureTap(1, Instant.ofEpochMilli(86_400_000));

        retention.look();

        assertThat(forgetting.erased).isEmpty();
    }

    private void pass(long id, ZonedDateTime issued) {
        database.write(handle -> {
            handle.execute("INSERT OR IGNORE INTO session (id, name, activity, day, starts, ends)"
                    + " VALUES (1, 'drop-in@2027-01-04', 'drop-in', '2027-01-04', 0, 1)");
            return handle.execute(
                    "INSERT INTO pass (id, kind, name, symbol, issued_at) VALUES (?, 'code', ?, 'ABCDE', ?)",
                    id,
                    "%020x".formatted(id),
                    issued.toInstant().toEpochMilli());
        });
    }

    private void tap(long pass, ZonedDateTime at) {
        tap(pass, at.toInstant(), 0);
    }

    private void unsureTap(long pass, Instant at) {
        tap(pass, at, 1);
    }

    private void tap(long pass, Instant at, int unsure) {
        database.write(handle -> handle.execute(
                "INSERT INTO tap (event, pass, session, at, raw_at, unsure, device, shown_session)"
                        + " VALUES (?, ?, 1, ?, ?, ?, 'kiosk-1', '')",
                "%08d-%d-%d".formatted(pass, at.toEpochMilli(), unsure),
                pass,
                at.toEpochMilli(),
                at.toEpochMilli(),
                unsure));
    }

    private void audit(Instant at) {
        database.write(handle -> handle.execute(
                "INSERT INTO staff_audit (at, name, what, detail) VALUES (?, 'amina', 'VIEW_OPENED', '/')",
                at.toEpochMilli()));
    }

    private void look(Instant at) {
        database.write(handle -> handle.execute(
                "INSERT INTO look_up (at, by_name, by_role, pass, reason, note)"
                        + " VALUES (?, 'amina', 'MANAGER', '', 'asked', '')",
                at.toEpochMilli()));
    }

    private long waiting() {
        return database.read(RetentionList::waiting);
    }

    private long rows(String table) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    private String text(String sql) {
        return database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }
}
