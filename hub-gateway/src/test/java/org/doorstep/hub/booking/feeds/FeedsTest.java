package org.doorstep.hub.booking.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.Activity;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.Origin;
import org.doorstep.hub.booking.claims.Wanted;
import org.doorstep.hub.booking.recurring.Hall;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.rhythm.Rhythm;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.SessionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calendars as another program reads them: ical4j, which knows nothing of ours.
class FeedsTest {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Hall hall;
    private Feeds feeds;

    @BeforeEach
    void open() {
        hall = new Hall(folder);
        feeds = new Feeds(new HubId("millbrook"), new Words(Locale.UK, Hall.ZONE));
    }

    @AfterEach
    void close() {
        hall.close();
    }

    @Test
    @Tag("time")
    void aRoomsCalendarReadByAnotherProgramIsWhatTheStoreHas() throws Exception {
        hall.make(Hall.tuesdays("hall", "19:00", "21:00", Hall.CHOIR));
        hall.make(Hall.plan(
                "hall-a",
                new Rhythm.MonthlyByWeekday(1, Rhythm.LAST, DayOfWeek.FRIDAY),
                "20:00",
                "22:00",
                Hall.KARATE,
                false));
        hall.once("hall-b", "2026-10-07", "10:00", "12:00");
        hall.once("kitchen", "2026-10-07", "10:00", "12:00");

        Calendar read = read(room("hall-a"));

        List<String> store = hall.database.read(handle -> handle.createQuery("""
                        SELECT DISTINCT b.id, b.starts, b.ends
                        FROM booking b
                        JOIN claim c ON c.booking = b.id AND c.unit = 1
                        """)
                .map((row, context) -> "booking-" + row.getLong("id") + "@millbrook.doorstep "
                        + moment(row.getLong("starts")) + " " + moment(row.getLong("ends")))
                .list());
        assertThat(lines(read)).containsExactlyInAnyOrderElementsOf(store).hasSize(16);
    }

    @Test
    void aPersonsBookingIsInItWithoutAWordAboutWhoseItIs() throws Exception {
        resident("hall-a", "2026-09-22", "10:00", "11:00");

        Optional<String> text = room("hall-a");

        assertThat(text.orElseThrow()).doesNotContain("fox-and-kettle");
        assertThat(values(read(text), Property.SUMMARY)).containsExactly("Booked");
        String code = hall.database.read(handle -> handle.createQuery("SELECT code FROM booking")
                .mapTo(String.class)
                .one());
        assertThat(code).matches("[0-9]{4}");
        assertThat(values(read(text), Property.DESCRIPTION)).isEmpty();
        assertThat(text.orElseThrow().replaceAll("D[TESA]\\w+:[0-9TZ]+", "")).doesNotContain(code);
    }

    @Test
    void aGroupsOwnIsFoundByItsSecretAndByNothingElse() throws Exception {
        hall.make(Hall.tuesdays("hall", "19:00", "21:00", Hall.CHOIR));
        hall.once("kitchen", "2026-10-07", "10:00", "12:00");
        hall.step(handle -> handle.execute("UPDATE party SET feed = 'a-long-secret' WHERE id = 4"));

        Calendar read = read(party("a-long-secret"));

        assertThat(values(read, Property.SUMMARY)).hasSize(12).containsOnly("Singing");
        assertThat(values(read, Property.LOCATION)).containsOnly("hall");
        for (String other : new String[] {"", "4", "Choir", "a-long-secre", "%"}) {
            assertThat(party(other)).isEmpty();
        }
    }

    @Test
    void anActivitysCalendarHasItsSessionsAndSaysWhichAreCancelledAndWhy() throws Exception {
        ActivityId tea = new ActivityId("tea");
        Activities activities = new Activities(hall.database, Hall.ZONE, () -> Hall.NOW, (_, _, _) -> {}, () -> {});
        activities.add(new Activity(
                tea,
                new Activity.Details("Tea, cake; and \\talk", "The kitchen", "tea"),
                List.of(new Rule(
                        new Rhythm.Weekly(1, Set.of(DayOfWeek.TUESDAY)),
                        java.time.LocalTime.of(14, 0),
                        java.time.LocalTime.of(16, 0),
                        Hall.MONDAY,
                        new Rule.Until.Day(LocalDate.parse("2026-10-31")),
                        true))));
        activities.cancel(new SessionId(tea, LocalDate.parse("2026-09-29"), java.time.LocalTime.of(14, 0)), "No gas");

        Calendar read = read(activity("tea"));

        assertThat(values(read, Property.SUMMARY)).hasSize(6).containsOnly("Tea, cake; and \\talk");
        assertThat(values(read, Property.STATUS))
                .containsExactly("CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED");
        assertThat(values(read, Property.DESCRIPTION)).containsExactly("No gas", "Half term");
        assertThat(values(read, Property.DTSTART)).startsWith("20260922T130000Z");
    }

    @Test
    void wordsOfAnyLengthAndScriptComeBackAsTheyWereAndNoLineIsTooLong() throws Exception {
        String title = "Ça va? 🎶 ".repeat(12) + "قهوة; tea, and\nbiscuits \\o/";
        Instant start = Instant.parse("2026-10-25T00:30:00Z");
        String text = CalendarText.of(
                title,
                List.of(new Entry(
                        "one@here", title, "", "", start, start.plus(Duration.ofHours(1)), Entry.Standing.TENTATIVE)),
                start);

        assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(75));
        assertThat(values(read(Optional.of(text)), Property.SUMMARY)).containsExactly(title);
    }

    @Test
    void whatThereIsNotHasNoCalendar() {
        assertThat(room("attic")).isEmpty();
        assertThat(activity("drop-in")).isEmpty();
    }

    private Optional<String> room(String id) {
        return hall.database.read(handle -> feeds.ofRoom(handle, id, Hall.NOW));
    }

    private Optional<String> party(String secret) {
        return hall.database.read(handle -> feeds.ofParty(handle, secret, Hall.NOW));
    }

    private Optional<String> activity(String id) {
        return hall.database.read(handle -> feeds.ofActivity(handle, id, Hall.NOW));
    }

    private void resident(String room, String date, String starts, String ends) {
        hall.step(handle -> hall.claims.book(
                handle,
                Wanted.of(
                        hall.request(),
                        new BookableId(room),
                        1,
                        Hall.times(LocalDate.parse(date), starts, ends),
                        new Holder.Resident("fox-and-kettle"),
                        Origin.KIOSK),
                Hall.NOW));
    }

    private static Calendar read(Optional<String> text) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new StringReader(text.orElseThrow()));
        assertThat(calendar.validate(true).hasErrors()).isFalse();
        return calendar;
    }

    private static String moment(long minute) {
        return MOMENT.format(Instant.ofEpochSecond(minute * 60));
    }

    private static List<String> lines(Calendar calendar) {
        return calendar.getComponents(Component.VEVENT).stream()
                .map(event -> value(event, Property.UID) + " " + value(event, Property.DTSTART) + " "
                        + value(event, Property.DTEND))
                .toList();
    }

    private static List<String> values(Calendar calendar, String property) {
        return calendar.getComponents(Component.VEVENT).stream()
                .map(event -> value(event, property))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String value(Component event, String name) {
        return event.getProperty(name).map(Property::getValue).orElse("");
    }
}
