package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bookings that come back, seasons, calendars and doors, as people meet them. It is Tuesday 24
/// November 2026, twenty past four.
class RepeatingPagesTest {
    @TempDir
    Path folder;

    private TestHub hub;
    private TestHub.Browser manager;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        RepeatingHouse.fill(hub);
        manager = hub.signedIn(Role.MANAGER);
        manager.postFrom("/school-terms", "/school-terms", Map.of("text", RepeatingHouse.TERMS));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aTermOfTuesdaysIsLookedAtFirstAndThenMadeOnceHoweverOftenItIsSent() {
        HttpResponse<String> look = send("look", "2026-11-24");
        assertThat(look.statusCode()).isEqualTo(200);
        assertThat(look.body()).contains("3 of 4 dates can be had", "Not on: Training day");
        assertThat(rows("booking")).isZero();

        Map<String, String> form = RepeatingHouse.form("make", "2026-11-24");
        form.put("request", "0b5a4b1e-7d1f-4a3e-9c56-5a3f0e1a2b3c");
        HttpResponse<String> made = manager.postFrom("/series/new", "/series/new", form);
        manager.postFrom("/series/new", "/series/new", form);

        assertThat(made.statusCode()).isEqualTo(303);
        assertThat(made.headers().firstValue("Location")).contains("/series/1");
        assertThat(rows("series")).isEqualTo(1);
        assertThat(rows("booking")).isEqualTo(3);
        assertThat(manager.get("/series").body()).contains("Singing", "Tuesdays, in term time, 19:00 to 21:00");
    }

    @Test
    void aDateIsTakenOutWithItsReasonAndPutBackAndAnotherIsMoved() {
        send("make", "2026-11-24");

        manager.postFrom("/series/1", "/series/1/skip", Map.of("day", "2026-12-01", "why", "Concert"));
        assertThat(manager.get("/series/1").body()).contains("Taken out: Concert");
        manager.postFrom("/series/1", "/series/1/put-back", Map.of("day", "2026-12-01"));
        assertThat(manager.get("/series/1").body()).doesNotContain("Concert");

        HttpResponse<String> closed = move("2026-12-15", "21:00", "23:00");
        assertThat(closed.statusCode()).isEqualTo(422);
        assertThat(move("2026-12-15", "18:00", "20:00").statusCode()).isEqualTo(303);
        assertThat(manager.get("/series/1").body()).contains("18:00 to 20:00");
    }

    @Test
    void aFormWithMistakesSaysAllOfThemAndKeepsWhatWasWritten() {
        Map<String, String> form = RepeatingHouse.form("make", "2026-11-24");
        form.put("bookable", "attic");
        form.put("last", "2026-11-25");
        form.put("count-of-times", "3");

        HttpResponse<String> answer = manager.postFrom("/series/new", "/series/new", form);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Choose what is to be booked.", "not both", "value=\"Singing\"");
    }

    @Test
    void aSchoolCalendarWithAMistakeIsNotKeptAndTheLineIsNamed() {
        HttpResponse<String> answer = manager.postFrom(
                "/school-terms",
                "/school-terms",
                Map.of("text", RepeatingHouse.TERMS + "holiday,Easter,2027-03-26,2027-04-11\n"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Line 4: holiday is neither term nor closed.");
        assertThat(manager.get("/school-terms").body()).contains("Training day").doesNotContain("Easter");
    }

    @Test
    void aSeasonIsAskedForProposedWithReasonsChangedAndPublished() {
        manager.postFrom(
                "/seasons",
                "/seasons",
                Map.of("name", "Winter", "first", "2026-11-24", "last", "2026-12-18", "term", "yes"));
        Map<String, String> wish = new HashMap<>(Map.of("party", "4", "number", "1"));
        wish.putAll(Map.of("bookable1", "hall", "weekday1", "4", "starts1", "19:00", "ends1", "21:00"));
        manager.postFrom("/seasons/1", "/seasons/1/wish", wish);

        manager.postFrom("/seasons/1", "/seasons/1/propose", Map.of());
        assertThat(manager.get("/seasons/1").body())
                .contains("Whole hall, Thursdays, 19:00 to 21:00", "Nobody who came after them wanted it.", "2 hours");
        manager.postFrom("/seasons/1", "/seasons/1/publish", Map.of());

        assertThat(rows("series")).isEqualTo(1);
        assertThat(manager.get("/seasons/1").body()).contains("/series/1", "The plan is published.");
        assertThat(manager.postFrom("/seasons/1", "/seasons/1/wish", wish).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aDoorSaysWithoutAScriptOrASignInWhetherItsRoomIsFree() {
        TestHub.Browser tablet = hub.browser();
        assertThat(tablet.get("/door/hall-a").body())
                .contains("Free until 22:00", "As it was at 16:20", "http-equiv=\"refresh\"")
                .doesNotContain("<script");
        send("make", "2026-11-24");
        assertThat(tablet.get("/door/hall-a").body()).contains("Free until 19:00", "Singing");

        hub.forward(Duration.ofHours(3));
        assertThat(tablet.get("/door/hall-a").body()).contains("Singing, until 21:00");
        hub.forward(Duration.ofHours(3));
        assertThat(tablet.get("/door/hall-a").body()).contains("Closed now");
        assertThat(tablet.get("/door/attic").statusCode()).isEqualTo(404);
    }

    @Test
    void aGroupsCalendarIsThereForWhoeverHasTheLinkUntilANewOneIsMade() {
        send("make", "2026-11-24");
        manager.postFrom("/feeds", "/feeds/link", Map.of("party", "4"));
        String first = link();
        TestHub.Browser phone = hub.browser();

        HttpResponse<String> calendar = phone.get(first);
        assertThat(calendar.headers().firstValue("Content-Type").orElse("")).startsWith("text/calendar");
        assertThat(calendar.body().split("BEGIN:VEVENT", -1)).hasSize(4);

        manager.postFrom("/feeds", "/feeds/link", Map.of("party", "4"));
        assertThat(phone.get(first).statusCode()).isEqualTo(404);
        assertThat(phone.get(link()).statusCode()).isEqualTo(200);
    }

    @Test
    void tomorrowsSheetIsForThoseWhoWorkHere() {
        assertThat(manager.get("/tomorrow.pdf").headers().firstValue("Content-Type"))
                .contains("application/pdf");
        assertThat(hub.browser().get("/tomorrow.pdf").statusCode()).isIn(302, 303);
    }

    @Test
    void whatWasBookedIsBesideWhatWasUsed() {
        send("make", "2026-11-24");
        hub.database.write(handle -> handle.execute("UPDATE booking SET used = 1 WHERE occurrence = '2026-11-24'"));
        hub.forward(Duration.ofDays(9));

        String page = hub.signedIn(Role.READ_ONLY).get("/rooms-used").body();

        assertThat(page).contains("community groups");
        assertThat(page.replaceAll("\\s+", "")).contains("<td>2</td><td>4</td><td>2</td><td>0</td><td>2</td>");
    }

    private HttpResponse<String> move(String day, String starts, String ends) {
        return manager.postFrom(
                "/series/1", "/series/1/move", Map.of("day", day, "bookable", "hall", "starts", starts, "ends", ends));
    }

    private HttpResponse<String> send(String what, String first) {
        return manager.postFrom("/series/new", "/series/new", RepeatingHouse.form(what, first));
    }

    private String link() {
        Matcher link = Pattern.compile("(/feeds/group/[a-z0-9]{32}\\.ics)")
                .matcher(manager.get("/feeds").body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private long rows(String table) {
        return hub.database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }
}
