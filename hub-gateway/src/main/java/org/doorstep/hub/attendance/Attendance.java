package org.doorstep.hub.attendance;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.hub.activities.Session;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Turns taps into visits, and visits and guests into figures, in the transaction of the event. For the writer's
/// thread only.
///
/// A tap belongs to one session by itself alone ([SessionPlaces]); a visit is worked out anew from all taps of one
/// pass in one session ([Visits]) whenever one of them comes, moves, or has something said about it. So the order in
/// which events come never matters.
public final class Attendance implements Projection, Activities.Recounting {
    private final ZoneId zone;
    private final PassRegister passes;
    private final SessionPlaces places;
    private final TapTables tables = new TapTables();
    private final Figures figures = new Figures();
    private Optional<Set<String>> awaited = Optional.empty();

    public Attendance(ZoneId zone, PassRegister passes, SessionPlaces places) {
        this.zone = zone;
        this.passes = passes;
        this.places = places;
    }

    private record VisitKey(long pass, long session) {}

    @Override
    public void project(Connection connection, Envelope event) throws SQLException {
        tables.use(connection);
        switch (event.data()) {
            case HubEvent.TapRecorded tap -> tapped(connection, event, tap);
            case HubEvent.SessionChosen chosen -> chosen(connection, event, chosen);
            case HubEvent.CompanionsCounted counted -> companions(connection, event, counted);
            case HubEvent.GuestCounted guest -> guest(connection, event, guest);
            case HubEvent.RangeLost lost -> lost(event, lost);
            case HubEvent.PassIssued issued -> {
                // The register's own.
            }
            case HubEvent.Unknown unknown -> {
                // Kept in the inbox for a version that knows it.
            }
        }
    }

    @Override
    public void flush(Connection connection) throws SQLException {
        figures.flush(connection);
    }

    @Override
    public void forget() {
        figures.forget();
        places.forget();
        awaited = Optional.empty();
    }

    @Override
    public void clear(Connection connection) throws SQLException {
        figures.keepRising(connection);
        try (Statement statement = connection.createStatement()) {
            for (String table : new String[] {
                "session_figures",
                "day_figures",
                "activity_figures",
                "incomplete",
                "visit",
                "guest",
                "tap",
                "companions",
                "session_choice"
            }) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
        forget();
    }

    /// Sessions of that time have come or gone: everything tapped then is placed again.
    @Override
    public void recount(Handle transaction, Instant from, Instant to) {
        try {
            Connection connection = Database.connection(transaction);
            tables.use(connection);
            forget();
            recountTaps(connection, from, to);
            recountGuests(connection, from, to);
            figures.flush(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not count the taps of changed sessions again.", e);
        } finally {
            // Whether this will be committed is not known here, so nothing of it is remembered.
            forget();
            passes.forget();
        }
    }

    /// A session lasts a day at most, so what was tapped on one day is in a session of that day or of the one before.
    private TapTables.Days around(Instant from, Instant to) {
        return new TapTables.Days(
                LocalDate.ofInstant(from, zone).minusDays(1),
                LocalDate.ofInstant(to, zone).plusDays(1));
    }

    private void recountTaps(Connection connection, Instant from, Instant to) throws SQLException {
        Set<VisitKey> changed = new LinkedHashSet<>();
        for (TapTables.TapRow tap : tables.tapsBetween(from.toEpochMilli(), to.toEpochMilli(), around(from, to))) {
            move(connection, tap, tables.choice(tap.event()), changed);
        }
        for (VisitKey key : changed) {
            recompute(connection, key);
        }
    }

    private void recountGuests(Connection connection, Instant from, Instant to) throws SQLException {
        for (TapTables.GuestRow guest :
                tables.guestsBetween(from.toEpochMilli(), to.toEpochMilli(), around(from, to))) {
            restate(connection, guest);
        }
    }

    private void tapped(Connection connection, Envelope event, HubEvent.TapRecorded tap) throws SQLException {
        String id = event.id().toString();
        PassRegister.Pass pass = passes.of(connection, tap.credential());
        boolean wasAwaited = awaited().remove(id);
        Session session = places.place(
                connection, event.time(), tap.session(), wasAwaited ? tables.choice(id) : Optional.empty());
        boolean unsure = unsure(event);
        long at = event.time().toEpochMilli();
        tables.insertTap(
                new TapTables.TapRow(
                        id, pass.row(), session.row(), at, tap.session().toString()),
                at,
                unsure,
                event.source().device().value());
        TapTables.SessionRow row = row(session);
        Optional<Visits.Visit> before = tables.visit(pass.row(), session.row());
        Visits.Visit after;
        if (before.isPresent()) {
            after = Visits.of(tables.tapsOf(pass.row(), session.row()), row.ends(), CheckInRules.LEAVE_AFTER_SECONDS);
        } else {
            after = Visits.of(
                    List.of(new Visits.Tap(id, at, unsure, wasAwaited ? tables.companions(id) : Optional.empty())),
                    row.ends(),
                    CheckInRules.LEAVE_AFTER_SECONDS);
        }
        replace(connection, pass, row, before, Optional.of(after));
    }

    private void chosen(Connection connection, Envelope event, HubEvent.SessionChosen chosen) throws SQLException {
        String id = chosen.tap().toString();
        tables.keepChoice(id, event.store().value(), event.sequence(), event.time(), chosen.session());
        Optional<TapTables.TapRow> tap = tables.tap(id);
        if (tap.isEmpty()) {
            guestOrAwaited(connection, id);
            return;
        }
        Set<VisitKey> changed = new LinkedHashSet<>();
        move(connection, tap.get(), tables.choice(id), changed);
        for (VisitKey key : changed) {
            recompute(connection, key);
        }
    }

    private void companions(Connection connection, Envelope event, HubEvent.CompanionsCounted counted)
            throws SQLException {
        String id = counted.tap().toString();
        tables.keepCompanions(
                id,
                event.store().value(),
                event.sequence(),
                event.time(),
                new Visits.Companions(counted.adults(), counted.children()));
        Optional<TapTables.TapRow> tap = tables.tap(id);
        if (tap.isEmpty()) {
            guestOrAwaited(connection, id);
            return;
        }
        recompute(connection, new VisitKey(tap.get().pass(), tap.get().session()));
    }

    private void guest(Connection connection, Envelope event, HubEvent.GuestCounted guest) throws SQLException {
        String id = event.id().toString();
        boolean wasAwaited = awaited().remove(id);
        Session session = places.place(
                connection, event.time(), guest.session(), wasAwaited ? tables.choice(id) : Optional.empty());
        Visits.Companions alone = new Visits.Companions(guest.adults(), guest.children());
        Visits.Companions companions = wasAwaited ? tables.companions(id).orElse(alone) : alone;
        tables.insertGuest(
                new TapTables.GuestRow(
                        id,
                        session.row(),
                        event.time().toEpochMilli(),
                        unsure(event),
                        guest.session().toString(),
                        companions),
                event.source().device().value());
        figures.guest(cell(session), 1, unsure(event), companions);
    }

    /// Something was said of a guest, or of somebody who has not come in yet.
    private void guestOrAwaited(Connection connection, String event) throws SQLException {
        Optional<TapTables.GuestRow> guest = tables.guest(event);
        if (guest.isPresent()) {
            restate(connection, guest.get());
        } else {
            awaited().add(event);
        }
    }

    /// A guest as all that is known now has it: where they are placed, and who came along.
    private void restate(Connection connection, TapTables.GuestRow guest) throws SQLException {
        Session session = places.place(
                connection,
                Instant.ofEpochMilli(guest.at()),
                SessionId.parse(guest.shown()),
                tables.choice(guest.event()));
        Visits.Companions companions = tables.companions(guest.event()).orElse(guest.companions());
        if (session.row() != guest.session() || !companions.equals(guest.companions())) {
            figures.guest(cell(tables.session(guest.session())), -1, guest.unsure(), guest.companions());
            figures.guest(cell(session), 1, guest.unsure(), companions);
            tables.restateGuest(guest.event(), session.row(), companions);
        }
    }

    private void lost(Envelope event, HubEvent.RangeLost lost) throws SQLException {
        tables.insertIncomplete(
                event.id().toString(),
                event.source().device().value(),
                event.store().value(),
                event.lane().text(),
                lost.from(),
                lost.to(),
                LocalDate.ofInstant(event.time(), zone),
                lost.reason());
    }

    private void move(Connection connection, TapTables.TapRow tap, Optional<SessionId> choice, Set<VisitKey> changed)
            throws SQLException {
        Session session =
                places.place(connection, Instant.ofEpochMilli(tap.at()), SessionId.parse(tap.shown()), choice);
        if (session.row() != tap.session()) {
            tables.moveTap(tap.event(), session.row());
            changed.add(new VisitKey(tap.pass(), tap.session()));
            changed.add(new VisitKey(tap.pass(), session.row()));
        }
    }

    private void recompute(Connection connection, VisitKey key) throws SQLException {
        TapTables.SessionRow session = tables.session(key.session);
        List<Visits.Tap> taps = tables.tapsOf(key.pass, key.session);
        replace(
                connection,
                passes.inRow(connection, key.pass),
                session,
                tables.visit(key.pass, key.session),
                taps.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Visits.of(taps, session.ends(), CheckInRules.LEAVE_AFTER_SECONDS)));
    }

    /// Puts the visit as it now is in the place of the one that was, with all that follows from it.
    private void replace(
            Connection connection,
            PassRegister.Pass pass,
            TapTables.SessionRow session,
            Optional<Visits.Visit> before,
            Optional<Visits.Visit> after)
            throws SQLException {
        if (before.equals(after)) {
            return;
        }
        before.ifPresent(visit -> figures.visit(cell(session), -1, visit));
        after.ifPresent(visit -> figures.visit(cell(session), 1, visit));
        if (after.isPresent()) {
            tables.putVisit(pass.row(), session, after.get());
        } else {
            tables.deleteVisit(pass.row(), session.row());
        }
        setFirstDay(connection, pass, session.day().toString(), after.isPresent());
    }

    private void setFirstDay(Connection connection, PassRegister.Pass pass, String day, boolean came)
            throws SQLException {
        Optional<String> known = pass.firstDay();
        boolean earlier =
                came && known.filter(first -> first.compareTo(day) <= 0).isEmpty();
        boolean perhapsLater = !came && known.filter(day::equals).isPresent();
        if (!earlier && !perhapsLater) {
            return;
        }
        Optional<String> now = earlier ? Optional.of(day) : tables.firstDayOf(pass.row());
        if (!now.equals(known)) {
            passes.setFirstDay(connection, pass, now);
            known.ifPresent(figures::touch);
            now.ifPresent(figures::touch);
        }
    }

    private Set<String> awaited() throws SQLException {
        if (awaited.isEmpty()) {
            awaited = Optional.of(new HashSet<>(tables.awaitedTaps()));
        }
        return awaited.get();
    }

    private static boolean unsure(Envelope event) {
        return event.moment().clock() == Moment.Clock.UNKNOWN;
    }

    private static TapTables.SessionRow row(Session session) {
        return new TapTables.SessionRow(
                session.row(),
                session.id().activity().value(),
                session.day(),
                session.ends().toEpochMilli());
    }

    private static Figures.Cell cell(Session session) {
        return new Figures.Cell(session.row(), session.id().activity().value(), session.day());
    }

    private static Figures.Cell cell(TapTables.SessionRow session) {
        return new Figures.Cell(session.row(), session.activity(), session.day());
    }
}
