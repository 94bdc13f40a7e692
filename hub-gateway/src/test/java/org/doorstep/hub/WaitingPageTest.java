package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.RoomsInTheHub.ANN;
import static org.doorstep.hub.RoomsInTheHub.ANNS_SYMBOL;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of rooms and tools waits for a person, as they see to it.
class WaitingPageTest {
    @TempDir
    Path folder;

    private TestHub hub;
    private RoomsInTheHub rooms;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        rooms = new RoomsInTheHub(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aManagerSaysYesOrNoWithAReasonAndItIsWrittenDown() {
        long first = rooms.booking("craft-room", "asked", ANN, in(24), in(26));
        long second = rooms.booking("craft-room", "asked", "", in(48), in(50));
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        assertThat(manager.get("/waiting").body())
                .contains(ANNS_SYMBOL, "Craft room", "Evening choir", "Wednesday 25 November, 16:20 to 18:20");

        HttpResponse<String> yes = manager.postFrom("/waiting", "/waiting/approve", Map.of("id", Long.toString(first)));
        HttpResponse<String> without =
                manager.postFrom("/waiting", "/waiting/refuse", Map.of("id", Long.toString(second), "reason", ""));
        HttpResponse<String> no = manager.postFrom(
                "/waiting",
                "/waiting/refuse",
                Map.of("id", Long.toString(second), "reason", "The floor is being mended"));

        assertThat(yes.statusCode()).isEqualTo(303);
        assertThat(rooms.state(first)).isEqualTo("booked");
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(no.statusCode()).isEqualTo(303);
        assertThat(rooms.state(second)).isEqualTo("refused");
        assertThat(manager.get("/waiting").body()).contains("Nothing waits for a yes.");
        assertThat(hub.pages.login().audit().newest(10))
                .anyMatch(entry -> entry.what().equals("BOOKING_APPROVED"))
                .anyMatch(entry -> entry.what().equals("BOOKING_REFUSED"));
    }

    @Test
    void theDeskSaysWhoIsHereAndWhoDidNotComeAndDecidesNothingElse() {
        long choir = rooms.booking("craft-room", "booked", "", in(-1), in(1));
        TestHub.Browser desk = hub.signedIn(Role.VOLUNTEER_DESK);
        assertThat(desk.get("/waiting").body()).contains("Evening choir", "Nobody came: free the rest");

        HttpResponse<String> nobody = desk.postFrom("/waiting", "/waiting/nobody", Map.of("id", Long.toString(choir)));

        assertThat(nobody.statusCode()).isEqualTo(303);
        assertThat(rooms.state(choir)).isEqualTo("released");
        assertThat(desk.get("/waiting").body())
                .contains("Evening choir", "Let go")
                .doesNotContain("/waiting/forgive");
        assertThat(desk.post("/waiting/forgive", Map.of("id", Long.toString(choir), "csrf", desk.csrf("/")))
                        .statusCode())
                .isEqualTo(403);
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        manager.postFrom("/waiting", "/waiting/forgive", Map.of("id", Long.toString(choir)));
        assertThat(manager.get("/waiting").body()).contains("Nobody has stayed away.");
    }

    @Test
    void whoLostATimeIsGivenAnotherByAButton() {
        rooms.booking("craft-room", "booked", "", in(24), in(26));
        hub.database.write(handle -> handle.execute(
                "INSERT INTO clash (request, code, why, bookable, count, pass, starts, ends, at)"
                        + " VALUES ('c0ffee00-0000-4000-8000-000000000001', '4821', 'first', 'craft-room', 1, ?, ?, ?, ?)",
                ANN,
                in(24).getEpochSecond() / 60,
                in(26).getEpochSecond() / 60,
                hub.now().toEpochMilli()));
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        String page = manager.get("/waiting").body();
        assertThat(page).contains("Somebody else had it first", "Give them", "They have not read of it yet");
        java.util.regex.Matcher starts = java.util.regex.Pattern.compile("name=\"starts\" value=\"(\\d+)\"")
                .matcher(page);
        assertThat(starts.find()).isTrue();
        long minute = Long.parseLong(starts.group(1));

        HttpResponse<String> given = manager.postFrom(
                "/waiting",
                "/waiting/instead",
                Map.of("id", "1", "starts", Long.toString(minute), "ends", Long.toString(minute + 120)));

        assertThat(given.statusCode()).isEqualTo(303);
        assertThat(manager.get("/waiting").body()).contains("Nobody has lost a time to somebody else.");
        String code = hub.database.read(
                handle -> handle.createQuery("SELECT code FROM booking WHERE pass = :pass AND state = 'booked'")
                        .bind("pass", ANN)
                        .mapTo(String.class)
                        .one());
        assertThat(code).as("the one that they know").isEqualTo("4821");
    }

    @Test
    void whatIsNotThereAnyMoreIsSaidSo() {
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        for (String path : new String[] {"approve", "take-off", "here", "nobody", "forgive"}) {
            assertThat(manager.postFrom("/waiting", "/waiting/" + path, Map.of("id", "4711"))
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    private Instant in(int hours) {
        return hub.now().plus(Duration.ofHours(hours)).truncatedTo(ChronoUnit.MINUTES);
    }
}
