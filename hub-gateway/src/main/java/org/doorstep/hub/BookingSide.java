package org.doorstep.hub;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.booking.calendar.BookingRoutes;
import org.doorstep.hub.booking.calendar.CalendarRoutes;
import org.doorstep.hub.booking.calendar.GapRoutes;
import org.doorstep.hub.booking.calendar.Import;
import org.doorstep.hub.booking.calendar.ImportRoutes;
import org.doorstep.hub.booking.calendar.ListRoutes;
import org.doorstep.hub.booking.calendar.NewBookingRoutes;
import org.doorstep.hub.booking.claims.Availability;
import org.doorstep.hub.booking.claims.ClaimBook;
import org.doorstep.hub.booking.loans.InductionRoutes;
import org.doorstep.hub.booking.loans.LoanRounds;
import org.doorstep.hub.booking.loans.ToolRoutes;
import org.doorstep.hub.booking.notices.NoticeSettings;
import org.doorstep.hub.booking.notices.Notices;
import org.doorstep.hub.booking.phone.PhoneDoor;
import org.doorstep.hub.booking.phone.PhoneRoutes;
import org.doorstep.hub.booking.units.BookablesFile;
import org.doorstep.hub.booking.units.GroupsRoutes;
import org.doorstep.hub.booking.units.RoomRulesRoutes;
import org.doorstep.hub.booking.units.RoomsRoutes;
import org.doorstep.hub.booking.waiting.Approvals;
import org.doorstep.hub.booking.waiting.Clashes;
import org.doorstep.hub.booking.waiting.NoShows;
import org.doorstep.hub.booking.waiting.Rounds;
import org.doorstep.hub.booking.waiting.WaitingList;
import org.doorstep.hub.booking.waiting.WaitingRoutes;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rooms and tools, put together: what there is once in this program, and each feature's routes in
/// the order of the navigation.
final class BookingSide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BookingSide.class);

    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Runnable changed;
    private final ClaimBook claims;
    private final Availability availability;
    private final String hubName;
    private final PhoneDoor phones;
    private final WaitingList waiting;
    private final Clashes clashes;
    private final NoShows noShows;
    private final LoanRounds loans;
    private final Path dataDir;
    private final RepeatingSide repeating;
    private Optional<Rounds> rounds = Optional.empty();
    private Optional<Notices> notices = Optional.empty();

    private BookingSide(
            Settings settings,
            Activities activities,
            Database database,
            InstantSource clock,
            SecureRandom random,
            PhoneDoor phones,
            Runnable changed) {
        this.database = database;
        this.hubName = settings.hubName();
        this.dataDir = settings.dataDir();
        this.zone = settings.zone();
        this.clock = clock;
        this.random = random;
        this.changed = changed;
        this.claims = new ClaimBook(zone, random, new KnownStanding());
        this.availability = new Availability(zone);
        this.phones = phones;
        this.waiting = new WaitingList(claims, zone, random);
        this.clashes = new Clashes(waiting);
        EnrolledDevices devices = new EnrolledDevices(settings.devicesDir());
        this.noShows = new NoShows(claims, new SeenAtTheDoor(new Contacts(devices), zone));
        this.loans = new LoanRounds(claims, waiting, clashes, zone);
        this.repeating = new RepeatingSide(
                settings,
                new Words(Locale.UK, zone),
                activities,
                claims,
                waiting::offer,
                database,
                clock,
                random,
                changed);
    }

    /// `phones` is who may open their bookings on one. `changed` is run when something else is
    /// offered or free: kiosks are told.
    static BookingSide of(
            Settings settings,
            Activities activities,
            Database database,
            InstantSource clock,
            SecureRandom random,
            PhoneDoor phones,
            Runnable changed) {
        return new BookingSide(settings, activities, database, clock, random, phones, changed);
    }

    ClaimBook claims() {
        return claims;
    }

    Availability availability() {
        return availability;
    }

    WaitingList waiting() {
        return waiting;
    }

    Clashes clashes() {
        return clashes;
    }

    /// Begins what nobody asks for: tomorrow's sheet, offers that nobody answered, rooms to which
    /// nobody came, tools that are late, and word of it to whoever works here. `time` is empty while
    /// the hub does not know it.
    void start(Supplier<Optional<Instant>> time) {
        repeating.start();
        rounds = Optional.of(new Rounds(
                database,
                clock,
                time,
                List.of(loans::follow),
                List.of(loans::look, noShows::look, waiting::offer),
                changed));
        notices = Optional.of(new Notices(
                NoticeSettings.in(dataDir), database, new Words(Locale.UK, zone), hubName, time, (SSLSocketFactory)
                        SSLSocketFactory.getDefault()));
        rounds.ifPresent(Rounds::start);
        notices.ifPresent(Notices::start);
    }

    /// Takes in the files that whoever sets up a hub may put into this folder, at its first start.
    void readInto(Path folder) {
        int left = database.write(handle -> {
            BookablesFile.readInto(handle, folder);
            return new Import(claims, zone).readInto(handle, folder.resolve(Import.NAME), clock.instant());
        });
        if (left > 0) {
            LOG.warn("{} lines of {} could not be booked; give the file on the page to see which.", left, Import.NAME);
        }
    }

    void addTo(Routes routes, EnrolledDevices devices, Audit audit) {
        new CalendarRoutes(database, availability, zone, clock).addTo(routes);
        new NewBookingRoutes(database, claims, availability, this::request, zone, clock, audit, changed).addTo(routes);
        new GapRoutes(database, availability, zone, clock).addTo(routes);
        new ImportRoutes(database, new Import(claims, zone), clock, audit, changed).addTo(routes);
        new ListRoutes(database, availability, zone, clock).addTo(routes);
        new BookingRoutes(database, claims, availability, waiting::offer, zone, clock, audit, changed).addTo(routes);
        new RoomsRoutes(database, () -> kiosks(devices), clock, audit, changed).addTo(routes);
        new RoomRulesRoutes(database, zone, clock, audit, changed).addTo(routes);
        new GroupsRoutes(database, audit).addTo(routes);
        new WaitingRoutes(
                        database,
                        claims,
                        availability,
                        waiting,
                        clashes,
                        new Approvals(claims, waiting),
                        noShows,
                        random,
                        clock,
                        audit,
                        changed)
                .addTo(routes);
        new ToolRoutes(database, loans, hubName, zone, random, clock, audit, changed).addTo(routes);
        new InductionRoutes(database, zone, clock, audit).addTo(routes);
        repeating.addTo(routes, audit);
        new PhoneRoutes(phones, database, claims, availability, waiting, zone, clock, random, changed).addTo(routes);
    }

    /// Those that have a page: a box of buttons books nothing.
    private static Map<String, String> kiosks(EnrolledDevices devices) {
        Map<String, String> names = new LinkedHashMap<>();
        for (EnrolledDevices.Device device : devices.all()) {
            if (!devices.isBoxOfButtons(device.id())) {
                names.put(device.id().value(), device.name());
            }
        }
        return names;
    }

    private UUID request() {
        long most = random.nextLong() & ~0xF000L | 0x4000L;
        long least = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(most, least);
    }

    @Override
    public void close() {
        rounds.ifPresent(Rounds::close);
        notices.ifPresent(Notices::close);
        repeating.close();
    }
}
