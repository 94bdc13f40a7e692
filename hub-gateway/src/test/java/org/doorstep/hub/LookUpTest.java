package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.doorstep.hub.lookup.Look;
import org.doorstep.hub.lookup.Looks;
import org.doorstep.hub.lookup.Reason;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looking somebody up: by whom, of whom, with which trace.
class LookUpTest {
    @TempDir
    Path folder;

    private TestHub hub;
    private TestHub.Browser manager;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        new InventedHouse(hub).fill();
        hub.database.write(handle -> {
            handle.execute("DELETE FROM visit WHERE pass BETWEEN 1 AND 10 AND day >= '2026-10-20'");
            return handle.execute("DELETE FROM visit WHERE pass BETWEEN 11 AND 20 AND day >= '2026-11-20'");
        });
        manager = hub.signedIn(Role.MANAGER);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoIsLookedUpIsShownAndTheLookIsWrittenDownWithItsReason() {
        String symbol = whoCame("day >= '2026-11-24'");

        HttpResponse<String> page = manager.get(look(manager, symbol, "LOST_PASS", ""));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains(symbol, "Visits", "They have lost their pass", TestHub.NAME);
        assertThat(looks(symbol)).singleElement().satisfies(look -> {
            assertThat(look.reason()).isEqualTo(Reason.LOST_PASS);
            assertThat(look.byName()).isEqualTo(TestHub.NAME);
            assertThat(look.byRole()).isEqualTo("MANAGER");
            assertThat(look.at()).isEqualTo(hub.now());
        });
    }

    @Test
    void howSomebodyWishesToBeSpokenToIsSaidToWhoeverLooksThemUp() {
        String symbol = whoCame("day >= '2026-11-24'");
        assertThat(manager.get(look(manager, symbol, "ASKED", "")).body()).doesNotContain("Prefers");
        hub.database.write(handle -> handle.execute(
                "INSERT INTO resident_said (pass, store, sequence, at, language, large_text)"
                        + " SELECT id, 's', 1, 1, 'pl', 1 FROM pass WHERE symbol = ?",
                symbol));

        assertThat(manager.get(look(manager, symbol, "ASKED", "")).body()).contains("Prefers: Polish, large text");
    }

    /// One switch says more of a body than a language does.
    @Test
    void howAScreenWorksForSomebodyIsSaidToNobodyWhoWorksHere() {
        String symbol = whoCame("day >= '2026-11-24'");
        hub.database.write(handle -> handle.execute(
                "INSERT INTO resident_said (pass, store, sequence, at, screen)"
                        + " SELECT id, 's', 1, 1, 'contrast switch-slow' FROM pass WHERE symbol = ?",
                symbol));
        String number = hub.copies.give(row(symbol)).toString();

        assertThat(manager.get(look(manager, symbol, "ASKED", "")).body())
                .doesNotContain("switch-slow", "contrast", "Prefers");
        assertThat(manager.postFrom("/copy", "/copy", Map.of("number", number)).body())
                .contains(symbol)
                .doesNotContain("switch-slow", "contrast");
    }

    @Test
    void aNumberForACopyEndsWhenThePassThatWasShownForItIsStopped() {
        String symbol = whoCame("day >= '2026-11-24'");
        Map<String, String> number =
                Map.of("number", hub.copies.give(row(symbol)).toString());
        assertThat(manager.postFrom("/copy", "/copy", number).body()).contains(symbol);

        hub.database.write(handle -> handle.execute(
                "INSERT INTO lost_pass (name, at, by_name) SELECT name, ?, '' FROM pass WHERE symbol = ?",
                hub.now().toEpochMilli(),
                symbol));

        HttpResponse<String> page = manager.postFrom("/copy", "/copy", number);
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).doesNotContain(symbol);
    }

    @Test
    void aLookIsShownToWhoeverLookedAndToNobodyElseForTenMinutes() {
        String address = look(manager, whoCame("day >= '2026-11-24'"), "ASKED", "");
        TestHub.Browser leader = hub.signedIn(Role.SESSION_LEADER);

        assertThat(leader.get(address).statusCode()).isEqualTo(404);
        assertThat(manager.get(address).statusCode()).isEqualTo(200);
        hub.forward(Duration.ofMinutes(11));
        assertThat(manager.get(address).statusCode()).isEqualTo(404);
    }

    @Test
    void aRoleFindsOnlyWhomItHasToDoWith() {
        TestHub.Browser desk = hub.signedIn(Role.VOLUNTEER_DESK);
        TestHub.Browser leader = hub.signedIn(Role.SESSION_LEADER);
        String today = whoCame("day >= '2026-11-24'");
        String lately = whoCame("day < '2026-11-20' AND day > '2026-11-01'");
        String longAgo = whoCame("day < '2026-10-20'");

        assertThat(look(desk, today, "ASKED", "")).startsWith("/look-up/");
        assertThat(look(desk, lately, "ASKED", "")).isEmpty();
        assertThat(look(leader, lately, "ASKED", "")).startsWith("/look-up/");
        assertThat(look(leader, longAgo, "ASKED", "")).isEmpty();
        assertThat(look(manager, longAgo, "ASKED", "")).startsWith("/look-up/");
        assertThat(hub.signedIn(Role.READ_ONLY).get("/look-up").statusCode()).isEqualTo(403);
        assertThat(rows()).as("those that found nobody are written down too").isEqualTo(5);
    }

    @Test
    void whatARoleMayNotReadIsNotOnItsPage() {
        String symbol = whoCame("day >= '2026-11-24'");
        look(manager, symbol, "OTHER", "asked about the raffle");
        TestHub.Browser desk = hub.signedIn(Role.VOLUNTEER_DESK);

        String page = desk.get(look(desk, symbol, "ASKED", "")).body();

        assertThat(page).contains("Who looked is not for your role to read").doesNotContain("raffle", TestHub.NAME);
        assertThat(manager.get(look(manager, symbol, "ASKED", "")).body()).contains("asked about the raffle");
    }

    @Test
    void withoutAReasonNobodyIsLookedUp() {
        String symbol = whoCame("day >= '2026-11-24'");

        assertThat(look(manager, symbol, "", "")).isEmpty();
        assertThat(look(manager, symbol, "OTHER", "")).isEmpty();
        assertThat(look(manager, "", "ASKED", "")).isEmpty();
        assertThat(look(manager, "<script>", "ASKED", "")).isEmpty();
        assertThat(rows()).as("the last asked for somebody who is not here").isEqualTo(1);
        assertThat(looks(symbol)).isEmpty();
    }

    @Test
    void whoLeafsThroughPeopleIsStopped() {
        String symbol = whoCame("day >= '2026-11-24'");
        hub.database.write(handle -> handle.execute(
                "INSERT INTO look_up (at, by_name, by_role, pass, reason, note)"
                        + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 29)"
                        + " SELECT ?, ?, 'MANAGER', '', 'asked', '' FROM n",
                hub.now().toEpochMilli(),
                TestHub.NAME));
        assertThat(look(manager, symbol, "ASKED", "")).as("the thirtieth").isNotEmpty();
        assertThat(look(manager, symbol, "ASKED", "")).isEmpty();
        hub.forward(Duration.ofMinutes(61));
        assertThat(look(manager, symbol, "ASKED", "")).isNotEmpty();
    }

    /// The address that the form leads to; empty where it stays.
    private String look(TestHub.Browser browser, String whom, String reason, String note) {
        return browser.postFrom("/look-up", "/look-up", Map.of("whom", whom, "reason", reason, "note", note))
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    /// A pass of which all visits are so.
    private String whoCame(String day) {
        return hub.database.read(handle ->
                handle.createQuery("""
                        SELECT symbol
                        FROM pass
                        JOIN visit ON visit.pass = pass.id
                        GROUP BY pass.id
                        HAVING max(%s) = 1 AND max(day) = max(CASE WHEN %s THEN day END)
                        ORDER BY pass.id
                        LIMIT 1
                        """.formatted(day, day)).mapTo(String.class).one());
    }

    private List<Look> looks(String symbol) {
        return hub.database.read(handle -> Looks.of(
                handle,
                handle.createQuery("SELECT id FROM pass WHERE symbol = :symbol")
                        .bind("symbol", symbol)
                        .mapTo(Long.class)
                        .list()));
    }

    private long rows() {
        return hub.database.read(handle -> handle.createQuery("SELECT count(*) FROM look_up")
                .mapTo(Long.class)
                .one());
    }

    private long row(String symbol) {
        return hub.database.read(handle -> handle.createQuery("SELECT id FROM pass WHERE symbol = ?")
                .bind(0, symbol)
                .mapTo(Long.class)
                .one());
    }
}
