package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.phone.PhoneDesk;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.TokenKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A resident's own page by phone, as a browser without a script sees it.
class PhonePagesTest {
    private static final Holder.Resident SEVEN = new Holder.Resident("00000000000000000007");
    private static final Holder.Resident EIGHT = new Holder.Resident("00000000000000000008");
    static final String AT_TEN = "/me/free?day=2026-11-25&from=10:00&for=PT1H";
    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]+)\">");

    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        fill(hub);
    }

    /// A craft room, a kitchen, an office for those who work here, and two tables; and two passes.
    static void fill(TestHub hub) {
        hub.database.write(handle -> {
            handle.execute(
                    "INSERT INTO pass (kind, name, symbol) VALUES ('code', ?, 'SEVEN'), ('code', ?, 'EIGHT')",
                    SEVEN.pass(),
                    EIGHT.pass());
            handle.execute("INSERT INTO unit (id, name) VALUES (1, 'Craft room'), (2, 'Kitchen'), (3, 'Table 1'), "
                    + "(4, 'Table 2')");
            handle.execute("""
                    INSERT INTO bookable (id, kind, title, place, takes, step_minutes, shortest_minutes, longest_minutes,
                                          ahead_days, who)
                    VALUES ('craft-room', 'place', 'Craft room', 'Upstairs', 'all', 30, 30, 240, 60, 'anybody'),
                           ('kitchen', 'place', 'Kitchen', 'Ground floor', 'all', 30, 30, 240, 60, 'anybody'),
                           ('office', 'place', 'Office', '', 'all', 30, 30, 240, 60, 'staff'),
                           ('table', 'tool', 'Folding table', 'Shelf 2', 'some', 30, 30, 4320, 60, 'anybody')
                    """);
            handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES ('craft-room', 1), ('kitchen', 2), "
                    + "('table', 3), ('table', 4)");
            return true;
        });
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aPhoneThatWasOpenedByAKiosksCodeBooksWithoutAScriptAndCancels() {
        TestHub.Browser phone = opened(SEVEN);
        assertThat(phone.get("/me").body()).contains("You have nothing booked.");
        String free = phone.get(AT_TEN).body();
        assertThat(free)
                .contains("Wednesday 25 November, 10:00 to 11:00", "Craft room", "Upstairs", "How many, of 2")
                .doesNotContain("Office");

        HttpResponse<String> booked = phone.post("/me/book", offer(free, "craft-room"));
        assertThat(booked.statusCode()).isEqualTo(303);
        String done =
                phone.get(booked.headers().firstValue("Location").orElseThrow()).body();
        assertThat(done).contains("Booked", "Craft room", "Wednesday 25 November, 10:00 to 11:00");
        assertThat(done).containsPattern("Code [0-9]{4}");
        assertThat(phone.get(AT_TEN).body()).contains("Kitchen").doesNotContain("value=\"craft-room\"");

        String mine = phone.get("/me").body();
        assertThat(mine).contains("Craft room", "Booked");
        String cancel = find(mine, "href=\"(/me/cancel[^\"]+)\"");
        String request = find(phone.get(cancel).body(), "name=\"request\" value=\"([^\"]+)\"");
        assertThat(phone.post("/me/cancel", Map.of("request", request)).statusCode())
                .isEqualTo(303);
        assertThat(phone.get("/me").body()).contains("You have nothing booked.");
        assertThat(phone.get(AT_TEN).body()).contains("value=\"craft-room\"");
    }

    @Test
    void whoeverComesSecondIsToldWhatIsFreeInsteadAndCanTakeIt() {
        TestHub.Browser seven = opened(SEVEN);
        TestHub.Browser eight = opened(EIGHT);
        Map<String, String> first = offer(seven.get(AT_TEN).body(), "craft-room");
        Map<String, String> second = offer(eight.get(AT_TEN).body(), "craft-room");
        assertThat(seven.post("/me/book", first).statusCode()).isEqualTo(303);

        HttpResponse<String> late = eight.post("/me/book", second);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("Sorry. Someone else booked it first", "These are free:", "Kitchen");
        assertThat(eight.post("/me/book", offer(late.body(), "kitchen")).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aFormThatIsSentTwiceBooksOnce() {
        TestHub.Browser phone = opened(SEVEN);
        Map<String, String> offer = offer(phone.get(AT_TEN).body(), "table");
        offer.put("count", "1");
        assertThat(phone.post("/me/book", offer).statusCode()).isEqualTo(303);
        assertThat(phone.post("/me/book", offer).statusCode()).isEqualTo(303);

        assertThat(bookings()).isEqualTo(1);
    }

    @Test
    void whatCannotBeIsSaidInASentenceWithWhatToDoNext() {
        TestHub.Browser phone = opened(SEVEN);
        Map<String, String> offer = offer(phone.get(AT_TEN).body(), "craft-room");
        offer.put("ends", "2026-11-25T20:00:00Z");
        HttpResponse<String> tooLong = phone.post("/me/book", offer);
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.body()).containsPattern("That can(&#39;|')t be booked so");
        assertThat(phone.get("/me/free?day=2026-11-23&from=10:00&for=PT1H").body())
                .contains("That time is over. Choose a later one.");
        assertThat(phone.get("/me/free?day=soon&from=10:00&for=PT1H").body()).contains("That time is over.");
        offer.put("starts", "soon");
        assertThat(phone.post("/me/book", offer).statusCode()).isEqualTo(404);
        assertThat(bookings()).isZero();
    }

    @Test
    void nobodySeesOrCancelsAnothersBooking() {
        TestHub.Browser seven = opened(SEVEN);
        Map<String, String> offer = offer(seven.get(AT_TEN).body(), "craft-room");
        seven.post("/me/book", offer);
        TestHub.Browser eight = opened(EIGHT);

        String request = offer.get("request");
        assertThat(eight.get("/me").body()).contains("You have nothing booked.");
        assertThat(eight.get("/me/done?request=" + request).statusCode()).isEqualTo(404);
        eight.post("/me/cancel", Map.of("request", request));
        assertThat(seven.get("/me").body()).contains("Craft room");
        assertThat(eight.get("/me/done?request=" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void withoutACodeThePageIsClosedAndSaysHowItIsOpened() {
        TestHub.Browser stranger = hub.browser();
        for (String page : new String[] {"/me", "/me/when", AT_TEN, "/me/done?request=x", "/me/cancel?request=x"}) {
            assertThat(stranger.get(page).statusCode()).as(page).isEqualTo(403);
        }
        assertThat(stranger.get("/me").body()).contains("show your pass at a kiosk here");
        assertThat(stranger.post("/me/book", Map.of()).statusCode()).isEqualTo(403);
        assertThat(stranger.get("/me/open/00112233").statusCode()).isEqualTo(403);
    }

    @Test
    void aPhoneThatLiesThereIsClosedAndSoIsOneThatSaysSo() {
        TestHub.Browser phone = opened(SEVEN);
        hub.forward(Duration.ofMinutes(31));
        assertThat(phone.get("/me").statusCode()).isEqualTo(403);
        TestHub.Browser other = opened(SEVEN);
        other.post("/me/leave", Map.of());
        assertThat(other.get("/me").statusCode()).isEqualTo(403);
    }

    /// Whoever found the phone and the pass has nothing of either once the pass was stopped; and
    /// nobody books any more with a pass whose holder has left.
    @Test
    void aPassThatWasStoppedOrHasLeftClosesThePhoneThatItOpened() {
        TestHub.Browser seven = opened(SEVEN);
        TestHub.Browser eight = opened(EIGHT);
        Map<String, String> offer = offer(seven.get(AT_TEN).body(), "craft-room");
        hub.database.write(handle -> {
            handle.execute("INSERT INTO lost_pass (name, at, by_name) VALUES (?, 0, 'amina')", SEVEN.pass());
            return handle.execute("DELETE FROM pass WHERE name = ?", EIGHT.pass());
        });

        assertThat(seven.post("/me/book", offer).statusCode()).isEqualTo(403);
        assertThat(eight.post("/me/book", offer).statusCode()).isEqualTo(403);
        assertThat(seven.get("/me").statusCode()).isEqualTo(403);
        assertThat(eight.get("/me").statusCode()).isEqualTo(403);
        assertThat(bookings()).isZero();
    }

    @Test
    void whatIsGivenBackWhileItIsUsedWasUsedThatLong() {
        TestHub.Browser phone = opened(SEVEN);
        Map<String, String> offer = offer(phone.get(AT_TEN).body(), "craft-room");
        phone.post("/me/book", offer);
        hub.forward(
                Duration.between(hub.now(), Instant.parse(offer.get("starts"))).plusMinutes(20));
        phone = opened(SEVEN);
        phone.post("/me/cancel", Map.of("request", offer.get("request")));

        String kept =
                hub.database.read(handle -> handle.createQuery("SELECT state || ' ' || (ends - starts) FROM booking")
                        .mapTo(String.class)
                        .one());
        assertThat(kept).isEqualTo("released 21");
    }

    @Test
    void aKioskIsToldAnAddressThatOpensThePageOfWhoeverShowsThatPass() throws Exception {
        PassRegister passes = new PassRegister(new SealedCards(List.of(), new TokenKey(1, new byte[32])));
        Credential credential = new Credential.Pass(new PassId("00000000000000000007"), "0001");
        PrivateRequest.PhonePage asked = new PrivateRequest.PhonePage(credential);
        assertThat(new PhoneDesk(hub.phones, hub.database, passes, Optional.empty()).answer(asked))
                .isInstanceOf(PrivateReply.Refused.class);

        PhoneDesk desk = new PhoneDesk(hub.phones, hub.database, passes, Optional.of(hub.at("/")));
        PrivateReply.PhonePage told = (PrivateReply.PhonePage) desk.answer(asked);
        assertThat(told.address()).startsWith(hub.at("/me/open/").toString());
        assertThat(told.until()).isEqualTo(hub.now().plus(Duration.ofMinutes(10)));
        TestHub.Browser phone = hub.browser();
        assertThat(phone.post(told.address().substring(hub.at("/").toString().length() - 1), Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(phone.get("/me").statusCode()).isEqualTo(200);

        hub.database.write(handle ->
                handle.execute("INSERT INTO lost_pass (name, at, by_name) SELECT name, 0, 'amina' FROM pass"));
        assertThat(desk.answer(asked)).isInstanceOf(PrivateReply.Refused.class);
    }

    private TestHub.Browser opened(Holder.Resident who) {
        TestHub.Browser phone = hub.browser();
        String link = "/me/open/" + hub.phones.link(who).secret();
        assertThat(phone.get(link).body()).contains("Open my bookings");
        assertThat(phone.post(link, Map.of()).statusCode()).isEqualTo(303);
        assertThat(hub.browser().post(link, Map.of()).statusCode())
                .as("opens once")
                .isEqualTo(403);
        return phone;
    }

    /// The hidden fields of that one's form.
    private static Map<String, String> offer(String page, String bookable) {
        int at = page.indexOf("name=\"bookable\" value=\"" + bookable + "\"");
        assertThat(at).as("an offer of " + bookable).isPositive();
        Matcher fields = FIELD.matcher(page.substring(page.lastIndexOf("<form", at), page.indexOf("</form>", at)));
        Map<String, String> offer = new HashMap<>();
        while (fields.find()) {
            offer.put(fields.group(1), fields.group(2));
        }
        return offer;
    }

    private static String find(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    private long bookings() {
        return hub.database.read(handle -> handle.createQuery("SELECT count(*) FROM booking WHERE state = 'booked'")
                .mapTo(Long.class)
                .one());
    }
}
