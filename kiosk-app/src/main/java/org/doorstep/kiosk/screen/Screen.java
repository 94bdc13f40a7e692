package org.doorstep.kiosk.screen;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.doorstep.kiosk.aboutme.AboutMe;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.kiosk.booking.Bookings;
import org.doorstep.kiosk.booking.Turns;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.checkin.Presented;
import org.doorstep.kiosk.face.AboutViews;
import org.doorstep.kiosk.face.AllFaces;
import org.doorstep.kiosk.face.BookingViews;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.HomeView;
import org.doorstep.kiosk.face.Languages;
import org.doorstep.kiosk.face.MoodViews;
import org.doorstep.kiosk.face.Painter;
import org.doorstep.kiosk.face.PhraseViews;
import org.doorstep.kiosk.face.PrivacyNotice;
import org.doorstep.kiosk.face.Show;
import org.doorstep.kiosk.face.StaffViews;
import org.doorstep.kiosk.face.StatesView;
import org.doorstep.kiosk.face.Views;
import org.doorstep.kiosk.face.WishViews;
import org.doorstep.kiosk.face.Words;
import org.doorstep.kiosk.hardware.CardWriter;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.hardware.simulated.Simulator;
import org.doorstep.kiosk.health.HealthReport;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.mood.MoodDesk;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.kiosk.staff.StaffDoor;
import org.doorstep.kiosk.voice.Voice;
import org.doorstep.kiosk.wishes.AtTheGlass;
import org.doorstep.kiosk.wishes.Wishes;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.sealing.PrivateTalk;
import org.doorstep.relay.supervision.MetricsText;
import org.doorstep.relay.time.DeviceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The kiosk's page, served to the browser beside it. Safe for all threads.
///
/// A reading's outcome goes to the open page already drawn, so that showing it takes one message
/// and one paint. What changes by itself (the clock, what is on, how far things have come) is
/// looked at each second and sent if it differs.
public final class Screen implements AutoCloseable {
    /// While the disk takes nothing, it is asked again this often.
    private static final int TRY_TO_SAVE_SECONDS = 20;

    /// A look at what has changed takes milliseconds; one that hangs is not waited for.
    private static final int CLOSE_SECONDS = 5;

    /// Whoever is told so shows the same once more.
    private static final Set<Presented.Refusal> READ_BADLY =
            Set.of(Presented.Refusal.HALF_READ, Presented.Refusal.DAMAGED, Presented.Refusal.SEVERAL_CARDS);

    private static final String HEADPHONES = "headphones";

    private static final Logger LOG = LoggerFactory.getLogger(Screen.class);

    private final CheckInDesk desk;
    private final PassStock stock;
    private final HealthReport health;
    private final Runnable written;
    private final Painter painter = new Painter();
    private final Broadcast pages = new Broadcast();
    private final AllFaces faces;
    private final OnTheGlass glass;
    private final BookingRoutes booking;
    private final PageServer server;
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("screen tick").daemon().factory());
    /// However much changes at once, one look shows it all.
    private final AtomicBoolean lookIsDue = new AtomicBoolean();

    private final long start;
    private volatile Rest rest;
    private volatile boolean headphones;

    /// What the page shows when nobody is at it, in the language of `lang`, `dir` and `digits`.
    /// `states` is beneath every face, `says` are the sentences that the page has ready by their
    /// keys; another `start` is another program, whose page may differ.
    private record Rest(
            long start,
            String lang,
            String dir,
            String digits,
            Map<String, String> wishes,
            String home,
            String states,
            Map<String, String> says) {}

    /// What the page itself has to say when something happens, without asking.
    private static final List<String> SAID_BY_THE_PAGE = List.of(
            "page.title",
            "toast.found-again",
            "toast.asking",
            "toast.one-moment",
            "toast.no-voice",
            "wishes.written.done",
            "ways.ear",
            "ways.wishes",
            "ways.label",
            "wishes.language",
            "ear.choices",
            "still.ask",
            "still.yes");

    /// Where the page is served.
    public record Address(String bind, int port) {}

    /// Port 0 takes any that is free. `written` is told after each outcome that there may be news
    /// for the hub.
    public Screen(
            Address address,
            CheckInDesk desk,
            PassStock stock,
            ScheduleBoard schedule,
            Readers readers,
            HealthReport health,
            PrivateTalk talk,
            AboutMe aboutMe,
            AreaBook areas,
            Optional<MoodDesk> mood,
            StaffDoor staff,
            Languages languages,
            Voice voice,
            Optional<CardWriter> cards,
            Optional<Simulator> simulator,
            Bookings bookings,
            RandomGenerator random,
            Runnable written,
            DeviceClock clock) {
        this.desk = desk;
        this.stock = stock;
        this.health = health;
        this.written = written;
        Fields kept = Fields.kept();
        this.faces = new AllFaces(languages, words -> {
            Views views = new Views(words, schedule, aboutMe, face -> mood.filter(asked -> asked.mayAnswer(face))
                    .isPresent());
            return new Faces(
                    words,
                    views,
                    new HomeView(
                            words,
                            views,
                            schedule,
                            readers,
                            health,
                            desk::saving,
                            mood.isPresent(),
                            bookings::board,
                            languages,
                            clock),
                    new AboutViews(words, languages, areas, schedule.zone()),
                    new PhraseViews(words),
                    new PrivacyNotice(words, kept),
                    new MoodViews(words, schedule),
                    new WishViews(words),
                    new BookingViews(words, schedule.zone()));
        });
        AtTheGlass there = new AtTheGlass(clock);
        this.glass = new OnTheGlass(painter, faces, there);
        this.start = clock.moment().uptimeMs();
        this.rest = drawRest();
        this.booking = new BookingRoutes(
                bookings,
                new Turns(clock, random),
                desk::shownLately,
                now -> now.views().newHere(stock.level(), readers.works(Readers.Kind.CARD)),
                glass,
                clock,
                random,
                this::afterOutcome);
        this.server = new PageServer(address, routes -> {
            routes.before(context -> {
                // What one switch reads out by itself would else keep the wishes of whoever left it so for ever.
                if (context.method() == HandlerType.POST && !context.path().equals(VoiceRoutes.PATH)) {
                    there.touched();
                }
            });
            routes.get("/", context -> page(context, simulator.isPresent()));
            routes.get("/health", context -> context.json(health.now()));
            routes.get("/metrics", context -> context.contentType(MetricsText.TYPE)
                    .result(health.metrics().toString()));
            routes.sse("/events", this::listen);
            new DeskRoutes(desk, stock, readers, glass, this::afterOutcome).addTo(routes);
            mood.ifPresent(asked -> new MoodRoutes(asked, glass).addTo(routes));
            new PhraseRoutes(desk, talk, glass).addTo(routes);
            new VoiceRoutes(voice).addTo(routes);
            new WishRoutes(glass, cards, aboutMe::knows, this::drawRest, this::refreshSoon, this::written)
                    .addTo(routes);
            new LanguageRoutes(faces, glass).addTo(routes);
            new AboutRoutes(aboutMe, areas, glass, () -> schedule.hubName().orElse(""), clock, this::afterOutcome)
                    .addTo(routes);
            new StaffRoutes(staff, glass).addTo(routes);
            booking.addTo(routes);
            simulator.ifPresent(pressed -> new SimulatorRoutes(pressed, painter, languages.own()).addTo(routes));
            simulator.ifPresent(_ -> new DesignRoutes(faces, painter).addTo(routes));
        });
        ticking.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        ticking.scheduleWithFixedDelay(this::tryToSave, TRY_TO_SAVE_SECONDS, TRY_TO_SAVE_SECONDS, TimeUnit.SECONDS);
    }

    /// Shows what came of a reading, on every open page.
    public void show(Outcome outcome, Reading reading) {
        if (!(outcome instanceof Outcome.StillThere)) {
            if (outcome instanceof Outcome.Refused(Presented.Refusal why) && READ_BADLY.contains(why)) {
                booking.onceMore();
            } else {
                booking.left();
            }
            pages.tell("show", glass.read(outcome, reading instanceof Reading.Code(String text) ? text : ""));
            afterOutcome();
        }
    }

    /// Whether what was read was for rooms and tools: the label of a tool, or a pass that somebody who
    /// books is waited for to show. Then it counts nobody, and is on its way to the glass.
    public boolean wasForBooking(Reading reading) {
        String text = reading instanceof Reading.Code(String code) ? code : "";
        Optional<Show> shown = booking.read(text, () -> desk.whose(reading));
        shown.ifPresent(show -> pages.tell("show", show));
        return shown.isPresent();
    }

    /// A pass of staff was shown: its PIN is asked for.
    public void askForPin(EventId knock) {
        booking.left();
        pages.tell("show", glass.ask(now -> new StaffViews(now.words()).asked(knock)));
    }

    /// Somebody has put headphones in, or taken them out. Safe for all threads.
    public void headphones(boolean in) {
        synchronized (pages) {
            headphones = in;
            pages.tell(HEADPHONES, Map.of("in", in));
        }
    }

    /// A page that comes back may have missed both; between its first news and the next no other can
    /// slip in.
    private void listen(SseClient client) {
        synchronized (pages) {
            pages.add(
                    client, new Broadcast.News("rest", rest), new Broadcast.News(HEADPHONES, Map.of("in", headphones)));
        }
    }

    /// The one switch was pressed. The first time it says that somebody uses one. Safe for all
    /// threads.
    public void switchPressed() {
        Wishes wishes = glass.wishes();
        boolean begins = wishes.oneSwitch() == Wishes.OneSwitch.NOT_USED;
        if (begins) {
            glass.wished(wishes.withOneSwitch(Wishes.OneSwitch.SLOW));
        } else {
            glass.touched();
        }
        pages.tell("switch", Map.of("begins", begins, "wishes", glass.wishes().attributes()));
        refreshSoon();
    }

    /// What was wished was written on the card of whoever that face shows it to.
    private void written(long face) {
        pages.tell("written", Map.of("number", face));
    }

    /// Something beneath the page has changed: look at once rather than at the next second.
    public void refreshSoon() {
        if (lookIsDue.compareAndSet(false, true)) {
            try {
                ticking.execute(this::tick);
            } catch (RejectedExecutionException e) {
                // Closing: nobody looks any more.
            }
        }
    }

    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        ticking.shutdownNow();
        try {
            ticking.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pages.close();
        server.close();
    }

    private void afterOutcome() {
        written.run();
        refreshSoon();
    }

    private void page(Context context, boolean simulated) {
        glass.opened();
        booking.left();
        Rest now = drawRest();
        context.html(painter.draw(
                "page.jte",
                Map.of(
                        "words",
                        glass.faces().words(),
                        "wishes",
                        now.wishes,
                        "headphones",
                        headphones,
                        "home",
                        now.home,
                        "states",
                        now.states,
                        "simulated",
                        simulated)));
    }

    private Rest drawRest() {
        Faces now = glass.faces();
        Words words = now.words();
        StatesView states = StatesView.of(health.delivery(), desk.saving(), stock.level(), words);
        return new Rest(
                start,
                words.language(),
                words.direction(),
                words.digits(),
                glass.wishes().attributes(),
                painter.html(now.home().now(), words),
                painter.draw("states.jte", Map.of("words", words, "states", states)),
                SAID_BY_THE_PAGE.stream().collect(Collectors.toMap(key -> key, words::say)));
    }

    private void tick() {
        lookIsDue.set(false);
        try {
            Rest now = drawRest();
            if (!now.equals(rest)) {
                rest = now;
                pages.tell("rest", now);
            }
        } catch (RuntimeException e) {
            LOG.error("The page could not be brought up to date.", e);
        }
    }

    private void tryToSave() {
        if (!desk.saving()) {
            desk.tryToSave();
        }
    }
}
