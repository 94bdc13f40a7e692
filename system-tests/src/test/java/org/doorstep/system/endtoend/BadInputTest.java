package org.doorstep.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Chromium;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.InventedDays;
import org.doorstep.system.trial.InventedDevice;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.Shown;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What nobody should show a kiosk and what no device should say to a hub, through the real programs.
@Tag("slow")
class BadInputTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Duration SOON = Duration.ofSeconds(30);

    /// A hub that has an event says so within two commits.
    private static final Duration ACKNOWLEDGED_AFTER = Duration.ofSeconds(3);
    private static final Duration FINDS_ITS_HUB_WITHIN = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TrialHouse house;
    private TrialPasses passes;

    @BeforeEach
    void begin() {
        house = keep(TrialHouse.make(
                folder,
                Programs.here(Path.of("").toAbsolutePath().getParent()),
                TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED)));
        passes = new TrialPasses(11, house.keys());
        house.start(Part.HUB);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /// Something to show a reader.
    @FunctionalInterface
    private interface Showing {
        void to(KioskHand hand) throws IOException, InterruptedException;
    }

    @Test
    void whatIsNoPassGetsAKindSentenceACountedReasonAndChangesNothing() throws Exception {
        house.start(Part.KIOSK_1);
        KioskHand hand = keep(new KioskHand(house.url(Part.KIOSK_1)));
        hand.look();
        await().atMost(FINDS_ITS_HUB_WITHIN)
                .until(() -> hand.health().get("hubHere").booleanValue());
        LocalDate today = LocalDate.now(ZONE);

        refuses(hand, "not-a-pass", kiosk -> kiosk.card("my library card"));
        refuses(hand, "changing-card", kiosk -> kiosk.card("08A1B2C3"));
        refuses(hand, "shared-card", kiosk -> kiosk.card("01020304"));
        refuses(hand, "web-address", kiosk -> kiosk.code("https://example.org/menu"));
        refuses(hand, "not-a-pass", kiosk -> kiosk.code("x".repeat(5_000_000)));
        refuses(hand, "not-a-pass", kiosk -> kiosk.code("DS1:\u0000\u001b[2J\u0007"));
        refuses(hand, "not-a-pass", kiosk -> kiosk.code("<script>alert(1)</script>"));
        refuses(hand, "damaged", kiosk -> kiosk.code(passes.code(1, today).substring(0, 100)));
        refuses(hand, "expired", kiosk -> kiosk.code(passes.expired(2, today)));
        refuses(hand, "forged", kiosk -> kiosk.code(passes.forged(3, today)));

        assertThat(hand.notAtHub()).isZero();
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.events()).isZero();
        }
        hand.code(passes.code(4, today));
        assertThat(hand.shown(SOON)).map(Shown::view).contains("welcome");
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            // The kiosk counts what waits a moment after it was shown, so that its "nothing" may be of before.
            await("the pass has come to the hub").atMost(FINDS_ITS_HUB_WITHIN).until(() -> books.events() > 0);
            assertThat(books.events()).isOne();
            assertThat(books.visits()).isOne();
        }
    }

    @Test
    void anUnknownKindOfEventAndExtraFieldsAreKeptAsTheyCame() throws Exception {
        Rogue device = keep(new Rogue(house, Part.KIOSK_2));
        InventedDevice inventor = inventor();

        // The first thing that happens on a day is a tap or a guest, so it is counted.
        ObjectNode more = (ObjectNode) Wire.JSON.readTree(inventor.nextText());
        more.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        ((ObjectNode) more.get("data")).put("mood", "sunny");
        byte[] extra = Wire.JSON.writeValueAsBytes(more);
        ObjectNode later = (ObjectNode) Wire.JSON.readTree(inventor.nextText());
        later.put("type", "doorstep.strimmer.sharpened.v7");
        later.put("blades", 3);
        byte[] unknown = Wire.JSON.writeValueAsBytes(later);
        device.say(Lane.ATTENDANCE, extra);
        // What is said before the hub itself listens, nobody keeps: this device says again only its last.
        device.awaitThrough(1);
        device.say(Lane.ATTENDANCE, unknown);
        device.awaitThrough(2);

        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.texts("SELECT lower(hex(digest)) FROM inbox_event ORDER BY sequence"))
                    .containsExactly(digest(extra), digest(unknown));
            assertThat(books.texts("SELECT text FROM inbox_event ORDER BY sequence"))
                    .extracting(BadInputTest::butForWhose)
                    .containsExactly(butForWhose(text(extra)), butForWhose(text(unknown)));
            assertThat(books.texts("SELECT state FROM inbox_event ORDER BY sequence"))
                    .containsExactly("projected", "unknown");
            assertThat(books.taps() + books.guestIds().size()).isOne();
            assertThat(books.quarantined()).isZero();
        }
    }

    @Test
    void whatIsNoEventIsSetAsideShownToTheManagerAndStopsNothing() throws Exception {
        assumeTrue(Chromium.installed(), "Chromium is not installed here.");
        Rogue device = keep(new Rogue(house, Part.KIOSK_2));
        InventedDevice inventor = inventor();
        byte[] first = inventor.nextText();
        device.say(Lane.ATTENDANCE, first);
        device.awaitThrough(1);

        ObjectNode sameAgain = (ObjectNode) Wire.JSON.readTree(first);
        sameAgain.put("time", "2001-01-01T00:00:00Z");
        device.say(Lane.ATTENDANCE, Wire.JSON.writeValueAsBytes(sameAgain));
        ObjectNode another = (ObjectNode) Wire.JSON.readTree(inventor.nextText());
        another.put("source", "/hub/millbrook/device/kiosk-1");
        device.say(Lane.ATTENDANCE, Wire.JSON.writeValueAsBytes(another));
        device.say(Lane.ATTENDANCE, "not JSON at all".getBytes(StandardCharsets.UTF_8));
        device.say(Lane.ATTENDANCE, new byte[0]);
        device.say(Lane.ATTENDANCE, ("[".repeat(5_000) + "]".repeat(5_000)).getBytes(StandardCharsets.UTF_8));
        device.say(Lane.ATTENDANCE, new byte[100_000]);
        ObjectNode broken = (ObjectNode) Wire.JSON.readTree(inventor.nextText());
        broken.put("data", "<img src=x onerror=alert(1)>");
        device.say(Lane.ATTENDANCE, Wire.JSON.writeValueAsBytes(broken));
        byte[] last = inventor.nextText();
        device.say(Lane.ATTENDANCE, last);
        device.awaitThrough(4);

        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            assertThat(books.quarantined())
                    .as("conflict, wrong source, wrong field")
                    .isEqualTo(3);
            assertThat(books.texts("SELECT lower(hex(digest)) FROM inbox_event WHERE sequence = 1"))
                    .containsExactly(digest(first));
            assertThat(books.number("SELECT sum(times) FROM inbox_refusal")).isGreaterThanOrEqualTo(4);
        }
        Chromium chromium = keep(new Chromium());
        Page manager = chromium.signedIn(house.firstSignIn(Part.HUB), "manager");
        List<String> errors = new ArrayList<>();
        manager.onDialog(dialog -> errors.add("a text from outside ran as a script: " + dialog.message()));
        assertThat(manager.locator("#picture").textContent()).isNotBlank();
        manager.navigate(house.url(Part.HUB) + "/set-aside");
        assertThat(manager.locator("ul.things > li").count()).isEqualTo(3);
        assertThat(manager.locator("pre").allTextContents())
                .anySatisfy(shown -> assertThat(shown).contains("<img src=x onerror=alert(1)>"));
        assertThat(errors).isEmpty();
    }

    private static void refuses(KioskHand hand, String reason, Showing showing) throws Exception {
        long before = refusals(hand, reason);
        hand.blink();
        showing.to(hand);
        Optional<Shown> shown = hand.shown(SOON);
        assertThat(shown).as(reason).isPresent();
        assertThat(shown.get().view()).as(reason).isEqualTo("notice");
        assertThat(shown.get().html().toLowerCase(java.util.Locale.ROOT))
                .as("a kind sentence for %s", reason)
                .doesNotContain("denied")
                .doesNotContain("invalid")
                .doesNotContain("error")
                .doesNotContain("<script");
        assertThat(refusals(hand, reason)).as("refusals counted as %s", reason).isEqualTo(before + 1);
    }

    private static long refusals(KioskHand hand, String reason) throws Exception {
        JsonNode count = hand.health().get("refusals").get(reason);
        return count == null ? 0 : count.longValue();
    }

    private InventedDevice inventor() {
        InventedDays days = new InventedDays(
                LocalDate.now(ZONE).minusDays(10), ZONE, 50, passes::pass, passes.keyId(), new Random(1));
        return new InventedDevice(
                new Source(new HubId(TrialHouse.HUB), new DeviceId(Part.KIOSK_2.folder())), days, new Random(2));
    }

    /// What is kept tells whose it is in a box, and its digest is of the text as it came.
    private static String butForWhose(String text) {
        return text.replaceAll("\"(pass|token|sealed)\":\"[^\"]+\"", "\"$1\":\"\"");
    }

    private static String digest(byte[] text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private <T extends AutoCloseable> T keep(T each) {
        open.add(each);
        return each;
    }

    /// A device with a true name and certificate that says whatever it is told to.
    private static final class Rogue implements AutoCloseable, Link.Listener {
        private final Topics topics = new Topics(new HubId(TrialHouse.HUB));
        private final DeviceId device;
        private final Link link;
        private final BlockingQueue<Ack> acks = new LinkedBlockingQueue<>();
        private final BlockingQueue<Boolean> connections = new LinkedBlockingQueue<>();
        private Message lastSaid;

        Rogue(TrialHouse house, Part part) throws Exception {
            device = new DeviceId(part.folder());
            link = new PahoLink(
                    new BrokerAddress("127.0.0.1", house.port(Part.BROKER)),
                    device.value(),
                    house.security(device.value()),
                    List.of(topics.acksTo(device)),
                    new Presence.Unannounced(),
                    new Random(3));
            link.open(this);
            assertThat(connections.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        void say(Lane lane, byte[] text) throws Exception {
            lastSaid = Message.durable(topics.event(device, lane), text);
            publishLast();
        }

        private void publishLast() throws Exception {
            link.publish(lastSaid).get(SOON.toSeconds(), TimeUnit.SECONDS);
        }

        /// An acknowledgement may be lost on its way; said again, the event is acknowledged again.
        void awaitThrough(long sequence) {
            await("an acknowledgement through " + sequence).atMost(SOON).until(() -> {
                Ack ack = acks.poll(ACKNOWLEDGED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                if (ack == null) {
                    publishLast();
                    return false;
                }
                assertThat(ack.lane()).isEqualTo(Lane.ATTENDANCE);
                return ack.through() >= sequence;
            });
        }

        @Override
        public void connected() {
            connections.add(true);
        }

        @Override
        public void received(Link.Delivery delivery) {
            try {
                acks.add(Wire.readMessage(delivery.message().payload(), Ack.class));
            } catch (WireException e) {
                throw new AssertionError("The acknowledgement cannot be read.", e);
            }
            delivery.done();
        }

        @Override
        public void lost(String why) {}

        @Override
        public void close() {
            link.close();
        }
    }
}
