package org.doorstep.kiosk.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest schedule that this kiosk has been told, from its own disk after a start. Safe for all threads.
///
/// Local days are days in the zone of the kiosk's settings: the schedule's own zone names the same place.
public final class ScheduleBoard {
    /// Before the hub has said: what its own settings begin with.
    private static final int LEAVE_AFTER_SECONDS = 20 * 60;

    /// Coats are found, children fetched, words exchanged at the door: somebody still here so long after the end of
    /// what they came for is leaving it. The hub has the same.
    static final int LATE_SECONDS = 30 * 60;

    /// Older than this, and the hub away, the page says how old the times are.
    private static final Duration FRESH = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleBoard.class);

    private final Database database;
    private final HubId hub;
    private final ZoneId zone;
    private final InstantSource clock;
    private volatile Optional<Schedule> schedule;
    private volatile Optional<String> notKept = Optional.empty();

    public ScheduleBoard(Database database, HubId hub, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.hub = hub;
        this.zone = zone;
        this.clock = clock;
        this.schedule = database.read(handle -> handle.createQuery("SELECT text FROM kept_schedule")
                        .mapTo(String.class)
                        .findOne())
                .flatMap(this::parse);
    }

    /// Puts up what the hub sent and keeps it. What is not a schedule of this hub changes nothing. Throws
    /// StoreException if it could not be kept; it is put up all the same, and [#keep] tries again.
    public void put(byte[] text) {
        String words = new String(text, StandardCharsets.UTF_8);
        parse(words).filter(told -> !schedule.filter(told::equals).isPresent()).ifPresent(told -> {
            schedule = Optional.of(told);
            notKept = Optional.of(words);
        });
        keep();
    }

    /// Keeps for the next start what is up and could not be kept before; nothing if all is kept. To be called now and
    /// then, by the one thread that puts up. Throws StoreException if the disk still takes nothing.
    public void keep() {
        notKept.ifPresent(words -> {
            database.write(
                    handle -> handle.createUpdate("""
                            INSERT INTO kept_schedule (only, text)
                            VALUES (1, :text)
                            ON CONFLICT (only) DO UPDATE SET text = excluded.text
                            """).bind("text", words).execute());
            notKept = Optional.empty();
        });
    }

    public Optional<String> hubName() {
        return schedule.map(Schedule::hubName);
    }

    /// The words that may be touched beside a face here.
    public List<Schedule.Reason> reasons() {
        return schedule.map(Schedule::offered).orElse(Schedule.Reason.USUAL);
    }

    /// What people asked for at this hub and what came of it.
    public List<Schedule.YouSaid> answered() {
        return schedule.map(Schedule::answered).orElse(List.of());
    }

    public boolean known() {
        return schedule.isPresent();
    }

    /// When the schedule was made, if that was more than a day ago.
    public Optional<Instant> staleSince(Instant now) {
        return schedule.map(Schedule::madeAt)
                .filter(madeAt -> Duration.between(madeAt, now).compareTo(FRESH) > 0);
    }

    /// The sessions that take check-ins at this time, by start.
    public List<Schedule.Occurrence> onAt(Instant now) {
        return schedule.map(told -> told.sessions().stream()
                        .filter(session -> session.takesCheckInsAt(now, told.earlySeconds()))
                        .sorted(BY_START)
                        .toList())
                .orElse(List.of());
    }

    /// Whoever is still at one of these is taken to be leaving it.
    public List<Schedule.Occurrence> justOverAt(Instant now) {
        return schedule.map(told -> told.sessions().stream()
                        .filter(session -> !now.isBefore(session.end())
                                && now.isBefore(session.end().plusSeconds(LATE_SECONDS)))
                        .toList())
                .orElse(List.of());
    }

    /// The sessions of this local day that are not over, by start.
    public List<Schedule.Occurrence> restOfToday(Instant now) {
        LocalDate today = dayOf(now);
        return schedule.map(told -> told.sessions().stream()
                        .filter(session -> session.end().isAfter(now)
                                && (dayOf(session.start()).equals(today)
                                        || session.start().isBefore(now)))
                        .sorted(BY_START)
                        .toList())
                .orElse(List.of());
    }

    public Optional<Schedule.Occurrence> find(SessionId id) {
        return schedule.stream()
                .flatMap(told -> told.sessions().stream())
                .filter(session -> session.session().equals(id))
                .findFirst();
    }

    public int leaveAfterSeconds() {
        return schedule.map(Schedule::leaveAfterSeconds).orElse(LEAVE_AFTER_SECONDS);
    }

    public LocalDate today() {
        return dayOf(clock.instant());
    }

    public LocalDate dayOf(Instant time) {
        return time.atZone(zone).toLocalDate();
    }

    public ZoneId zone() {
        return zone;
    }

    private Optional<Schedule> parse(String text) {
        try {
            Schedule told = Wire.readMessage(text.getBytes(StandardCharsets.UTF_8), Schedule.class);
            if (told.hub().equals(hub)) {
                return Optional.of(told);
            }
            LOG.warn("A schedule of another hub came and was left aside.");
        } catch (WireException e) {
            LOG.warn("A schedule came that cannot be read: {}", e.getMessage());
        }
        return Optional.empty();
    }

    private static final Comparator<Schedule.Occurrence> BY_START = Comparator.comparing(Schedule.Occurrence::start)
            .thenComparing(session -> session.session().toString());
}
