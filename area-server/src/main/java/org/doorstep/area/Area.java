package org.doorstep.area;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.doorstep.area.compare.CompareRoutes;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.area.hubs.Hubs;
import org.doorstep.area.hubs.HubsRoutes;
import org.doorstep.area.intake.GatewayProof;
import org.doorstep.area.intake.Intake;
import org.doorstep.area.intake.IntakeRoutes;
import org.doorstep.area.intake.Proofs;
import org.doorstep.area.intake.Taking;
import org.doorstep.area.login.ColleagueRoutes;
import org.doorstep.area.login.Role;
import org.doorstep.area.login.SignInPages;
import org.doorstep.area.store.Store;
import org.doorstep.area.watch.HealthRoutes;
import org.doorstep.area.watch.Lookout;
import org.doorstep.area.watch.MetricsRoutes;
import org.doorstep.area.watch.StoreTrouble;
import org.doorstep.area.web.Pages;
import org.doorstep.area.web.WebServer;
import org.doorstep.area.web.Words;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.MetricsToken;
import org.doorstep.login.Login;
import org.doorstep.login.LoginSettings;
import org.doorstep.login.door.TlsDoor;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.relay.tls.TlsEnd;

/// One area server, put together in the order it starts. It takes figures, compares them, and knows no person.
public final class Area implements AutoCloseable {
    /// Of some dozens of hubs each comes once in an hour, on one connection, and several may stand behind one address.
    /// A body that is too long is counted by the intake, so the door takes twice what that reads; over a line
    /// of two kilobytes a second that is not three minutes.
    private static final TlsDoor.Limits DOOR =
            new TlsDoor.Limits(64, 16, 2 * IntakeRoutes.MOST_BODY_BYTES, Duration.ofMinutes(5));

    private final Settings settings;
    private final Login<Role> login;
    private final WebServer web;
    private final Store store;
    private final Lookout lookout;
    private final IntakeRoutes intake;
    private final StoreTrouble trouble;
    private final DeviceClock clock;
    private TlsDoor door;

    /// `random` makes secrets: give a SecureRandom.
    public Area(Settings settings, Store store, DeviceClock clock, RandomGenerator random) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        Words words = new Words(Locale.ENGLISH, settings.zone());
        Pages pages = new Pages(words, settings.areaName());
        HubRegistry registry = new HubRegistry(settings.hubsDir());
        this.login = new Login<>(
                store, Role.class, clock, random, new SignInPages(pages, words), new LoginSettings("doorstep-area"));

        Taking taking = new Taking();
        this.intake = new IntakeRoutes(new Intake(store, clock), new Proofs(store, clock), registry, taking, words);
        this.trouble = new StoreTrouble(pages, words);
        CompareRoutes compare = new CompareRoutes(registry, store, clock, settings.zone(), login, pages, words);
        Hubs known = new Hubs(registry, store, clock);
        HubsRoutes hubs = new HubsRoutes(known, clock, login, pages, words);
        ColleagueRoutes colleagues = new ColleagueRoutes(login, pages, words);
        MetricsRoutes metrics = new MetricsRoutes(
                MetricsToken.in(settings.dataDir(), random), known, taking, store, settings.dataDir(), clock);

        this.web = new WebServer(
                settings.web().bind(),
                settings.web().port(),
                List.of(
                        login::addTo,
                        trouble::addTo,
                        settings.door() instanceof Settings.Door.Certificates ? intake::addSignTo : intake::addTo,
                        compare::addTo,
                        hubs::addTo,
                        colleagues::addTo,
                        new HealthRoutes(store)::addTo,
                        metrics::addTo));
        this.lookout = new Lookout(url());
        lookout.start();
    }

    /// Lets hubs in at the door, if the settings say that there is one. Throws Javalin's JavalinBindException if it
    /// cannot listen there.
    void openDoor() {
        if (settings.door() instanceof Settings.Door.Certificates(String bind, int port, Path identity)) {
            Path server = identity.resolve("server");
            Identity first = IdentityFiles.readAs(server, new Holder.Area(), "door.identity");
            Instant floor = CheckedAt.floor(first.chain(), first.chain().getLast(), RevokedList.EMPTY);
            GatewayProof proof = new GatewayProof(new Trust(first.root()), () -> CheckedAt.of(clock, floor));
            TlsEnd end = new TlsEnd(() -> IdentityFiles.read(server), proof.anyHub());
            this.door = TlsDoor.start(bind, port, end, DOOR, Wire.JSON, routes -> {
                trouble.addTo(routes);
                intake.with(proof).addTo(routes);
            });
        }
    }

    /// Where hubs are let in. Throws IllegalStateException if there is no door, or it is not open.
    URI doorUrl() {
        if (door == null) {
            throw new IllegalStateException("There is no open door.");
        }
        return door.address();
    }

    /// What this server lives by, and how long ago each was seen to go on.
    public Map<String, Supplier<Duration>> loops() {
        Map<String, Supplier<Duration>> loops = new HashMap<>(store.loops());
        loops.put("pages", lookout::sinceLastAnswer);
        return loops;
    }

    /// How it is, in a line for whoever keeps the machine.
    public String state() {
        return store.refusal()
                .map(why -> "Serves, and keeps nothing: " + why + " Hubs have their figures still.")
                .orElse("Serves, and keeps what hubs send.");
    }

    /// Where the pages are, without a slash at the end.
    public String url() {
        return settings.web().url(web.port()).toString();
    }

    /// For the test of the description.
    List<WebServer.Route> routes() {
        return web.routes();
    }

    /// While nobody has an account: the address at which the first is made, once.
    public Optional<String> firstSignIn() {
        return login.firstLink(Role.LEAD).map(path -> url() + path);
    }

    @Override
    public void close() {
        lookout.close();
        if (door != null) {
            door.close();
        }
        web.close();
    }
}
