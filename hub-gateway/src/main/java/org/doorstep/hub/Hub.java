package org.doorstep.hub;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.RecoveryKey;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.firmware.keys.SealingFiles;
import org.doorstep.hub.aboutme.AboutMeDesk;
import org.doorstep.hub.aboutme.CopyNumbers;
import org.doorstep.hub.aboutme.DayBounds;
import org.doorstep.hub.aboutme.Leaving;
import org.doorstep.hub.aboutme.SaidWords;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.ActivitiesFile;
import org.doorstep.hub.activities.ScheduleBoard;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.attendance.ClaimedVisits;
import org.doorstep.hub.attendance.DeniedVisits;
import org.doorstep.hub.attendance.HandPlacing;
import org.doorstep.hub.attendance.Losses;
import org.doorstep.hub.attendance.Marks;
import org.doorstep.hub.backup.CopyStatus;
import org.doorstep.hub.backup.SecondCopy;
import org.doorstep.hub.booking.desk.BoardPost;
import org.doorstep.hub.booking.desk.BookingSpeech;
import org.doorstep.hub.booking.desk.Leases;
import org.doorstep.hub.booking.loans.LoanBook;
import org.doorstep.hub.booking.phone.PhoneDesk;
import org.doorstep.hub.booking.phone.PhoneDoor;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.hub.carry.CarryDesk;
import org.doorstep.hub.carry.FigureDesk;
import org.doorstep.hub.clock.Beacon;
import org.doorstep.hub.clock.Exchanges;
import org.doorstep.hub.clock.HubClock;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.completeness.DailyProofs;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.enrolment.OwnCertificates;
import org.doorstep.hub.enrolment.ShuttingOut;
import org.doorstep.hub.fleet.Heartbeats;
import org.doorstep.hub.ingest.Acknowledgements;
import org.doorstep.hub.ingest.DeviceMessages;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.keeping.Clearing;
import org.doorstep.hub.keeping.Forgotten;
import org.doorstep.hub.mood.MoodCounts;
import org.doorstep.hub.mood.MoodReasons;
import org.doorstep.hub.mood.Presses;
import org.doorstep.hub.paper.PaperPasses;
import org.doorstep.hub.paper.SlipDesk;
import org.doorstep.hub.paper.StaffPasses;
import org.doorstep.hub.passes.Blanks;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.hub.privacy.Retention;
import org.doorstep.hub.requests.PrivateDesk;
import org.doorstep.hub.requests.RequestDesk;
import org.doorstep.hub.requests.SchedulePost;
import org.doorstep.hub.residents.LostPassDesk;
import org.doorstep.hub.residents.Residents;
import org.doorstep.hub.residents.Roster;
import org.doorstep.hub.rhythm.SchoolCalendarFile;
import org.doorstep.hub.sealing.SealingKeys;
import org.doorstep.hub.sealing.SealingRotation;
import org.doorstep.hub.upstream.UpstreamStatus;
import org.doorstep.hub.upstream.UpstreamSync;
import org.doorstep.hub.web.Pulse;
import org.doorstep.hub.web.Words;
import org.doorstep.hub.yousaid.YouSaidFile;
import org.doorstep.hub.yousaid.YouSaidLines;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.inbox.Gaps;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Switchboard;
import org.doorstep.relay.sealing.PrivateAnswering;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.Found;
import org.doorstep.relay.store.SetAside;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.supervision.Connections;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.relay.time.LastKnownTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One hub, put together in the order it starts: what is counted, what is answered, what is shown,
/// what is sent on. Ends with [#close], in the opposite order.
public final class Hub implements AutoCloseable {
    /// Ten years of a busy hub on a slow disk. Who waits longer hangs, and so does the disk.
    private static final Duration LONGEST_WRITING_ANEW = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    static final String FILE = "hub.db";
    static final String[] MIGRATIONS = {"org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS};

    private final Database database;
    private final Link link;
    private final EventIngest ingest;
    private final RequestDesk desk;
    private final SchedulePost schedule;
    private final Presses presses;
    private final Leases leases;
    private final BoardPost board;
    private final Beacon beacon;
    private final Optional<UpstreamSync> upstream;
    private final Optional<SecondCopy> copy;
    private final Clearing clearing;
    private final ShuttingOut shutting;
    private final Optional<OwnCertificates> own;
    private final JoiningSide joining;
    private final Retention retention;
    private final SealingRotation rotation;
    private final BookingSide booking;
    private final HubPages pages;

    /// `closing` closes what a device has open, as far as that can be done from here; `following`:
    /// whether the broker was told of everybody who is to be let in or kept out. `areaToken` proves
    /// this hub to the area server, if the settings name one. The link is not open yet; who made it
    /// and the database closes them, after this.
    public Hub(
            Settings settings,
            KeyFiles keys,
            Database database,
            Link link,
            String areaToken,
            DeviceClock clock,
            TurnedAway turnedAway,
            Consumer<DeviceId> closing,
            BooleanSupplier following,
            SecureRandom random) {
        this.database = database;
        this.link = link;
        Fields fields = Fields.kept();
        mustNameAll(fields, database);
        Topics topics = new Topics(settings.hub());
        Pulse changed = new Pulse();
        Forgotten forgotten = Forgotten.in(settings.dataDir(), random, clock);
        SealingKeys sealing = new SealingKeys(keys.sealingKeys());
        PersonalSide personal = PersonalSide.of(sealing, keys, forgotten, clock, random);
        Inbox inbox = new Inbox(database, settings.hub(), random, clock, personal.boxes());
        Gaps gaps = new Gaps(inbox);
        Acknowledgements acknowledgements = new Acknowledgements(link, topics);

        this.copy = copy(settings, database, inbox, acknowledgements, clock, random);
        this.clearing = new Clearing(
                database, then -> copy.map(second -> second.anewSince(then)).orElse(true), clock, settings.zone());

        TokenKey tokenKey = keys.tokenKey();
        personal.begin(database, inbox);
        PassRegister passes = personal.passes();
        Attendance attendance = new Attendance(settings.zone(), passes, new SessionPlaces(settings.zone()));
        Activities activities = new Activities(database, settings.zone(), clock, attendance, changed::beat);

        HubClock hubClock = new HubClock(clock, database, new LastKnownTime(settings.dataDir()));
        this.upstream = upstream(settings, areaToken, database, inbox, acknowledgements, clock, hubClock, random);
        this.ingest =
                new EventIngest(database, inbox, projections(personal, attendance), acknowledgements::send, () -> {
                    changed.beat();
                    upstream.ifPresent(UpstreamSync::countsMoved);
                });
        Optional<IssuingFiles> issuing = issuing(settings);
        RegisteredDevices devices = new RegisteredDevices(settings.devicesDir());
        this.shutting = new ShuttingOut(
                database,
                settings.devicesDir(),
                devices,
                issuing,
                closing,
                () -> {
                    ingest.countWhatWaits();
                    changed.beat();
                },
                clock);
        Supplier<Optional<Instant>> trueTime =
                () -> Optional.of(hubClock.now()).filter(HubTime::believed).map(HubTime::time);
        this.own = issuing.map(files -> new OwnCertificates(identity(settings).orElseThrow(), files, trueTime, random));
        this.retention =
                new Retention(fields, database, new LettingGo(personal.erasing(), random), trueTime, settings.zone());
        this.rotation = new SealingRotation(
                new SealingFiles(settings.dataDir().resolve("keys")),
                sealing,
                database,
                new EnrolledDevices(settings.devicesDir()),
                copies(copy),
                trueTime,
                random);
        this.beacon = new Beacon(link, topics, hubClock);
        LostPassDesk lost = new LostPassDesk(
                database,
                passes,
                attendance,
                keys.passKeys().getFirst().privateKey(),
                settings.zone(),
                clock,
                changed::beat);
        CopyNumbers copies = new CopyNumbers(random, clock);
        KnownResidents known = new KnownResidents(new Words(Locale.UK, settings.zone()));
        StaffPasses staff = new StaffPasses(
                database, new PassSigner(keys.signingKey(), settings.zone(), clock, random), random, clock);
        PhoneDoor phones = new PhoneDoor(clock, random);
        this.booking = BookingSide.of(settings, activities, database, clock, random, phones, changed::beat);
        BookingSpeech bookings = BookingSpeech.of(
                settings.hub(),
                settings.zone(),
                database,
                inbox,
                link,
                personal.passes(),
                booking.claims(),
                booking.availability(),
                booking.waiting(),
                booking.clashes(),
                clock,
                changed::beat);
        this.leases = bookings.leases();
        this.board = bookings.board();
        this.desk = new RequestDesk(
                link,
                topics,
                database,
                inbox,
                new Heartbeats(
                        database, gaps, new Contacts(new EnrolledDevices(settings.devicesDir())), clock, changed::beat),
                new DailyProofs(database, clock),
                new Exchanges(database, hubClock, attendance),
                leases,
                new PrivateDesk(
                        new PrivateAnswering(personal.opening(), settings.hub(), random),
                        sealing,
                        new PassSigner(keys.signingKey(), settings.zone(), clock, random),
                        tokenKey,
                        new Blanks(database, keys.signingKey(), settings.zone(), clock, random),
                        new Roster(database, SaidWords::greetings, random),
                        new AboutMeDesk(
                                database,
                                (handle, pass) -> Residents.passesOf(Database.connection(handle), pass),
                                known::looks,
                                copies,
                                clock),
                        forgotten,
                        lost,
                        staff,
                        bookings.answers(),
                        new PhoneDesk(
                                phones,
                                database,
                                personal.passes(),
                                settings.web().phones())));
        this.schedule = new SchedulePost(
                link,
                topics,
                activities,
                new ScheduleBoard(
                        database,
                        settings.hub(),
                        settings.hubName(),
                        settings.zone(),
                        clock,
                        MoodReasons::offered,
                        YouSaidLines::shown),
                database,
                gaps,
                acknowledgements::send,
                settings.zone(),
                clock);
        this.presses = new Presses(
                database,
                topics,
                settings.zone(),
                new EnrolledDevices(settings.devicesDir())::isBoxOfButtons,
                clock,
                trueTime,
                random,
                changed::beat);
        Supplier<UpstreamStatus> status =
                () -> upstream.map(UpstreamSync::status).orElseGet(UpstreamStatus::noArea);
        Supplier<CopyStatus> copied = () -> copy.map(SecondCopy::status).orElseGet(CopyStatus::none);
        Connections connections = new Connections();
        this.joining = JoiningSide.of(
                settings,
                issuing,
                devices,
                keys,
                sealing::told,
                database,
                clock,
                trueTime,
                turnedAway,
                random,
                changed::beat);
        this.pages = new HubPages(
                settings,
                database,
                clock,
                random,
                activities,
                new HandPlacing(database, attendance, clock, changed::beat),
                new ClaimedVisits(database, attendance, clock, changed::beat),
                new DeniedVisits(database, attendance, clock, changed::beat),
                hubClock,
                gaps,
                status,
                copied,
                link::connected,
                connections,
                ingest::counts,
                turnedAway,
                shutting,
                () -> own.map(OwnCertificates::standing),
                following,
                ingest::countWhatWaits,
                new CarryDesk(
                        settings.hub(),
                        new EnrolledDevices(settings.devicesDir()),
                        keys,
                        sealing::all,
                        database,
                        inbox,
                        ingest,
                        new FigureDesk(
                                settings.hub(),
                                keys,
                                AreaKeys.knownTo(settings.dataDir().resolve("keys")),
                                upstream.map(UpstreamSync::byHand),
                                clock,
                                random),
                        clock),
                new PaperPasses(database, new PassSigner(keys.signingKey(), settings.zone(), clock, random), clock),
                staff,
                new SlipDesk(database, issuing.map(IssuingFiles::issuer), keys.signingKey(), settings.zone(), clock),
                joining.claims(),
                retention,
                lost,
                copies,
                booking,
                schedule::postSoon,
                changed);

        booking.readInto(settings.dataDir());
        begin(settings, activities, trueTime);
        link.open(new Switchboard(
                new DeviceMessages(topics, ingest, clock), desk, schedule, board, presses, connections));
    }

    /// No hub with a column of which nobody has said what it says of people, and how long it is kept.
    static void mustNameAll(Fields fields, Database database) {
        database.read(handle -> {
            fields.mustName("hub", handle);
            return true;
        });
    }

    private void begin(Settings settings, Activities activities, Supplier<Optional<Instant>> trueTime) {
        if (activities.isEmpty() && Files.exists(settings.activitiesFile())) {
            // First, so that what is on in term time has its dates at once.
            SchoolCalendarFile.beside(settings.activitiesFile()).ifPresent(activities::keepTerms);
            activities.addAll(ActivitiesFile.read(settings.activitiesFile()));
            Path youSaid = settings.activitiesFile().resolveSibling(YouSaidFile.NAME);
            database.write(handle -> {
                YouSaidFile.readInto(handle, youSaid);
                return true;
            });
        }
        activities.makeSessions();
        leases.begin();
        ingest.start();
        desk.start();
        schedule.start();
        board.start();
        presses.start();
        beacon.start();
        upstream.ifPresent(UpstreamSync::start);
        copy.ifPresent(SecondCopy::start);
        clearing.start();
        shutting.start();
        own.ifPresent(OwnCertificates::start);
        retention.start();
        rotation.start();
        booking.start(trueTime);
    }

    /// Where this hub's own certificates and the key by which it makes others are; empty where it
    /// has none.
    private static Optional<Path> identity(Settings settings) {
        return switch (settings.broker().entry()) {
            case Settings.Entry.Certificates(Path folder) -> Optional.of(folder);
            case Settings.Entry.SecretIn _, Settings.Entry.OwnSecret _ -> Optional.empty();
        };
    }

    /// One for the whole program, as its files ask for. A hub may be given its certificates without
    /// the key.
    private static Optional<IssuingFiles> issuing(Settings settings) {
        return identity(settings)
                .map(folder -> folder.resolve("issuing"))
                .filter(folder -> Files.exists(folder.resolve(IdentityFiles.CHAIN)))
                .map(IssuingFiles::new);
    }

    /// What follows from an event, in this order: the same for what comes over the link, for what
    /// is carried here while the hub is stopped, and for a hub that is made again.
    static List<Projection> projections(PersonalSide personal, Attendance attendance) {
        return List.of(
                new DayBounds(attendance.zone()),
                personal.boxes(),
                personal.passes(),
                attendance,
                personal.words(),
                new Leaving(
                        personal.passes(),
                        Residents::passesOf,
                        personal.erasing()::erase,
                        personal.erasing()::eraseRestOf),
                personal.bookings(attendance.zone()),
                new LoanBook(personal.passes()),
                new MoodCounts());
    }

    static Marks marks(Settings settings) {
        return new Marks(
                new Contacts(new EnrolledDevices(settings.devicesDir())), new Losses(settings.zone()), settings.zone());
    }

    private static Optional<UpstreamSync> upstream(
            Settings settings,
            String token,
            Database database,
            Inbox inbox,
            Acknowledgements acknowledgements,
            DeviceClock clock,
            HubClock hubClock,
            SecureRandom random) {
        return switch (settings.area()) {
            case Settings.Area.None none -> Optional.empty();
            case Settings.Area.Server server ->
                Optional.of(new UpstreamSync(
                        server.cadence(),
                        AreaSide.of(settings, server, token, clock),
                        database,
                        new Gate(clock, random),
                        marks(settings),
                        settings.hub(),
                        settings.zone(),
                        inbox,
                        clock,
                        () -> hubClock.now().believed(),
                        acknowledgements::send));
        };
    }

    private static Optional<SecondCopy> copy(
            Settings settings,
            Database database,
            Inbox inbox,
            Acknowledgements acknowledgements,
            InstantSource clock,
            SecureRandom random) {
        return switch (settings.copy()) {
            case Settings.Copy.None none -> Optional.empty();
            case Settings.Copy.Folder folder ->
                Optional.of(new SecondCopy(
                        folder.path(),
                        RecoveryKey.read(settings.dataDir().resolve("keys"))
                                .orElseThrow(() -> new KeyFileException(
                                        "There is a copy.dir, but no recovery key. Make it with `doorstep copy new`.")),
                        settings.hub(),
                        settings.dataDir(),
                        database,
                        inbox,
                        clock,
                        random,
                        acknowledgements::send));
        };
    }

    /// What sealing keys ask of the second copy.
    private static SealingRotation.Copies copies(Optional<SecondCopy> copy) {
        return new SealingRotation.Copies() {
            @Override
            public boolean has(Instant then) {
                return copy.map(second -> !second.status().copiedTo().isBefore(then))
                        .orElse(true);
            }

            @Override
            public boolean anewSince(Instant then) {
                return copy.map(second -> second.anewSince(then)).orElse(true);
            }
        };
    }

    /// Opens the database of a hub in its folder. Public for those who measure a part of the hub by
    /// itself.
    public static Database open(Path folder) {
        return Database.open(folder.resolve(FILE), MIGRATIONS);
    }

    /// As [#open], after a look at the file: a broken one is set aside, and the hub does not begin
    /// anew over it by itself, because its second copy (`hasCopy`: there should be one) and its
    /// kiosks can bring back what it knew.
    static Database openSound(Path folder, boolean hasCopy, Instant now) {
        String restore = " Bring it back with: hub-gateway restore --from STICK --into " + folder;
        switch (Found.at(folder.resolve(FILE), now)) {
            case Found.Sound sound -> {}
            case Found.Nothing nothing -> {}
            case Found.Missing missing -> {
                if (hasCopy) {
                    throw StoreException.broken("The hub's database is not there, and it has a second copy." + restore);
                }
                LOG.error("The hub's database is not there. A new one begins; kiosks send again what they kept.");
            }
            case Found.Broken(SetAside aside) ->
                throw StoreException.broken("The hub's database was broken (" + aside.fault() + ") and is set aside as "
                        + aside.name() + "; keep it."
                        + (hasCopy
                                ? restore
                                : " It has no second copy: start the hub again, and it begins anew with what its kiosks"
                                        + " have kept."));
        }
        return open(folder);
    }

    /// The loops that this hub lives by, and how long ago each turned last.
    public Map<String, Supplier<Duration>> loops() {
        return Map.of("ingest", () -> waited(ingest.sinceLastTurn()), "requests", () -> waited(desk.sinceLastTurn()));
    }

    /// Nobody hangs who waits for a file that is being written anew.
    private Duration waited(Duration sinceLastTurn) {
        boolean waits = database.writingAnew()
                .filter(so -> so.compareTo(LONGEST_WRITING_ANEW) < 0)
                .isPresent();
        return waits ? Duration.ZERO : sinceLastTurn;
    }

    /// How it is, in a line for whoever keeps the machine.
    public String state() {
        return database.refusal()
                .map(why -> "Cannot save: " + why.getMessage() + " Kiosks keep what they count.")
                .orElseGet(() -> link.connected() ? "Takes in events." : "Waits for its broker.");
    }

    /// Where the pages are.
    public String url() {
        return pages.address().toString();
    }

    /// While nobody has an account: where the first is made, once.
    public Optional<URI> firstSignIn() {
        return pages.firstSignIn();
    }

    /// What came before this is committed and, while the link is still there, acknowledged.
    @Override
    public void close() {
        joining.close();
        pages.close();
        booking.close();
        rotation.close();
        retention.close();
        clearing.close();
        shutting.close();
        own.ifPresent(OwnCertificates::close);
        upstream.ifPresent(UpstreamSync::close);
        beacon.close();
        schedule.close();
        board.close();
        presses.close();
        desk.close();
        ingest.close();
        copy.ifPresent(SecondCopy::close);
        link.close();
    }
}
