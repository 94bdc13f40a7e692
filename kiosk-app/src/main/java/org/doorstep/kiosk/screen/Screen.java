package org.doorstep.kiosk.screen;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.doorstep.kiosk.aboutme.AboutMe;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.face.AboutViews;
import org.doorstep.kiosk.face.HomeView;
import org.doorstep.kiosk.face.Painter;
import org.doorstep.kiosk.face.PhraseViews;
import org.doorstep.kiosk.face.PrivacyNotice;
import org.doorstep.kiosk.face.StatesView;
import org.doorstep.kiosk.face.Views;
import org.doorstep.kiosk.face.Words;
import org.doorstep.kiosk.hardware.simulated.Simulator;
import org.doorstep.kiosk.health.HealthReport;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.sealing.PrivateTalk;
import org.doorstep.relay.supervision.MetricsText;
import org.doorstep.relay.time.DeviceClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The kiosk's page, served to the browser beside it. Safe for all threads.
///
/// A reading's outcome goes to the open page already drawn, so that showing it takes one message and one paint. What
/// changes by itself (the clock, what is on, how far things have come) is looked at each second and sent if it differs.
public final class Screen implements AutoCloseable {
    /// While the disk takes nothing, it is asked again this often.
    private static final int TRY_TO_SAVE_SECONDS = 20;

    /// A look at what has changed takes milliseconds; one that hangs is not waited for.
    private static final int CLOSE_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Screen.class);

    private final CheckInDesk desk;
    private final PassStock stock;
    private final HealthReport health;
    private final Runnable written;
    private final Words words = new Words(Locale.UK);
    private final Painter painter = new Painter(words);
    private final Broadcast pages = new Broadcast();
    private final Views views;
    private final HomeView home;
    private final PageServer server;
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("screen tick").daemon().factory());
    /// However much changes at once, one look shows it all.
    private final AtomicBoolean lookIsDue = new AtomicBoolean();

    private final long start;
    private volatile Rest rest;

    /// What the page shows when nobody is at it. `states` is beneath every face; another `start` is another program,
    /// whose page may differ.
    private record Rest(long start, String home, String states) {}

    /// Where the page is served.
    public record Address(String bind, int port) {}

    /// Port 0 takes any that is free. `written` is told after each outcome that there may be news for the hub.
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
            Optional<Simulator> simulator,
            Runnable written,
            DeviceClock clock) {
        this.desk = desk;
        this.stock = stock;
        this.health = health;
        this.written = written;
        this.views = new Views(words, schedule, aboutMe);
        this.home = new HomeView(words, views, schedule, readers, health, desk::saving, clock);
        this.start = clock.moment().uptimeMs();
        this.rest = drawRest();
        this.server = new PageServer(address, routes -> {
            routes.get("/", context -> page(context, simulator.isPresent()));
            routes.get("/health", context -> context.json(health.now()));
            routes.get("/metrics", context -> context.contentType(MetricsText.TYPE)
                    .result(health.metrics().toString()));
            routes.sse("/events", client -> pages.add(client, "rest", rest));
            new DeskRoutes(
                            desk,
                            stock,
                            readers,
                            views,
                            new PrivacyNotice(words, Fields.kept()),
                            painter,
                            this::afterOutcome)
                    .addTo(routes);
            new PhraseRoutes(desk, talk, new PhraseViews(words), painter).addTo(routes);
            new AboutRoutes(
                            aboutMe,
                            areas,
                            views,
                            new AboutViews(words, areas, schedule.zone()),
                            painter,
                            () -> schedule.hubName().orElse(""),
                            clock,
                            this::afterOutcome)
                    .addTo(routes);
            simulator.ifPresent(pressed -> new SimulatorRoutes(pressed, painter, words).addTo(routes));
        });
        ticking.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        ticking.scheduleWithFixedDelay(this::tryToSave, TRY_TO_SAVE_SECONDS, TRY_TO_SAVE_SECONDS, TimeUnit.SECONDS);
    }

    /// Shows what came of a reading, on every open page.
    public void show(Outcome outcome) {
        if (!(outcome instanceof Outcome.StillThere)) {
            pages.tell("show", painter.show(views.of(outcome), views.greetingOf(outcome)));
            afterOutcome();
        }
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
        Rest now = drawRest();
        context.html(painter.draw(
                "page.jte", Map.of("words", words, "home", now.home, "states", now.states, "simulated", simulated)));
    }

    private Rest drawRest() {
        StatesView states = StatesView.of(health.delivery(), desk.saving(), stock.level(), words);
        return new Rest(
                start, painter.html(home.now()), painter.draw("states.jte", Map.of("words", words, "states", states)));
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
