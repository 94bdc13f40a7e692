package org.doorstep.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.MetricsToken;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.hub.aboutme.CopyNumbers;
import org.doorstep.hub.aboutme.HeldBackDays;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.ActivityRoutes;
import org.doorstep.hub.activities.SchoolTermRoutes;
import org.doorstep.hub.attendance.AttendanceRoutes;
import org.doorstep.hub.attendance.ClaimedVisits;
import org.doorstep.hub.attendance.DeniedRoutes;
import org.doorstep.hub.attendance.DeniedVisits;
import org.doorstep.hub.attendance.HandPlacing;
import org.doorstep.hub.attendance.Marks;
import org.doorstep.hub.attendance.UnsureRoutes;
import org.doorstep.hub.attendance.WeeksFile;
import org.doorstep.hub.backup.CopyStatus;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.hub.carry.CarryDesk;
import org.doorstep.hub.carry.CarryRoutes;
import org.doorstep.hub.clock.HubClock;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.enrolment.OwnCertificates;
import org.doorstep.hub.enrolment.ShuttingOut;
import org.doorstep.hub.fleet.Certified;
import org.doorstep.hub.fleet.FleetRoutes;
import org.doorstep.hub.fleet.KioskQueries;
import org.doorstep.hub.fleet.ReviewRoutes;
import org.doorstep.hub.fleet.ShutOutRoutes;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.ingest.SetAsideRoutes;
import org.doorstep.hub.joining.Claims;
import org.doorstep.hub.joining.JoiningRoutes;
import org.doorstep.hub.login.HubLoginPages;
import org.doorstep.hub.login.PeopleRoutes;
import org.doorstep.hub.lookup.CopyRoutes;
import org.doorstep.hub.lookup.LookUpRoutes;
import org.doorstep.hub.metrics.MetricsRoutes;
import org.doorstep.hub.mood.MoodRoutes;
import org.doorstep.hub.paper.PaperPasses;
import org.doorstep.hub.paper.PaperRoutes;
import org.doorstep.hub.paper.SlipDesk;
import org.doorstep.hub.paper.StaffPasses;
import org.doorstep.hub.passes.Erasing;
import org.doorstep.hub.privacy.Receipts;
import org.doorstep.hub.privacy.Retention;
import org.doorstep.hub.privacy.RetentionRoutes;
import org.doorstep.hub.residents.LostPassDesk;
import org.doorstep.hub.residents.LostPassRoutes;
import org.doorstep.hub.today.TodayQuery;
import org.doorstep.hub.today.TodayRoutes;
import org.doorstep.hub.upstream.AreaProof;
import org.doorstep.hub.upstream.UpstreamStatus;
import org.doorstep.hub.web.Pulse;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Site;
import org.doorstep.hub.web.WebServer;
import org.doorstep.hub.web.Words;
import org.doorstep.hub.yousaid.YouSaidRoutes;
import org.doorstep.login.Login;
import org.doorstep.login.LoginSettings;
import org.doorstep.login.LoginStore;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.inbox.Gaps;
import org.doorstep.relay.inbox.Quarantine;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.supervision.Connections;
import org.jdbi.v3.core.Handle;

/// The hub's pages and API, put together: signing in, then each feature's routes in the order of
/// the navigation.
final class HubPages implements AutoCloseable {
    private final Login<Role> login;
    private final WebServer server;

    /// `linked` says whether the broker is heard; `changed` beats after every commit that changes a
    /// figure or a device's state.
    HubPages(
            Settings settings,
            Database database,
            InstantSource clock,
            SecureRandom random,
            Activities activities,
            HandPlacing placing,
            ClaimedVisits claimed,
            DeniedVisits denied,
            HubClock hubClock,
            Gaps gaps,
            Supplier<UpstreamStatus> upstream,
            Supplier<CopyStatus> copy,
            BooleanSupplier linked,
            Connections connections,
            Supplier<EventIngest.Counts> ingest,
            TurnedAway turnedAway,
            ShuttingOut shutting,
            Supplier<Optional<OwnCertificates.Standing>> standing,
            BooleanSupplier following,
            Runnable countWhatWaits,
            CarryDesk carry,
            PaperPasses paper,
            StaffPasses staff,
            SlipDesk slips,
            Optional<Claims> claims,
            Retention retention,
            LostPassDesk lost,
            CopyNumbers copies,
            BookingSide booking,
            Runnable postSoon,
            Pulse changed) {
        Site site = new Site(settings.hubName(), new Words(Locale.UK, settings.zone()));
        this.login = new Login<>(
                LoginStore.of(database),
                Role.class,
                clock,
                random,
                new HubLoginPages(site),
                new LoginSettings("doorstep-hub"));
        EnrolledDevices devices = new EnrolledDevices(settings.devicesDir());
        KioskQueries kiosks = new KioskQueries(devices, gaps);
        Marks marks = Hub.marks(settings);
        TodayQuery today = new TodayQuery(
                database, kiosks, marks, copy, () -> centreDiffers(upstream.get()), settings.zone(), clock);
        WeeksFile weeksFile = new WeeksFile(database, new Gate(clock, random), marks, clock);
        Path given = given(settings);
        Fields fields = Fields.kept();
        boolean ownBroker = settings.broker() instanceof Settings.Broker.Embedded;
        boolean byHand = settings.broker() instanceof Settings.Broker.External external
                && external.rules() instanceof Settings.Rules.ByHand;
        BooleanSupplier saving = () -> database.refusal().isEmpty();
        this.server =
                WebServer.start(settings.web().bind(), settings.web().port(), given, site, login, saving, routes -> {
                    new TodayRoutes(today, site, changed).addTo(routes);
                    new ActivityRoutes(activities, database, settings.zone(), clock, login.audit()).addTo(routes);
                    new SchoolTermRoutes(activities, changed::beat, login.audit()).addTo(routes);
                    new AttendanceRoutes(database, settings.zone(), clock, marks, weeksFile).addTo(routes);
                    new MoodRoutes(database, marks, settings.zone(), clock, login.audit(), postSoon).addTo(routes);
                    new YouSaidRoutes(database, login.audit(), postSoon).addTo(routes);
                    booking.addTo(routes, devices, login.audit());
                    new FleetRoutes(
                                    database,
                                    kiosks,
                                    upstream,
                                    copy,
                                    linked,
                                    devices,
                                    new Certified(ownBroker, turnedAway::counts, standing, following),
                                    clock)
                            .addTo(routes);
                    new ShutOutRoutes(devices, shutting, ownBroker, byHand, clock, login.audit()).addTo(routes);
                    new ReviewRoutes(
                                    database,
                                    settings.zone(),
                                    devices,
                                    countWhatWaits,
                                    changed::beat,
                                    clock,
                                    login.audit())
                            .addTo(routes);
                    new JoiningRoutes(
                                    claims,
                                    new RegisteredDevices(settings.devicesDir()),
                                    !byHand,
                                    site,
                                    changed,
                                    login.audit())
                            .addTo(routes);
                    new UnsureRoutes(database, placing, hubClock, settings.zone(), clock, login.audit()).addTo(routes);
                    new DeniedRoutes(claimed, denied, clock, login.audit()).addTo(routes);
                    new LostPassRoutes(lost, devices, clock, login.audit()).addTo(routes);
                    new SetAsideRoutes(
                                    database,
                                    new Quarantine(),
                                    new HeldBackDays(database, settings.zone(), clock, countWhatWaits),
                                    clock,
                                    login.audit())
                            .addTo(routes);
                    new CarryRoutes(carry, devices, database, given, clock, login.audit()).addTo(routes);
                    new PaperRoutes(paper, slips, staff, settings.hubName(), clock, login.audit()).addTo(routes);
                    new LookUpRoutes(fields, database, new KnownResidents(site.words()), settings.zone(), clock)
                            .addTo(routes);
                    new CopyRoutes(
                                    fields,
                                    database,
                                    new KnownResidents(site.words()),
                                    copies::passOf,
                                    settings.hubName(),
                                    settings.zone(),
                                    clock)
                            .addTo(routes);
                    new RetentionRoutes(
                                    fields,
                                    database,
                                    retention,
                                    HubPages::became,
                                    () -> hubClock.now().believed(),
                                    clock,
                                    login.audit())
                            .addTo(routes);
                    new PeopleRoutes(login, clock).addTo(routes);
                    new MetricsRoutes(
                                    ingest,
                                    turnedAway,
                                    connections,
                                    linked,
                                    upstream,
                                    kiosks,
                                    database,
                                    settings.dataDir(),
                                    clock)
                            .addTo(routes, MetricsToken.in(settings.dataDir(), random));
                });
    }

    private static Receipts.State became(Handle handle, Receipt receipt) {
        return Erasing.state(handle, receipt)
                .map(erased -> erased.everywhere() ? Receipts.State.DONE : Receipts.State.BEGUN)
                .orElse(Receipts.State.UNKNOWN);
    }

    private static Optional<Instant> centreDiffers(UpstreamStatus status) {
        return Optional.of(status.proof()).filter(AreaProof::worrying).map(AreaProof::at);
    }

    /// Where what people give lies while it is taken in. What an end in the middle left there is of
    /// no use.
    private static Path given(Settings settings) {
        Path folder = settings.dataDir().resolve("given");
        try {
            Files.createDirectories(folder);
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make " + folder + ".", e);
        }
        return folder;
    }

    URI address() {
        return server.address();
    }

    /// While nobody has an account: where the first one is made, once. Each call ends the link of
    /// the call before.
    Optional<URI> firstSignIn() {
        return login.firstLink(Role.MANAGER).map(address()::resolve);
    }

    Login<Role> login() {
        return login;
    }

    /// For the tests of access.
    WebServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
