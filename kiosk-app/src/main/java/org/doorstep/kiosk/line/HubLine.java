package org.doorstep.kiosk.line;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.doorstep.kiosk.checkin.CardTokens;
import org.doorstep.kiosk.checkin.DayMemory;
import org.doorstep.kiosk.checkin.HubSealingKey;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.health.HealthReport;
import org.doorstep.kiosk.health.HubPresence;
import org.doorstep.kiosk.roster.Roster;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.kiosk.staff.StaffPasses;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.outbox.DayRows;
import org.doorstep.relay.outbox.KeptNames;
import org.doorstep.relay.sealing.PrivateTalk;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.time.LastKnownTime;
import org.doorstep.relay.time.LearningClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything between a kiosk and its hub but the events themselves: hears the schedule and the
/// time, asks for the token key and for blanks, notices whether the hub answers, and tells how the
/// kiosk is. One thread of its own; what fails is tried again at the next turn.
public final class HubLine implements Link.Listener, AutoCloseable {
    /// A hub shows a kiosk as away after a few of these.
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    /// How often the hub is asked for its key: so soon a kiosk notices that the hub has gone while
    /// its broker lives on, or that the key is another. Blanks are asked for in the same turn.
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    /// A stopped pass is to be known on every connected kiosk within a minute of the hub knowing.
    private static final Duration ASK_ROSTER = Duration.ofSeconds(20);

    /// In so long a clock may drift by 150 ms. A beacon that contradicts this clock has it asked at
    /// once.
    private static final Duration ASK_TIME = Duration.ofMinutes(5);

    /// 144 small writes a day: an SD card bears them for years, and a start without the hub is 10
    /// minutes behind at most.
    private static final Duration KEEP_TIME = Duration.ofMinutes(10);

    /// 250 rows each time: whoever left elsewhere is out of a kiosk that keeps as much as it may,
    /// 30,000 rows of a lane, within ten hours; once one was found, the rest is gone through at
    /// [#ASK_AGAIN].
    private static final Duration ASK_WHO_LEFT = Duration.ofMinutes(5);

    /// What the sender forgot stays on the disk until the log is put into the file. A sync of the
    /// card six times an hour is nothing beside the taps'.
    private static final Duration OVERWRITE = Duration.ofMinutes(10);

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

    /// A turn is a few milliseconds; more is a disk that hangs, and is not waited for.
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(HubLine.class);

    private final Link link;
    private final Requests requests;
    private final String scheduleTopic;
    private final String stateTopic;
    private final String timeTopic;
    private final ScheduleBoard schedule;
    private final PassStock stock;
    private final CardTokens cards;
    private final HubSealingKey sealing;
    private final HealthReport health;
    private final HubPresence hub;
    private final TimeFromHub time;
    private final DailyProof proof;
    private final PrivateTalk talk;
    private final Roster roster;
    private final StaffPasses staff;
    private final KeptNames keptNames;
    private final DayMemory memory;
    private final Runnable changed;
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("line to the hub").daemon().factory());
    /// Somebody who left was found in what is kept, and there may be more of theirs. In turns only.
    private boolean goingThrough;

    public HubLine(
            Link link,
            Requests requests,
            Topics topics,
            DeviceId device,
            ScheduleBoard schedule,
            PassStock stock,
            CardTokens cards,
            HubSealingKey sealing,
            HealthReport health,
            HubPresence hub,
            LearningClock clock,
            LastKnownTime kept,
            DayRows dayRows,
            PrivateTalk talk,
            Roster roster,
            StaffPasses staff,
            KeptNames keptNames,
            DayMemory memory,
            Runnable changed) {
        this.link = link;
        this.requests = requests;
        this.scheduleTopic = topics.schedule();
        this.stateTopic = topics.state(device);
        this.timeTopic = topics.time();
        this.schedule = schedule;
        this.stock = stock;
        this.cards = cards;
        this.sealing = sealing;
        this.health = health;
        this.hub = hub;
        this.time = new TimeFromHub(requests, clock, kept);
        this.proof = new DailyProof(dayRows, clock);
        this.talk = talk;
        this.roster = roster;
        this.staff = staff;
        this.keptNames = keptNames;
        this.memory = memory;
        this.changed = changed;
        turns.scheduleWithFixedDelay(
                () -> turn(this::tellState), HEARTBEAT.toSeconds(), HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(this::askForWhatIsMissing), ASK_AGAIN.toSeconds(), ASK_AGAIN.toSeconds(), TimeUnit.SECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(stock::overwriteGiven), ASK_AGAIN.toSeconds(), ASK_AGAIN.toSeconds(), TimeUnit.SECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(this::askAtOnceWhoLeft), ASK_AGAIN.toSeconds(), ASK_AGAIN.toSeconds(), TimeUnit.SECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(this::tidy), ASK_AGAIN.toSeconds(), ASK_AGAIN.toSeconds(), TimeUnit.SECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(memory::overwrite), OVERWRITE.toSeconds(), OVERWRITE.toSeconds(), TimeUnit.SECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(this::askRoster), ASK_ROSTER.toSeconds(), ASK_ROSTER.toSeconds(), TimeUnit.SECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(this::askWhoLeft), ASK_WHO_LEFT.toSeconds(), ASK_WHO_LEFT.toSeconds(), TimeUnit.SECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(this::askTime), ASK_TIME.toSeconds(), ASK_TIME.toSeconds(), TimeUnit.SECONDS);
        turns.scheduleWithFixedDelay(
                () -> turn(time::keep), KEEP_TIME.toSeconds(), KEEP_TIME.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public boolean wants(String topic) {
        return topic.equals(scheduleTopic) || topic.equals(timeTopic);
    }

    @Override
    public void connected() {
        time.connected();
        soon(() -> {
            askTime();
            tellState();
            askForWhatIsMissing();
            askRoster();
            changed.run();
        });
    }

    @Override
    public void received(Link.Delivery delivery) {
        if (delivery.message().topic().equals(timeTopic)) {
            beacon(delivery);
            return;
        }
        soon(() -> {
            putUp(delivery.message().payload());
            delivery.done();
            changed.run();
        });
    }

    @Override
    public void lost(String why) {
        soon(() -> {
            hub.silent();
            changed.run();
        });
    }

    @Override
    public void close() {
        turns.shutdownNow();
        try {
            turns.awaitTermination(CLOSE_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        time.keep();
    }

    private void beacon(Link.Delivery delivery) {
        delivery.done();
        try {
            if (time.doubts(Wire.readMessage(delivery.message().payload(), HubTime.class))) {
                soon(this::askTime);
            }
        } catch (WireException e) {
            LOG.warn("A beacon came that cannot be read: {}", e.getMessage());
        }
    }

    private void askTime() {
        if (link.connected()) {
            time.ask(() -> soon(() -> {
                askTime();
                time.keep();
                changed.run();
            }));
        }
    }

    private void keepSchedule() {
        try {
            schedule.keep();
        } catch (StoreException e) {
            LOG.debug("The schedule still cannot be kept: {}", e.getMessage());
        }
    }

    private void tidy() {
        try {
            memory.tidy();
        } catch (StoreException e) {
            LOG.debug("What is past still cannot be forgotten: {}", e.getMessage());
        }
    }

    private void putUp(byte[] text) {
        try {
            schedule.put(text);
        } catch (StoreException e) {
            LOG.warn("The schedule is up, and could not be kept for the next start: {}", e.getMessage());
        }
    }

    private void tellState() {
        if (link.connected()) {
            link.publish(Message.retained(stateTopic, Wire.writeMessage(health.state())));
        }
    }

    private void askForWhatIsMissing() {
        keepSchedule();
        if (!link.connected()) {
            return;
        }
        askPrivately(new PrivateRequest.TokenKey());
        if (health.saving()) {
            stock.wanted().ifPresent(this::askPrivately);
        }
        proof.next().ifPresent(this::ask);
    }

    private void askRoster() {
        if (link.connected()) {
            askPrivately(roster.wanted());
            // A hub of an earlier version knows no such question, and is there all the same.
            talk.ask(new PrivateRequest.StaffPasses(), ANSWER_PATIENCE).thenAccept(reply -> soon(() -> heard(reply)));
        }
    }

    private void askWhoLeft() {
        if (link.connected()) {
            askOfKeptRows();
            List<PassName> today = memory.names();
            for (int from = 0; from < today.size(); from += PrivateRequest.Kept.MOST) {
                askPrivately(new PrivateRequest.Kept(
                        today.subList(from, Math.min(today.size(), from + PrivateRequest.Kept.MOST))));
            }
        }
    }

    private void askOfKeptRows() {
        List<PassName> names = keptNames.next();
        if (!names.isEmpty()) {
            askPrivately(new PrivateRequest.Kept(names));
        }
    }

    /// About those who left at this kiosk first; then on through all that it keeps, if any of
    /// theirs was found: they may have had other passes.
    private void askAtOnceWhoLeft() {
        if (!link.connected()) {
            return;
        }
        List<PassName> here = keptNames.leftHere();
        if (!here.isEmpty()) {
            askPrivately(new PrivateRequest.Kept(here), reply -> {
                if (reply instanceof PrivateReply.Kept) {
                    keptNames.asked(here);
                    keptNames.beginAgain();
                    goingThrough = true;
                }
            });
        } else if (goingThrough) {
            askOfKeptRows();
            goingThrough = !keptNames.atTheEnd();
        }
    }

    private void letGo(PrivateReply.Kept kept) {
        if (keptNames.replace(kept.gone()) > 0) {
            goingThrough = true;
        }
        memory.letGo(kept.gone());
    }

    private void askPrivately(PrivateRequest request) {
        askPrivately(request, reply -> {});
    }

    private void askPrivately(PrivateRequest request, Consumer<PrivateReply> answered) {
        talk.ask(request, ANSWER_PATIENCE)
                .whenComplete((reply, why) -> soon(() -> {
                    present(reply != null);
                    if (reply != null) {
                        heard(reply);
                        answered.accept(reply);
                    }
                }));
    }

    private void heard(PrivateReply reply) {
        switch (reply) {
            case PrivateReply.TokenKey key -> {
                cards.tokenKey(TokenKey.of(key));
                sealing.heard(key.sealing());
            }
            case PrivateReply.Blanks blanks -> {
                stock.add(blanks.codes(), schedule.today());
                changed.run();
                // Or the manager's page would warn of a kiosk without passes until the next heartbeat.
                tellState();
            }
            case PrivateReply.Kept kept -> letGo(kept);
            case PrivateReply.Roster page -> {
                if (roster.heard(page)) {
                    askRoster();
                }
            }
            case PrivateReply.StaffPasses told -> staff.heard(told);
            // Asked for by the page, which hears the answer itself.
            case PrivateReply.LostPass asked -> {}
            case PrivateReply.PhraseChosen chosen -> {}
            // Asked for by whoever stands before the page, and answered there.
            case PrivateReply.AboutMe about -> {}
            case PrivateReply.CopyWaits copy -> {}
            case PrivateReply.NotYet nothing -> {}
            // Asked for by whoever books, and answered there.
            case PrivateReply.BookingAnswer answer -> {}
            case PrivateReply.BookingsBecame became -> {}
            case PrivateReply.MyBookings mine -> {}
            case PrivateReply.PhonePage page -> {}
            case PrivateReply.Refused refused -> LOG.warn("The hub would not answer a question of this kiosk.");
        }
    }

    private void ask(Request request) {
        requests.ask(request, ANSWER_PATIENCE).whenComplete((reply, why) -> {
            soon(() -> {
                if (reply == null) {
                    present(false);
                } else {
                    present(true);
                    heard(request, reply);
                }
            });
        });
    }

    private void present(boolean answers) {
        boolean before = hub.answers();
        if (answers) {
            hub.answered();
        } else {
            hub.silent();
        }
        if (before != answers) {
            changed.run();
        }
    }

    private void heard(Request question, Reply reply) {
        switch (reply) {
            case Reply.Refused refused -> LOG.warn("The hub would not answer a question of this kiosk.");
            // The sender, private talk and the clock ask these, and hear the answers themselves.
            case Reply.Hello hello -> {}
            case Reply.Private answer -> {}
            case Reply.SealingKey word -> {}
            // Told in private only.
            case Reply.Blanks blanks -> {}
            case Reply.TokenKey key -> {}
            case Reply.Time answer -> {}
            case Reply.Leased leased -> {}
            case Reply.Proof answer -> {
                proof.heard(question, answer);
                proof.next().ifPresent(this::ask);
            }
        }
    }

    private void soon(Runnable work) {
        try {
            turns.execute(() -> turn(work));
        } catch (RejectedExecutionException e) {
            // Closing: there is nothing more to do.
        }
    }

    private void turn(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // While closing, what it works with may be closed already: nothing is wrong, and nothing tried again.
            if (!turns.isShutdown()) {
                LOG.error("A turn of the line to the hub failed; it is tried again.", e);
            }
        }
    }
}
