package org.doorstep.kiosk;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.kiosk.aboutme.AboutMe;
import org.doorstep.kiosk.aboutme.Showings;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.kiosk.booking.BookingDesk;
import org.doorstep.kiosk.booking.Bookings;
import org.doorstep.kiosk.booking.HeldLeases;
import org.doorstep.kiosk.booking.KeptBoard;
import org.doorstep.kiosk.carry.CarriedIn;
import org.doorstep.kiosk.checkin.CardTokens;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.checkin.DayMemory;
import org.doorstep.kiosk.checkin.HubSealingKey;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.checkin.Slips;
import org.doorstep.kiosk.face.Languages;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.hardware.SwitchButton;
import org.doorstep.kiosk.health.HealthReport;
import org.doorstep.kiosk.health.HubPresence;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.joining.Renewals;
import org.doorstep.kiosk.line.BookingLine;
import org.doorstep.kiosk.line.HubLine;
import org.doorstep.kiosk.mood.MoodBox;
import org.doorstep.kiosk.mood.MoodDesk;
import org.doorstep.kiosk.roster.Roster;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.kiosk.screen.Screen;
import org.doorstep.kiosk.signs.NoScreen;
import org.doorstep.kiosk.signs.Sign;
import org.doorstep.kiosk.signs.Signs;
import org.doorstep.kiosk.staff.StaffDoor;
import org.doorstep.kiosk.staff.StaffPasses;
import org.doorstep.kiosk.voice.EspeakSpeaker;
import org.doorstep.kiosk.voice.Voice;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.PassSlip;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.PrivateRequests;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.link.Switchboard;
import org.doorstep.relay.outbox.DayRows;
import org.doorstep.relay.outbox.KeptNames;
import org.doorstep.relay.outbox.Sender;
import org.doorstep.relay.sealing.PrivateAsking;
import org.doorstep.relay.sealing.PrivateTalk;
import org.doorstep.relay.supervision.Connections;
import org.doorstep.relay.time.LastKnownTime;
import org.doorstep.relay.time.LearningClock;

/// One whole kiosk, put together in the order in which it starts. Read this first.
///
/// A reading goes one way: reader → desk → disk → page. The line to the hub empties the outbox
/// beside it, and nothing on that way ever waits for it.
final class Kiosk implements AutoCloseable {
    static final String VERSION = "0.1.0";

    /// In the kiosk's folder: what people of the hub have read out themselves.
    private static final String RECORDINGS = "voice";

    private final CheckInDesk desk;
    private final Voice voice;
    private final Optional<Screen> screen;
    private final Optional<NoScreen> noScreen;
    private final Signs signs;
    private final StaffDoor staffDoor;
    private final Sender sender;
    private final Optional<Sender> answers;
    private final Optional<MoodBox> box;
    private final Optional<MoodDesk> mood;
    private final HubLine line;
    private final BookingDesk bookings;
    private final BookingLine bookingLine;
    private final CarriedIn carriedIn;
    private final Optional<Renewals> renewals;

    Kiosk(Settings settings, KioskStore store, Devices devices, Link link, LearningClock clock, SecureRandom random) {
        this(settings, store, devices, link, clock, random, UnaryOperator.identity());
    }

    /// `inFront` may stand before the desk of bookings, for a trial of what faces make of its answers.
    Kiosk(
            Settings settings,
            KioskStore store,
            Devices devices,
            Link link,
            LearningClock clock,
            SecureRandom random,
            UnaryOperator<Bookings> inFront) {
        ScheduleBoard schedule = new ScheduleBoard(store.database(), settings.hub(), settings.zone(), clock);
        PassStock stock = new PassStock(store.database(), settings.passKeys());
        HubSealingKey sealing = settings.hubSealingKey();
        CardTokens cards = new CardTokens(sealing, random);
        Roster roster = new Roster();
        StaffPasses staff = new StaffPasses();
        staffDoor = new StaffDoor(staff, settings.passKeys(), settings.zone(), clock, random);
        Slips slips = slips(settings, store, clock);
        DayMemory memory = new DayMemory(store.database(), schedule, cards, slips, clock);
        desk = new CheckInDesk(
                store.database(),
                store.outbox(),
                schedule,
                stock,
                cards,
                settings.passKeys(),
                slips,
                roster::stopped,
                clock,
                random);

        Topics topics = new Topics(settings.hub());
        Requests requests = new Requests(link, topics, settings.device(), random);
        PrivateTalk talk = new PrivateRequests(
                requests, new PrivateAsking(sealing, settings.hub(), settings.device(), random), sealing::heard);
        sender = new Sender(store.outbox(), link, requests, topics);
        answers = store.answers().map(file -> sender.beside(file.outbox()));
        box = store.answers()
                .map(file -> new MoodBox(file, schedule, clock, random, () -> answers.ifPresent(Sender::wake)));
        mood = box.map(held -> new MoodDesk(held, schedule, clock, random));

        Readers readers = devices.readers();
        HubPresence hub = new HubPresence();
        renewals = settings.brokerEntry() instanceof Settings.BrokerEntry.Certificate(Path identity)
                ? Optional.of(new Renewals(identity, settings.door(), clock, hub::answers, random))
                : Optional.empty();
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
                settings.dataFolder(),
                () -> renewals.map(Renewals::now),
                () -> sealing.get().text());
        KeptBoard board = new KeptBoard(store.database(), settings.hub());
        HeldLeases leases = new HeldLeases(clock);
        bookings = new BookingDesk(
                store.database(), store.outbox(), board, leases, talk, hub::answers, sender::wake, random);
        Showings showings = new Showings(clock);
        desk.watch(shown -> {
            showings.add(shown);
            mood.ifPresent(asked -> asked.shown(shown));
        });
        mood.ifPresent(asked -> desk.follow(asked::met));
        Languages languages = Languages.found(settings.hardware().language());
        voice = new Voice(
                settings.dataFolder().resolve(RECORDINGS), new EspeakSpeaker(EspeakSpeaker.PROGRAM), languages::keyOf);
        signs = new Signs(devices.lamp(), devices.sounder(), () -> desk.saving() && readers.anyWorks());
        Supplier<Screen> page = () -> new Screen(
                new Screen.Address(
                        settings.hardware().screenBind(), settings.hardware().screenPort()),
                desk,
                stock,
                schedule,
                readers,
                health,
                talk,
                new AboutMe(store.database(), store.outbox(), memory, talk, sealing, showings, roster, random),
                AreaBook.in(settings.dataFolder()),
                mood,
                staffDoor,
                languages,
                voice,
                devices.cardWriter(),
                devices.simulator(),
                inFront.apply(bookings),
                random,
                sender::wake,
                clock);
        boolean hasScreen = settings.hardware().parts().screen();
        screen = hasScreen ? Optional.of(page.get()) : Optional.empty();
        noScreen = hasScreen ? Optional.empty() : Optional.of(new NoScreen(desk, sender::wake));
        devices.moodButtons().ifPresent(buttons -> mood.ifPresent(asked -> buttons.open(this::pressed)));
        devices.headphones().ifPresent(jack -> screen.ifPresent(_ -> jack.open(this::headphones)));
        devices.switchButton().ifPresent(button -> screen.ifPresent(shown -> button.open(pressing(shown))));
        devices.open(new AtTheDesk());
        signs.start();

        line = new HubLine(
                link,
                requests,
                topics,
                settings.device(),
                schedule,
                stock,
                cards,
                sealing,
                health,
                hub,
                clock,
                new LastKnownTime(settings.dataFolder()),
                new DayRows(store.outbox()),
                talk,
                roster,
                staff,
                new KeptNames(store.outbox()),
                memory,
                this::refreshSoon);
        bookingLine = new BookingLine(
                link, requests, topics, store.outbox(), board, leases, bookings, random, this::refreshSoon);
        carriedIn = new CarriedIn(
                settings.dataFolder(), settings.hub(), settings.device(), settings.passKeys(), sender::carried);
        sender.watch(state -> refreshSoon());
        sender.start();
        answers.ifPresent(Sender::start);
        box.ifPresent(MoodBox::start);
        carriedIn.start();
        renewals.ifPresent(Renewals::start);
        List<Link.Listener> listeners = new ArrayList<>(List.of(requests, sender, line, bookingLine, connections));
        answers.ifPresent(listeners::add);
        link.open(new Switchboard(listeners.toArray(Link.Listener[]::new)));
    }

    /// Slips are held against the authority that this kiosk's own certificate comes from.
    private static Slips slips(Settings settings, KioskStore store, LearningClock clock) {
        if (!(settings.brokerEntry() instanceof Settings.BrokerEntry.Certificate(Path folder))) {
            return Slips.none(store.database(), settings.hub());
        }
        Identity own = IdentityFiles.read(folder);
        Trust trust = new Trust(own.root());
        return new Slips(
                store.database(), settings.hub(), text -> PassSlip.read(text, trust, Renewals.time(clock, own)));
    }

    /// The loops that this kiosk lives by, and how long ago each turned last.
    Map<String, Supplier<Duration>> loops() {
        Map<String, Supplier<Duration>> loops = new HashMap<>(Map.of("send", sender::sinceLastTurn));
        answers.ifPresent(beside -> loops.put("send answers", beside::sinceLastTurn));
        return loops;
    }

    /// Where somebody answers how they feel; none while the disk has no room for the file of
    /// answers, and then nobody is asked.
    Optional<MoodDesk> mood() {
        return mood;
    }

    /// Thanks look the same whether an answer is counted or set aside: a filter that shows itself
    /// is played with.
    private void pressed(int face) {
        mood.ifPresent(asked -> {
            switch (asked.press(face)) {
                case THANKED, SET_ASIDE -> signs.show(Sign.THANKS);
                case NOT_NOW -> {
                    // Nothing is said of what nobody can change.
                }
            }
        });
    }

    /// A press is what counts; how long it is held is the page's own business.
    private static SwitchButton.Listener pressing(Screen page) {
        return new SwitchButton.Listener() {
            @Override
            public void pressed() {
                page.switchPressed();
            }

            @Override
            public void released() {}
        };
    }

    private void refreshSoon() {
        screen.ifPresent(Screen::refreshSoon);
    }

    /// The one switch was pressed.
    void pressSwitch() {
        screen.ifPresent(Screen::switchPressed);
    }

    /// Headphones were put in, or taken out.
    void headphones(boolean in) {
        screen.ifPresent(shown -> shown.headphones(in));
    }

    /// Where its page is, or that there is none.
    String url() {
        return screen.map(Screen::url).orElse("without a screen");
    }

    @Override
    public void close() {
        renewals.ifPresent(Renewals::close);
        line.close();
        bookingLine.close();
        bookings.close();
        carriedIn.close();
        mood.ifPresent(MoodDesk::close);
        box.ifPresent(MoodBox::close);
        answers.ifPresent(Sender::close);
        sender.close();
        screen.ifPresent(Screen::close);
        noScreen.ifPresent(NoScreen::close);
        signs.close();
        voice.close();
    }

    /// From a reader to the page.
    private final class AtTheDesk implements ReaderListener {
        @Override
        public void read(Reading reading) {
            Optional<EventId> staff = staffDoor.knock(reading);
            if (staff.isPresent()) {
                // It is nobody's pass, and counts no visit.
                screen.ifPresent(page -> page.askForPin(staff.get()));
                return;
            }
            if (screen.filter(page -> page.wasForBooking(reading)).isPresent()) {
                // Nobody comes or goes by it.
                return;
            }
            Outcome outcome = desk.read(reading);
            screen.ifPresent(page -> page.show(outcome, reading));
            noScreen.ifPresent(none -> none.show(outcome));
            signs.show(outcome);
        }

        @Override
        public void changed(ReaderStatus status) {
            refreshSoon();
        }
    }
}
