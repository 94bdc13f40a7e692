package org.doorstep.system.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.doorstep.relay.contract.EventId;
import org.doorstep.system.trial.HubBooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A campaign that sees no loss must have been able to see one: here are books that are wrong in each way.
class ComparisonTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String WHO = "00112233445566778899";
    private static final EventId TAP = EventId.parse("01a202b5-c213-7f95-a032-18aab3c5e446");
    private static final EventId GUEST = EventId.parse("01a202b5-bbfd-7613-b646-d0a92c568190");

    @TempDir
    Path folder;

    private final TruthBook truth = new TruthBook();
    private final OfficeBook office = new OfficeBook();
    private Connection hub;

    @BeforeEach
    void oneWelcomeAndOneGuest() throws SQLException {
        hub = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("hub.db"));
        for (String table : new String[] {
            "pass (id, kind, name)",
            "tap (event, pass, at, unsure)",
            "guest (event, at, unsure)",
            "visit (pass, session)",
            "companions (tap, adults, children)",
            "session_figures (visits, guests)",
            "day_figures (visits, guests)",
            "inbox_event (state)",
            "inbox_quarantine (reason)",
            "undated (event, boot, earliest, latest)",
            "boot (id, device, boot, known_at)",
            "time_pair (device, boot)",
            "activity (id)"
        }) {
            write("CREATE TABLE " + table);
        }
        write("INSERT INTO pass VALUES (1, 'code', '" + WHO + "')");
        tap(TAP, NOON, 0);
        write("INSERT INTO guest VALUES ('" + GUEST + "', " + NOON.toEpochMilli() + ", 0)");
        write("INSERT INTO visit VALUES (1, 1)");
        write("INSERT INTO session_figures VALUES (1, 1)");
        write("INSERT INTO day_figures VALUES (1, 1)");

        truth.pressed(WHO);
        truth.welcomed(TAP, new TruthBook.Counted(Door.FRONT, WHO, NOON, NOON));
        truth.pressedGuest();
        truth.guest(GUEST, new TruthBook.Counted(Door.GARDEN, "guest", NOON, NOON));
    }

    @AfterEach
    void close() throws SQLException {
        hub.close();
    }

    @Test
    void rightBooksAreRight() throws SQLException {
        assertThat(verdict().good()).isTrue();
        assertThat(verdict().told()).isEqualTo(2);
    }

    @Test
    void aWelcomeThatIsNotAtTheHubIsLost() throws SQLException {
        write("DELETE FROM tap");
        // The event, and the person of whom nothing is known any more.
        assertThat(verdict().lost()).isEqualTo(2);
    }

    @Test
    void aGuestWhoIsNotAtTheHubIsLost() throws SQLException {
        write("DELETE FROM guest");
        write("UPDATE session_figures SET guests = 0");
        assertThat(verdict().lost()).isEqualTo(1);
    }

    @Test
    void companionsThatAreNotAtTheHubAreLost() throws SQLException {
        truth.companions(TAP, new TruthBook.Companions(1, 2, true));
        assertThat(verdict().lost()).isEqualTo(1);
        write("INSERT INTO companions VALUES ('" + TAP + "', 1, 2)");
        assertThat(verdict().lost()).isZero();
    }

    @Test
    void moreTapsThanWereMadeAreDoubled() throws SQLException {
        tap(EventId.parse("01a202b5-bc8e-71e4-b6a1-47f1b59f53f8"), NOON, 0);
        assertThat(verdict().doubled()).isEqualTo(1);
    }

    @Test
    void moreGuestsThanTouchedAreDoubled() throws SQLException {
        write("INSERT INTO guest VALUES ('another', " + NOON.toEpochMilli() + ", 0)");
        write("UPDATE session_figures SET guests = 2");
        assertThat(verdict().doubled()).isEqualTo(1);
    }

    @Test
    void aSumThatIsOffItsRowsIsSeen() throws SQLException {
        write("UPDATE day_figures SET visits = 2");
        assertThat(verdict().doubled()).isEqualTo(1);
    }

    @Test
    void aTapAtAnotherTimeIsMisplacedUnlessItIsMarkedUnsure() throws SQLException {
        write("UPDATE tap SET at = " + NOON.minusSeconds(60).toEpochMilli());
        assertThat(verdict().misplaced()).isEqualTo(1);
        write("UPDATE tap SET unsure = 1");
        assertThat(verdict().misplaced()).isZero();
        assertThat(verdict().unsure()).isEqualTo(1);
    }

    @Test
    void aTapWhoseTimeTheHubKnowsOnlyBetweenTwoOthersIsMisplacedIfItWasNotBetweenThem() throws SQLException {
        write("UPDATE tap SET at = " + NOON.minusSeconds(60).toEpochMilli());
        write("INSERT INTO undated VALUES ('" + TAP + "', 5, "
                + NOON.minusSeconds(60).toEpochMilli() + ", "
                + NOON.plusSeconds(90).toEpochMilli() + ")");
        assertThat(verdict().misplaced()).isZero();
        write("UPDATE undated SET latest = " + NOON.minusSeconds(30).toEpochMilli());
        assertThat(verdict().misplaced()).as("it was not").isEqualTo(1);
        write("UPDATE undated SET latest = " + NOON.plusSeconds(90).toEpochMilli());
        write("UPDATE tap SET at = 0");
        assertThat(verdict().misplaced()).as("and is counted outside").isEqualTo(1);
        write("UPDATE undated SET earliest = 0");
        assertThat(verdict().misplaced()).as("any time at all").isEqualTo(1);
    }

    @Test
    void anUnsureTapIsExplainedByWhatWasDoneToItsClockOrIsNoGoodResult() throws SQLException {
        write("UPDATE tap SET unsure = 1");
        assertThat(verdict().causes()).containsOnlyKeys(BentTimes.NONE);
        assertThat(verdict().good()).isFalse();

        write("INSERT INTO undated VALUES ('" + TAP + "', 5, 0, 0)");
        write("INSERT INTO boot VALUES (5, 'kiosk-1', 'rebooted', NULL)");
        assertThat(verdict().causes()).containsOnlyKeys(BentTimes.REBOOTED);
        assertThat(verdict().good()).isTrue();

        write("INSERT INTO time_pair VALUES ('kiosk-1', 'rebooted')");
        assertThat(verdict().causes())
                .as("a start of which the time is known is a reason no more")
                .containsOnlyKeys(BentTimes.NONE);
    }

    @Test
    void whatOnlyTheHubKnewMayBeGoneOnlyIfItCameAfterTheCopy() throws SQLException {
        office.told("tea", NOON);
        assertThat(verdict().lost()).isEqualTo(1);

        office.restored(NOON.minusSeconds(10), NOON.plusSeconds(10));
        assertThat(verdict().lost()).isZero();
        assertThat(verdict().allowed()).containsEntry(Verdict.ONLY_THE_HUB, 1L);

        office.told("soup", NOON.minusSeconds(20));
        office.told("bread", NOON.plusSeconds(20));
        assertThat(verdict().lost())
                .as("before the copy, and after the restoring")
                .isEqualTo(2);
    }

    @Test
    void whatIsKeptAndNotCountedIsNoGoodResult() throws SQLException {
        write("INSERT INTO inbox_event VALUES ('unprojected')");
        assertThat(verdict().good()).isFalse();
    }

    private Verdict verdict() throws SQLException {
        try (HubBooks books = new HubBooks(folder)) {
            return Comparison.of(truth, office, new BentTimes(Set.of("rebooted"), false, ZoneOffset.UTC), books);
        }
    }

    private void tap(EventId event, Instant at, int unsure) throws SQLException {
        write("INSERT INTO tap VALUES ('" + event + "', 1, " + at.toEpochMilli() + ", " + unsure + ")");
    }

    private void write(String sql) throws SQLException {
        try (Statement statement = hub.createStatement()) {
            statement.execute(sql);
        }
    }
}
