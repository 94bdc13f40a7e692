package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.contract.talk.SealingWord;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.link.InMemoryBroker;
import org.doorstep.relay.link.InMemoryLink;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.sealing.OpeningKey;
import org.doorstep.relay.sealing.PrivateAnswering;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The line to the hub, with a hub that answers as the contract says: what is asked for is had, and
/// kept for later.
class HubComesAndGoesTest {
    private static final Topics TOPICS = new Topics(TrialKiosk.HUB);
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final InMemoryBroker broker = new InMemoryBroker(new Random(7));
    private final HttpClient client = HttpClient.newHttpClient();
    private TrialKiosk kiosk;
    private InMemoryLink kioskLink;
    private Hub hub;

    @BeforeEach
    void start() {
        kiosk = new TrialKiosk(folder);
        hub = new Hub();
        kioskLink = link();
        kiosk.start(kioskLink);
    }

    private InMemoryLink link() {
        return new InMemoryLink(
                broker,
                KIOSK.value(),
                List.of(TOPICS.acksTo(KIOSK), TOPICS.reply(KIOSK), TOPICS.schedule(), TOPICS.time()),
                new Presence.Unannounced());
    }

    @AfterEach
    void close() {
        kiosk.close();
        kioskLink.close();
    }

    @Test
    void theScheduleIsShownAndStaysWhenTheHubIsAwayAndAfterAStart() throws Exception {
        hub.publishSchedule();
        until(() -> page().contains("Cook and eat"));

        kioskLink.cut();
        kiosk.clock.pass(Duration.ofDays(2));
        kiosk.close();
        kiosk = new TrialKiosk(folder, new TrialClock("2026-11-24T11:00:00Z"));
        kiosk.start();

        assertThat(page()).contains("Millbrook Fold").contains("These times are from Sunday 22 November");
    }

    @Test
    void blanksAndKeyAreAskedForUntilTheyAreThere() throws Exception {
        until(() -> health().contains("\"blanks\":60"));
        assertThat(hub.asked).hasAtLeastOneElementOfType(Request.Private.class);
        until(() -> {
            tap();
            return lastTap().map(HubComesAndGoesTest::credential).orElse(null) instanceof Credential.Token;
        });
    }

    @Test
    void theHeartbeatSaysHowTheKioskIsAndNothingPersonal() throws Exception {
        until(() -> !hub.states.isEmpty());
        String text = new String(hub.states.getLast(), java.nio.charset.StandardCharsets.UTF_8);
        DeviceState state = Wire.readMessage(hub.states.getLast(), DeviceState.class);
        assertThat(state.online()).isTrue();
        assertThat(state.saving()).isTrue();
        assertThat(state.readers()).extracting(DeviceState.ReaderState::name).containsExactly("card", "code");
        assertThat(text).doesNotContain("token", "00BC");
    }

    @Test
    void aKioskSealsToTheKeyThatItsHubSaidLastAndIsToldAnotherWhenThatOneIsGone() throws Exception {
        String first = kiosk.hubSealing.sealingKey().text();
        until(() -> !hub.states.isEmpty());
        assertThat(sealing()).isEqualTo(first);

        String next = OpeningKey.fresh("0002", new SecureRandom()).sealingKey().text();
        hub.sealing = next;
        until(() -> {
            askAgain();
            return sealing().equals(next);
        });

        hub.sealing = first;
        hub.lostKey = "0002";
        until(() -> {
            askAgain();
            return sealing().equals(first);
        });
    }

    private void askAgain() {
        kioskLink.cut();
        kioskLink.mend();
    }

    private String sealing() throws WireException {
        return Wire.readMessage(hub.states.getLast(), DeviceState.class).sealing();
    }

    @Test
    void aPassThatTheHubHasStoppedIsNotTakenAnyMoreAndAKioskThatForgetsItIsToldAgain() throws Exception {
        until(() -> health().contains("\"blanks\":60"));
        until(() -> {
            tap();
            return lastTap().map(HubComesAndGoesTest::credential).orElse(null) instanceof Credential.Token;
        });
        PassName mine = lastTap()
                .map(HubComesAndGoesTest::credential)
                .flatMap(PassName::of)
                .orElseThrow();
        hub.stopped.add(new PrivateReply.Entry(mine, true, Greeting.PLAIN));

        kioskLink.cut();
        kioskLink.mend();
        until(() -> {
            tap();
            return health().contains("\"stopped\":");
        });
    }

    @Test
    void aKioskThatStartsIn1970LearnsTheTimeFromTheHubTellsItAndStartsFromItNextTime() throws Exception {
        kiosk.close();
        kioskLink.close();
        hub.now = new HubTime(Instant.parse("2026-11-22T10:07:00Z"), Moment.Clock.SYNCED, 25);
        kiosk = new TrialKiosk(folder, TrialClock.ofABoardIn1970());
        kioskLink = link();
        kiosk.start(kioskLink);
        tap();
        await().atMost(PATIENCE).until(() -> lastTapHad(Moment.Clock.RESTORED, false));

        until(() -> hub.asked.stream().anyMatch(HubComesAndGoesTest::tellsWhatItLearnt));
        assertThat(kiosk.learning.moment().clock()).isEqualTo(Moment.Clock.HUB);
        assertThat(kiosk.learning.instant())
                .isCloseTo(Instant.parse("2026-11-22T10:07:00Z"), within(5_100, java.time.temporal.ChronoUnit.MILLIS));
        tap();
        until(() -> lastTapHad(Moment.Clock.HUB, true));

        kiosk.close();
        kiosk = new TrialKiosk(folder, TrialClock.ofABoardIn1970());
        assertThat(kiosk.learning.moment().clock()).isEqualTo(Moment.Clock.RESTORED);
        assertThat(kiosk.learning.instant()).isAfter("2026-11-22T10:06:00Z").isBefore("2026-11-22T10:08:00Z");
    }

    @Test
    void aBeaconThatContradictsTheKioskHasItAskAtOnce() throws Exception {
        until(() -> hub.asked.stream().anyMatch(Request.Time.class::isInstance));
        long before = hub.asked.stream().filter(Request.Time.class::isInstance).count();

        hub.now = new HubTime(Instant.parse("2026-11-22T12:00:00Z"), Moment.Clock.SYNCED, 25);
        hub.sendBeacon();

        until(() -> hub.asked.stream().filter(Request.Time.class::isInstance).count() > before);
        until(() -> kiosk.learning.moment().clock() == Moment.Clock.HUB);
        assertThat(kiosk.learning.instant()).isAfter("2026-11-22T11:59:00Z");
    }

    private static boolean tellsWhatItLearnt(Request request) {
        return request instanceof Request.Time time && !time.learnt().isEmpty();
    }

    /// Moves what the broker holds until it is so.
    private void until(java.util.concurrent.Callable<Boolean> so) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            broker.deliver(1_000);
            return so.call();
        });
    }

    private void tap() throws IOException, InterruptedException {
        kiosk.clock.pass(Duration.ofSeconds(10));
        send("/simulator/card", "{\"number\":\"0012345678\"}");
    }

    private static Credential credential(Envelope tap) {
        return ((HubEvent.TapRecorded) tap.data()).credential();
    }

    private Optional<Envelope> lastTap() {
        return kiosk.store.database().read(handle -> handle.createQuery(
                        "SELECT text FROM outbox_event WHERE lane = 'attendance' ORDER BY sequence DESC LIMIT 1")
                .mapTo(byte[].class)
                .map(HubComesAndGoesTest::event)
                .findOne());
    }

    private boolean lastTapHad(Moment.Clock clock, boolean bounded) {
        return lastTap()
                .map(Envelope::moment)
                .filter(moment -> moment.clock() == clock && moment.boundMs() < Moment.UNBOUNDED == bounded)
                .isPresent();
    }

    private static Envelope event(byte[] text) {
        try {
            return Wire.read(text);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private String page() throws IOException, InterruptedException {
        return get("/");
    }

    private String health() throws IOException, InterruptedException {
        return get("/health");
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create(kiosk.url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void send(String path, String body) throws IOException, InterruptedException {
        client.send(
                HttpRequest.newBuilder(URI.create(kiosk.url() + path))
                        .header("Origin", kiosk.url())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /// The other end, answering what a kiosk asks. It acknowledges nothing.
    private final class Hub implements Link.Listener {
        private volatile String sealing = "";
        private volatile String lostKey = "";
        private final List<Request> asked = new CopyOnWriteArrayList<>();
        private final PrivateAnswering answering = new PrivateAnswering(
                id -> Optional.of(kiosk.hubSealing).filter(key -> !id.equals(lostKey)),
                TrialKiosk.HUB,
                new SecureRandom());
        private final List<PrivateReply.Entry> stopped = new CopyOnWriteArrayList<>();
        private final List<byte[]> states = new CopyOnWriteArrayList<>();
        private volatile HubTime now = new HubTime(Instant.EPOCH, Moment.Clock.UNKNOWN, Moment.UNBOUNDED);
        private final InMemoryLink link = new InMemoryLink(
                broker, "gateway", List.of(TOPICS.everyRequest(), TOPICS.everyState()), new Presence.Unannounced());

        Hub() {
            link.open(this);
        }

        void sendBeacon() {
            link.publish(Message.passing(TOPICS.time(), Wire.writeMessage(now), Duration.ofSeconds(60)));
        }

        void publishSchedule() throws InterruptedException, ExecutionException {
            Instant start = Instant.parse("2026-11-22T10:00:00Z");
            Schedule.Occurrence cook = new Schedule.Occurrence(
                    SessionId.parse("cook@2026-11-22T1000"),
                    "Cook and eat",
                    "Kitchen",
                    "cook",
                    start,
                    start.plusSeconds(7200));
            link.publish(Message.retained(
                            TOPICS.schedule(),
                            Wire.writeMessage(new Schedule(
                                    TrialKiosk.HUB,
                                    "Millbrook Fold",
                                    ZoneId.of("Europe/London"),
                                    start,
                                    1200,
                                    1800,
                                    List.of(cook)))))
                    .get();
        }

        @Override
        public void connected() {}

        @Override
        public void lost(String why) {}

        @Override
        public void received(Link.Delivery delivery) {
            delivery.done();
            Message message = delivery.message();
            if (message.topic().equals(TOPICS.state(KIOSK))) {
                states.add(message.payload());
                return;
            }
            try {
                Request request = Wire.readMessage(message.payload(), Request.class);
                asked.add(request);
                answer(message, request);
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }

        private void answer(Message question, Request request) {
            Reply reply =
                    switch (request) {
                        case Request.Hello hello -> new Reply.Hello("0".repeat(32), List.of());
                        case Request.TokenKey key -> new Reply.Refused("Ask that in private.");
                        case Request.Proof proof ->
                            new Reply.Proof(
                                    proof.day(),
                                    proof.parts().stream().map(part -> true).toList());
                        case Request.Private sealed ->
                            answering
                                    .open(KIOSK, sealed)
                                    .<Reply>map(opened -> answering.sealed(opened, answer(opened.asked())))
                                    .orElseGet(() -> notOpened(sealed));
                        case Request.Time time -> new Reply.Time(now);
                        case Request.Lease lease -> new Reply.Leased(List.of(), 0);
                        case Request.Blanks blanks -> new Reply.Refused("Ask that in private.");
                    };
            link.publish(Message.passing(
                            question.answerTopic().orElseThrow(), Wire.writeMessage(reply), Duration.ofSeconds(5))
                    .answering(question.correlation()));
        }

        private Reply notOpened(Request.Private question) {
            return sealing.isEmpty()
                    ? new Reply.Refused("This hub cannot open that.")
                    : SealingWord.sign(sealing, question, "0001", kiosk.hubKey());
        }

        private PrivateReply answer(PrivateRequest asked) {
            return switch (asked) {
                case PrivateRequest.AboutMe about -> new PrivateReply.NotYet();
                case PrivateRequest.PrintCopy copy -> new PrivateReply.NotYet();
                case PrivateRequest.Book _,
                        PrivateRequest.MyBookings _,
                        PrivateRequest.AnswerOffer _,
                        PrivateRequest.PhonePage _,
                        PrivateRequest.WhatBecame _ -> new PrivateReply.Refused("Nothing is booked here.");
                case PrivateRequest.Blanks blanks -> new PrivateReply.Blanks(codes(blanks.want() - blanks.have()));
                case PrivateRequest.Kept kept -> new PrivateReply.Kept(List.of());
                case PrivateRequest.ChoosePhrase chosen -> new PrivateReply.PhraseChosen(true);
                case PrivateRequest.LostPass lost -> new PrivateReply.LostPass(false);
                case PrivateRequest.Roster roster ->
                    new PrivateReply.Roster("e" + stopped.size(), stopped.size(), false, List.copyOf(stopped));
                case PrivateRequest.StaffPasses all -> new PrivateReply.StaffPasses(List.of());
                case PrivateRequest.TokenKey key ->
                    new TokenKey(1, new byte[TokenKey.BYTES]).reply().withSealing(sealing);
            };
        }

        private List<String> codes(int count) {
            return new ArrayList<>(IntStream.range(0, count)
                    .mapToObj(i -> kiosk.pass(i, LocalDate.of(2030, 1, 1)))
                    .toList());
        }
    }
}
