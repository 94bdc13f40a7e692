package org.doorstep.hub.today;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.doorstep.hub.attendance.DayFigures;
import org.doorstep.hub.attendance.Marks;
import org.doorstep.hub.attendance.SessionQueries;
import org.doorstep.hub.attendance.Sight;
import org.doorstep.hub.attendance.UnsureTimes;
import org.doorstep.hub.backup.CopyStatus;
import org.doorstep.hub.fleet.KioskFacts;
import org.doorstep.hub.fleet.KioskQueries;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Draws [Today] from what is committed, as one consistent view. Safe for all threads.
public final class TodayQuery {
    /// Lost rows stay a concern for as long as the weeks that lack them are still being looked at.
    private static final int LOST_DAYS = 14;

    private final Database database;
    private final KioskQueries kiosks;
    private final Marks marks;
    private final Supplier<CopyStatus> copy;
    private final Supplier<Optional<Instant>> centreDiffers;
    private final ZoneId zone;
    private final InstantSource clock;

    /// `centreDiffers`: since when the area is known to hold other figures than were released, if it does.
    public TodayQuery(
            Database database,
            KioskQueries kiosks,
            Marks marks,
            Supplier<CopyStatus> copy,
            Supplier<Optional<Instant>> centreDiffers,
            ZoneId zone,
            InstantSource clock) {
        this.database = database;
        this.kiosks = kiosks;
        this.marks = marks;
        this.copy = copy;
        this.centreDiffers = centreDiffers;
        this.zone = zone;
        this.clock = clock;
    }

    public Today today() {
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, zone);
        return database.read(handle -> {
            DayFigures figures = SessionQueries.figures(handle, day);
            int present = SessionQueries.presentNow(handle, day, now);
            int byDropIn = SessionQueries.presentByDropIn(handle, day, now);
            Sight sight = marks.at(handle, now);
            return new Today(
                    day,
                    now,
                    present,
                    byDropIn,
                    figures,
                    sight.ofDay(day, Today.recorded(figures, present, byDropIn)),
                    sight.marked(SessionQueries.ofDay(handle, day, now)),
                    concerns(handle, day, now));
        });
    }

    private List<Concern> concerns(Handle handle, LocalDate day, Instant now) {
        List<Concern> concerns = new ArrayList<>();
        if (database.refusal().isPresent()) {
            concerns.add(new Concern(Concern.Kind.HUB_NOT_SAVING, "", 0, now));
        }
        kiosks.all(handle, now).stream()
                .filter(kiosk -> !kiosks.isShutOut(kiosk.device()))
                .forEach(kiosk -> addConcerns(concerns, kiosk));
        handle.createQuery("SELECT count(*) AS count, min(received_at) AS since FROM inbox_quarantine")
                .map((row, context) -> concern(Concern.Kind.SET_ASIDE, row.getLong("count"), row.getLong("since")))
                .findOne()
                .filter(concern -> concern.count() > 0)
                .ifPresent(concerns::add);
        handle.createQuery("""
                        SELECT count(*) AS count, min(received_at) AS since
                        FROM inbox_event
                        WHERE state = 'unprojected'
                          AND NOT EXISTS (
                            SELECT 1
                            FROM inbox_aside
                            WHERE inbox_aside.position = inbox_event.position AND verdict <> 'counts')
                        """)
                .map((row, context) -> concern(Concern.Kind.NOT_COUNTED, row.getLong("count"), row.getLong("since")))
                .findOne()
                .filter(concern -> concern.count() > 0)
                .ifPresent(concerns::add);
        handle.createQuery("""
                        SELECT device, sum(to_row - from_row + 1) AS count
                        FROM incomplete
                        WHERE day >= :since
                        GROUP BY device
                        """)
                .bind("since", day.minusDays(LOST_DAYS).toString())
                .map((row, context) ->
                        new Concern(Concern.Kind.LOST, row.getString("device"), row.getLong("count"), now))
                .forEach(concerns::add);
        CopyStatus second = copy.get();
        switch (second.state()) {
            case AWAY, FULL, FAILING -> concerns.add(new Concern(Concern.Kind.COPY_BEHIND, "", 0, second.since()));
            case NONE, BEGINNING, FINE -> {}
        }
        centreDiffers.get().ifPresent(since -> concerns.add(new Concern(Concern.Kind.CENTRE_DIFFERS, "", 0, since)));
        long unsure = UnsureTimes.count(handle);
        if (unsure > 0) {
            concerns.add(new Concern(Concern.Kind.CLOCK_UNSURE, "", unsure, now));
        }
        long waiting = Fences.countWaiting(handle);
        if (waiting > 0) {
            concerns.add(new Concern(Concern.Kind.SHUT_OUT_WAITING, "", waiting, now));
        }
        return concerns;
    }

    private static Concern concern(Concern.Kind kind, long count, long sinceMillis) {
        return new Concern(kind, "", count, Instant.ofEpochMilli(sinceMillis));
    }

    private static void addConcerns(List<Concern> concerns, KioskFacts kiosk) {
        if (kiosk.presence() == KioskFacts.Presence.AWAY) {
            concerns.add(new Concern(Concern.Kind.KIOSK_AWAY, kiosk.name(), 0, kiosk.heardAt()));
        }
        if (kiosk.presence() == KioskFacts.Presence.HERE && !kiosk.saving()) {
            concerns.add(new Concern(Concern.Kind.KIOSK_NOT_SAVING, kiosk.name(), 0, kiosk.heardAt()));
        }
        if (!kiosk.readersAway().isEmpty()) {
            concerns.add(new Concern(
                    Concern.Kind.READER_AWAY, kiosk.name(), kiosk.readersAway().size(), kiosk.heardAt()));
        }
        if (kiosk.blanksLow()) {
            concerns.add(new Concern(Concern.Kind.BLANKS_LOW, kiosk.name(), kiosk.blanks(), kiosk.heardAt()));
        }
        if (kiosk.missing() > 0) {
            concerns.add(new Concern(Concern.Kind.GAP, kiosk.name(), kiosk.missing(), kiosk.heardAt()));
        }
        long differing = kiosk.proofs().stream().filter(day -> !day.agrees()).count();
        if (differing > 0) {
            concerns.add(new Concern(Concern.Kind.PROOF_DIFFERS, kiosk.name(), differing, kiosk.heardAt()));
        }
        if (kiosk.twin()) {
            concerns.add(new Concern(Concern.Kind.TWIN, kiosk.name(), 0, kiosk.heardAt()));
        } else if (kiosk.parted()) {
            concerns.add(new Concern(Concern.Kind.PARTED, kiosk.name(), 0, kiosk.heardAt()));
        }
    }
}
