package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.doorstep.hub.booking.claims.Booking;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.claims.State;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.CatalogueBook;
import org.doorstep.hub.booking.units.Made;
import org.doorstep.hub.booking.units.PartyKind;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The calendar by its pages: what is booked, moved and cancelled there, and what the claims say to
/// it.
class CalendarPagesTest {
    private static final String THURSDAY = "2026-11-26";

    @TempDir
    Path folder;

    private TestHub hub;
    private TestHub.Browser manager;
    private long singers;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        manager = hub.signedIn(Role.MANAGER);
        hub.database.write(handle -> {
            CatalogueBook.add(handle, room("hall", "Hall"), new Made.One());
            CatalogueBook.add(handle, room("kitchen", "Kitchen"), new Made.One());
            singers = CatalogueBook.addParty(handle, "Millbrook Singers", PartyKind.COMMUNITY);
            return true;
        });
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aGroupsBookingStandsOnTheWeekOnTheDayAndOnItsOwnPage() {
        String address = book("hall", "18:00", "20:00", "Choir practice");

        assertThat(manager.get("/bookings?week=" + THURSDAY).body())
                .contains("Monday 23 November", "18:00–20:00", "Choir practice");
        assertThat(manager.get("/bookings/day?day=" + THURSDAY).body()).contains("Choir practice", "rowspan=\"8\"");
        assertThat(manager.get(address).body())
                .contains("Millbrook Singers", "Thursday 26 November, 18:00–20:00", "booked");
    }

    @Test
    void theSameFormSentTwiceIsOneBooking() {
        Map<String, String> form = form("hall", "18:00", "20:00", "Choir practice");
        manager.postFrom("/bookings/new", "/bookings/new", form);
        manager.postFrom("/bookings/new", "/bookings/new", form);

        assertThat(bookings()).hasSize(1);
    }

    @Test
    void whatIsTakenIsSaidWithWhatIsFreeInstead() {
        book("hall", "18:00", "20:00", "Choir practice");

        HttpResponse<String> answer =
                manager.postFrom("/bookings/new", "/bookings/new", form("hall", "19:00", "21:00", "Meeting"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Somebody else has it then", "Kitchen: Thursday 26 November, 19:00–21:00");
        assertThat(bookings()).hasSize(1);
    }

    @Test
    void aBookingIsMovedWhereItIsFreeAndStaysWhereItWasElse() {
        String choir = book("hall", "18:00", "20:00", "Choir practice");
        book("hall", "14:00", "16:00", "Meeting");

        HttpResponse<String> taken =
                manager.postFrom(choir, choir + "/move", Map.of("day", THURSDAY, "starts", "15:00", "view", "day"));
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body()).contains("Somebody else has it then");
        assertThat(booking(choir).times().starts()).isEqualTo(Instant.parse("2026-11-26T18:00:00Z"));

        HttpResponse<String> other = manager.postFrom(
                choir,
                choir + "/move",
                Map.of("day", "2026-11-27", "starts", "09:30", "where", "kitchen", "view", "week"));
        assertThat(other.headers().firstValue("Location"))
                .hasValueSatisfying(to ->
                        assertThat(to).startsWith("/bookings?week=2026-11-27").contains("moved="));
        assertThat(booking(choir).bookable()).isEqualTo(new BookableId("kitchen"));
        assertThat(booking(choir).times())
                .isEqualTo(new Times(Instant.parse("2026-11-27T09:30:00Z"), Instant.parse("2026-11-27T11:30:00Z")));
    }

    @Test
    void aCancelledBookingKeepsItsReasonAndLeavesTheCalendar() {
        String choir = book("hall", "18:00", "20:00", "Choir practice");
        assertThat(manager.postFrom(choir, choir + "/cancel", Map.of()).statusCode())
                .isEqualTo(422);

        manager.postFrom(choir, choir + "/cancel", Map.of("reason", "The boiler is out"));

        assertThat(booking(choir).state()).isEqualTo(State.CANCELLED);
        assertThat(manager.get(choir).body()).contains("The boiler is out", "cancelled");
        assertThat(manager.get("/bookings?week=" + THURSDAY).body()).doesNotContain("Choir practice");
    }

    @Test
    void aClosureThatIsPlannedAfterwardsIsShownAsWhatNoLongerFitsAndCancelsNothing() {
        String choir = book("hall", "18:00", "20:00", "Choir practice");
        manager.postFrom(
                "/room-rules",
                "/room-rules/closures",
                Map.of("first", THURSDAY, "last", THURSDAY, "reason", "The boiler is out"));

        assertThat(booking(choir).state()).isEqualTo(State.BOOKED);
        assertThat(manager.get("/bookings").body()).contains("One no longer fits");
        assertThat(manager.get("/bookings/conflicts").body())
                .contains("Choir practice", "It is closed then: The boiler is out");
    }

    @Test
    void onlyAManagerMaySetTheHousesRulesAsideAndOnlyWithAReason() {
        manager.postFrom("/room-rules", "/room-rules/closures", Map.of("first", THURSDAY, "reason", "Holiday"));
        HttpResponse<String> closed =
                manager.postFrom("/bookings/new", "/bookings/new", form("hall", "18:00", "20:00", "Vigil"));
        assertThat(closed.statusCode()).isEqualTo(422);
        assertThat(closed.body()).contains("The hub is closed for some of that time", "You may do it all the same");

        Map<String, String> aside = form("hall", "18:00", "20:00", "Vigil");
        aside.put("aside", "A vigil for the neighbour who died");
        TestHub.Browser volunteer = hub.signedIn(Role.VOLUNTEER_DESK);
        assertThat(volunteer.postFrom("/bookings/new", "/bookings/new", aside).statusCode())
                .isEqualTo(422);
        assertThat(manager.postFrom("/bookings/new", "/bookings/new", aside).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aResidentAtTheDeskBooksByTheirFiveLettersAndTheCalendarDoesNotSayWhose() {
        hub.database.write(handle -> handle.execute("""
                INSERT INTO pass (kind, name, symbol, issued_by, issued_at)
                VALUES ('code', 'some-pass', 'Wren 42', 'kiosk-1', 0)"""));
        Map<String, String> form = form("kitchen", "10:00", "11:00", "not for residents");
        form.remove("party");
        form.put("symbol", "wren 42");

        String address = manager.postFrom("/bookings/new", "/bookings/new", form)
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertThat(booking(address).holder()).isEqualTo(new Holder.Resident("some-pass"));
        assertThat(booking(address).title()).isEmpty();
        assertThat(manager.get("/bookings?week=" + THURSDAY).body())
                .contains("a resident")
                .doesNotContain("Wren 42");
        assertThat(manager.get(address).body()).contains("Wren 42").doesNotContain("some-pass");
        assertThat(hub.signedIn(Role.READ_ONLY).get(address).statusCode()).isEqualTo(403);
    }

    @Test
    void aGapIsFoundBetweenWhatIsBooked() {
        book("hall", "09:00", "12:00", "Meeting");
        book("hall", "14:00", "21:00", "Rehearsal");

        String gaps = manager.get("/bookings/gap?what=%3Dhall&day=" + THURSDAY
                        + "&days=1&minutes=90&from=09:00&until=21:00&people=0")
                .body();

        assertThat(gaps).contains("12:00–14:00", "/bookings/new?of=hall&day=2026-11-26&starts=12:00&ends=13:30");
    }

    @Test
    void theCodeOfABookingLeadsToIt() {
        String choir = book("hall", "18:00", "20:00", "Choir practice");

        assertThat(manager.get("/bookings/find?code=" + booking(choir).code())
                        .headers()
                        .firstValue("Location"))
                .hasValue(choir);
        assertThat(manager.get("/bookings/find?code=0").body()).contains("No booking has that code");
    }

    @Test
    void aFileIsTriedFirstChangesNothingThenAndIsTakenInOnceHoweverOftenItIsGiven() {
        book("hall", "18:00", "20:00", "Choir practice");
        String file = """
                what,date,starts,ends,group,kind,title,people,count
                hall,2026-11-26,09:00,12:00,Food Bank,community,Packing,8,1
                Hall,2026-11-26,19:00,21:00,Food Bank,,Packing,8,1
                attic,2026-11-26,09:00,12:00,Food Bank,,Packing,8,1
                kitchen,2026-11-26,late,12:00,Food Bank,,Packing,8,1
                """;

        HttpResponse<String> tried =
                manager.give("/bookings/import", "/bookings/import", "file", file.getBytes(StandardCharsets.UTF_8));
        assertThat(tried.body())
                .contains("One line would be booked", "3 can't be")
                .contains("Line 3:", "Somebody else has it then", "Line 4:", "Nothing of that name", "Line 5:");
        assertThat(bookings()).hasSize(1);

        for (String outcome :
                List.of("One line booked; 0 were booked before", "Nothing booked; 1 were booked before")) {
            assertThat(manager.postFrom("/bookings/import", "/bookings/import/take", Map.of("text", file))
                            .body())
                    .contains(outcome);
        }
        assertThat(bookings()).hasSize(2);
        assertThat(manager.get("/groups").body()).contains("Food Bank");
        assertThat(manager.give("/bookings/import", "/bookings/import", "file", new byte[] {(byte) 0xff, 1})
                        .statusCode())
                .isEqualTo(422);
    }

    private static Bookable room(String id, String title) {
        return new Bookable(
                new BookableId(id),
                Bookable.Kind.PLACE,
                new Bookable.Details(title, "Ground floor", "hall", 40),
                Bookable.Takes.ALL,
                new Bookable.Limits(0, 0, 30, 30, 480, 60),
                Bookable.Who.ANYBODY,
                false,
                false,
                "",
                0,
                "",
                false);
    }

    private Map<String, String> form(String what, String starts, String ends, String title) {
        Map<String, String> form = new HashMap<>(Map.of(
                "request", new UUID(starts.hashCode(), title.hashCode()).toString(),
                "of", what,
                "day", THURSDAY,
                "starts", starts,
                "ends", ends,
                "party", Long.toString(singers),
                "title", title,
                "count", "1",
                "people", "0"));
        return form;
    }

    private String book(String what, String starts, String ends, String title) {
        HttpResponse<String> answer =
                manager.postFrom("/bookings/new", "/bookings/new", form(what, starts, ends, title));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private Booking booking(String address) {
        long id = Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
        return bookings().stream()
                .filter(booking -> booking.id().value() == id)
                .findFirst()
                .orElseThrow();
    }

    private List<Booking> bookings() {
        return hub.database.read(handle -> Bookings.during(
                handle, new Times(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2027-02-01T00:00:00Z"))));
    }
}
