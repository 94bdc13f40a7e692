package org.doorstep.kiosk;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.doorstep.kiosk.carry.CarriedIn;
import org.doorstep.kiosk.checkin.CardTokens;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.health.HealthReport;
import org.doorstep.kiosk.health.HubPresence;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.line.HubLine;
import org.doorstep.kiosk.mood.MoodBox;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.kiosk.screen.Screen;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.link.Switchboard;
import org.doorstep.relay.outbox.DayRows;
import org.doorstep.relay.outbox.Sender;
import org.doorstep.relay.supervision.Connections;
import org.doorstep.relay.time.LastKnownTime;
import org.doorstep.relay.time.LearningClock;

/// One whole kiosk, put together in the order in which it starts. Read this first.
///
/// A reading goes one way: reader → desk → disk → page. The line to the hub empties the outbox beside it, and
/// nothing on that way ever waits for it.
final class Kiosk implements AutoCloseable {
    static final String VERSION = "0.1.0";

    private final CheckInDesk desk;
    private final Screen screen;
    private final Sender sender;
    private final Sender answers;
    private final MoodBox mood;
    private final HubLine line;
    private final CarriedIn carriedIn;

    Kiosk(Settings settings, KioskStore store, Devices devices, Link link, LearningClock clock, SecureRandom random) {
        ScheduleBoard schedule = new ScheduleBoard(store.database(), settings.hub(), settings.zone(), clock);
        PassStock stock = new PassStock(store.database(), settings.passKeys());
        CardTokens cards = new CardTokens(settings.sealingKey(), random);
        desk = new CheckInDesk(
                store.database(), store.outbox(), schedule, stock, cards, settings.passKeys(), clock, random);

        Topics topics = new Topics(settings.hub());
        Requests requests = new Requests(link, topics, settings.device(), random);
        sender = new Sender(store.outbox(), link, requests, topics);
        answers = sender.beside(store.answers().outbox());
        mood = new MoodBox(store.answers(), schedule, clock, random, answers::wake);

        Readers readers = devices.readers();
        HubPresence hub = new HubPresence();
        Connections connections = new Connections();
        HealthReport health = new HealthReport(
                VERSION,
                clock,
                readers,
                sender::state,
                store.outbox(),
                store.damages(),
                hub,
                desk::saving,
                stock::level,
                desk::refusals,
                connections,
                settings.dataFolder());
        screen = new Screen(
                new Screen.Address(settings.screenBind(), settings.screenPort()),
                desk,
                stock,
                schedule,
                readers,
                health,
                devices.simulator(),
                sender::wake,
                clock);
        devices.open(new AtTheDesk());

        line = new HubLine(
                link,
                requests,
                topics,
                settings.device(),
                schedule,
                stock,
                cards,
                health,
                hub,
                clock,
                new LastKnownTime(settings.dataFolder()),
                new DayRows(store.outbox()),
                screen::refreshSoon);
        carriedIn = new CarriedIn(
                settings.dataFolder(), settings.hub(), settings.device(), settings.passKeys(), sender::carried);
        sender.watch(state -> screen.refreshSoon());
        sender.start();
        answers.start();
        mood.start();
        carriedIn.start();
        link.open(new Switchboard(requests, sender, answers, line, connections));
    }

    /// The loops that this kiosk lives by, and how long ago each turned last.
    Map<String, Supplier<Duration>> loops() {
        return Map.of("send", sender::sinceLastTurn, "send answers", answers::sinceLastTurn);
    }

    /// Where an answer goes that somebody gives.
    MoodBox mood() {
        return mood;
    }

    String url() {
        return screen.url();
    }

    @Override
    public void close() {
        line.close();
        carriedIn.close();
        mood.close();
        answers.close();
        sender.close();
        screen.close();
    }

    /// From a reader to the page.
    private final class AtTheDesk implements ReaderListener {
        @Override
        public void read(Reading reading) {
            screen.show(desk.read(reading));
        }

        @Override
        public void changed(ReaderStatus status) {
            screen.refreshSoon();
        }
    }
}
