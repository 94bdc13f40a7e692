package org.doorstep.kiosk;

import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.SmallArea;
import org.doorstep.relay.link.InMemoryBroker;
import org.doorstep.relay.link.InMemoryLink;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.sealing.PrivateAnswering;

/// A hub that tells a resident what it holds about them, and acknowledges nothing. Its broker
/// moves by itself.
final class TellingHub implements Link.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PUMP_MS = 5;
    private static final int MOST_AT_ONCE = 100;

    private static final Topics TOPICS = new Topics(TrialKiosk.HUB);
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");

    static final PrivateReply.AboutMe HELD = new PrivateReply.AboutMe(
            List.of(new PrivateReply.HeldPass("7K3M9", true, false), new PrivateReply.HeldPass("ZX0T4", false, true)),
            ResidentWords.NOTHING
                    .withNickname("Zaneta")
                    .withAgeBand(AgeBand.FROM_35)
                    .withArea(new SmallArea("X01000003", 2))
                    .withLanguage("pl"),
            "2026-03-03",
            5,
            List.of(
                    visit("cook@2026-11-22T1000", "Cook and eat", "2026-11-22T10:05:00Z", false, 2),
                    visit("drop-in@2026-11-20T0000", "", "2026-11-20T10:12:00Z", false, 0),
                    visit("job-club@2026-11-19T1300", "Job club and help with forms", "2026-11-19T13:02:00Z", true, 0),
                    visit("gardening@2026-11-15T1400", "Community gardening", "2026-11-15T14:10:00Z", false, 1),
                    visit("creche@2026-11-12T0945", "Crèche", "2026-11-12T09:40:00Z", false, 2)),
            List.of(new PrivateReply.Look(Instant.parse("2026-11-21T09:30:00Z"), "manager", "Lost pass")),
            List.of(
                    missed("cook@2026-11-21T1000", "Cook and eat", "2026-11-21T10:00:00Z", false, false),
                    missed(
                            "job-club@2026-11-20T1300",
                            "Job club and help with forms",
                            "2026-11-20T13:00:00Z",
                            false,
                            true),
                    missed("walk@2026-11-19T0900", "Walking group", "2026-11-19T09:00:00Z", true, false),
                    missed("choir@2026-11-18T1900", "Community choir", "2026-11-18T19:00:00Z", false, false),
                    missed("creche@2026-11-17T0945", "Crèche", "2026-11-17T09:45:00Z", false, false)));

    final InMemoryBroker broker = new InMemoryBroker(new Random(7));
    volatile PrivateReply answer = HELD;
    volatile List<PrivateReply.Entry> roster = List.of();
    volatile List<PrivateReply.StaffPass> staff = List.of();

    /// How often a page of the roster was asked for. The second asking says that the first page
    /// was heard, the third that the passes of staff were.
    final AtomicInteger rosterAsked = new AtomicInteger();

    private final TrialKiosk kiosk;
    private final PrivateAnswering answering;
    private final InMemoryLink link;
    private final ScheduledExecutorService pump = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("trial broker").daemon().factory());

    TellingHub(TrialKiosk kiosk) {
        this.kiosk = kiosk;
        this.answering = new PrivateAnswering(id -> Optional.of(kiosk.hubSealing), TrialKiosk.HUB, new SecureRandom());
        this.link = new InMemoryLink(broker, "gateway", List.of(TOPICS.everyRequest()), new Presence.Unannounced());
        link.open(this);
        pump.scheduleWithFixedDelay(() -> broker.deliver(MOST_AT_ONCE), PUMP_MS, PUMP_MS, TimeUnit.MILLISECONDS);
    }

    /// Returns when the kiosk has heard the roster and the passes of staff.
    void awaitRoster() {
        await().atMost(PATIENCE).until(() -> rosterAsked.get() > 2);
    }

    @Override
    public void close() {
        pump.shutdownNow();
    }

    /// Starts the kiosk with a link to this.
    InMemoryLink startKiosk() {
        InMemoryLink kioskLink = new InMemoryLink(
                broker,
                KIOSK.value(),
                List.of(TOPICS.acksTo(KIOSK), TOPICS.reply(KIOSK), TOPICS.schedule(), TOPICS.time()),
                new Presence.Unannounced());
        kiosk.start(kioskLink);
        return kioskLink;
    }

    private static PrivateReply.HeldVisit visit(
            String session, String title, String arrived, boolean denied, int children) {
        Instant at = Instant.parse(arrived);
        return new PrivateReply.HeldVisit(
                SessionId.parse(session), title, at, at.plusSeconds(5_400), false, false, 0, children, denied);
    }

    private static PrivateReply.Missed missed(
            String session, String title, String starts, boolean claimed, boolean refused) {
        Instant at = Instant.parse(starts);
        return new PrivateReply.Missed(SessionId.parse(session), title, at, at.plusSeconds(7_200), claimed, refused);
    }

    @Override
    public void connected() {}

    @Override
    public void lost(String why) {}

    @Override
    public void received(Link.Delivery delivery) {
        delivery.done();
        Message question = delivery.message();
        try {
            Reply reply =
                    switch (Wire.readMessage(question.payload(), Request.class)) {
                        case Request.Hello hello -> new Reply.Hello("0".repeat(32), List.of());
                        case Request.Time time ->
                            new Reply.Time(new HubTime(Instant.EPOCH, Moment.Clock.UNKNOWN, Moment.UNBOUNDED));
                        case Request.Private sealed ->
                            answering
                                    .open(KIOSK, sealed)
                                    .<Reply>map(opened -> answering.sealed(opened, answer(opened.asked())))
                                    .orElseGet(() -> new Reply.Refused("This hub cannot open that."));
                        case Request.Lease _ -> new Reply.Leased(List.of(), 0);
                        case Request.Proof _, Request.TokenKey _, Request.Blanks _ -> new Reply.Refused("Not here.");
                    };
            link.publish(Message.passing(
                            question.answerTopic().orElseThrow(), Wire.writeMessage(reply), Duration.ofSeconds(5))
                    .answering(question.correlation()));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private PrivateReply answer(PrivateRequest asked) {
        return switch (asked) {
            case PrivateRequest.AboutMe about -> answer;
            case PrivateRequest.PrintCopy copy ->
                new PrivateReply.CopyWaits(new Receipt("7K3M9QAZ"), Instant.parse("2026-11-22T18:30:00Z"));
            case PrivateRequest.Roster page ->
                new PrivateReply.Roster("first", 1, rosterAsked.getAndIncrement() < 2, roster);
            case PrivateRequest.StaffPasses all -> new PrivateReply.StaffPasses(staff);
            default -> new PrivateReply.Refused("Not here.");
        };
    }
}
