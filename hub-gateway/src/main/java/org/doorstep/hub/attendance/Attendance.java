package org.doorstep.hub.attendance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.hub.activities.Session;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.clock.Boots;
import org.doorstep.hub.clock.Exchanges;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.residents.PassesMoved;
import org.doorstep.hub.residents.Residents;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.inbox.Salvages;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Turns taps into visits, and visits and guests into figures, in the transaction of the event:
/// what an event means, and what has to be looked at again when something else becomes known. For
/// the writer's thread only.
///
/// Which session a tap belongs to follows from that pass's taps of the day ([Placings],
/// [PassDays]); a visit is worked out anew from all taps of one pass in one session ([VisitCount])
/// whenever one of them comes, moves, or has something said about it. So the order in which events
/// come never matters.
public final class Attendance implements Projection, Activities.Recounting, Exchanges.Learning, PassesMoved {
    /// In an order that no reference between them forbids.
    private static final List<String> TABLES = List.of(
            "session_figures",
            "day_figures",
            "activity_figures",
            "incomplete",
            "visit_denied",
            "visit_claimed",
            "visit",
            "guest",
            "tap",
            "companions",
            "session_choice");

    private final ZoneId zone;
    private final PassRegister passes;
    private final Residents residents;
    private final SessionPlaces places;
    private final Prepared prepared = new Prepared();
    private final TapBook taps = new TapBook(prepared);
    private final VisitBook visits = new VisitBook(prepared);
    private final GuestBook guests = new GuestBook(prepared);
    private final Additions additions = new Additions(prepared);
    private final ByHand byHand = new ByHand(prepared);
    private final Denials denials = new Denials(prepared);
    private final Claims claims = new Claims(prepared);
    private final Boots boots = new Boots();
    private final Figures figures = new Figures();
    private final PassDays passDays;
    private final Placings placings;
    private final VisitCount visitCount;

    public Attendance(ZoneId zone, PassRegister passes, SessionPlaces places) {
        this.zone = zone;
        this.passes = passes;
        this.residents = new Residents(passes);
        this.places = places;
        this.passDays = new PassDays(zone, places, taps, visits, additions, byHand, denials);
        this.placings = new Placings(places, byHand, boots);
        this.visitCount = new VisitCount(prepared, passes, passDays, taps, visits, additions, denials, claims, figures);
    }

    /// Where this hub is.
    public ZoneId zone() {
        return zone;
    }

    @Override
    public void project(Connection connection, Envelope event) throws SQLException {
        prepared.use(connection);
        residents.project(connection, event);
        switch (event.data()) {
            case HubEvent.TapRecorded tap -> tapped(connection, event, tap);
            case HubEvent.SessionChosen chosen -> {
                additions.keepChoice(chosen.tap().toString(), event, chosen.session());
                heardOf(connection, chosen.tap().toString());
            }
            case HubEvent.CompanionsCounted counted -> {
                Visits.Companions companions =
                        new Visits.Companions(counted.adults(), counted.children(), counted.byAge());
                additions.keepCompanions(counted.tap().toString(), event, companions);
                heardOf(connection, counted.tap().toString());
            }
            case HubEvent.GuestCounted guest -> guest(connection, event, guest);
            case HubEvent.RangeLost lost ->
                lost(event, event.id().toString(), event.store(), lost.from(), lost.to(), lost.reason());
            case HubEvent.StoreSalvaged salvaged -> {
                for (Ack.Range range : Salvages.lost(connection, event, salvaged)) {
                    String key = event.id() + " " + range.from();
                    lost(event, key, salvaged.store(), range.from(), range.to(), salvaged.reason());
                }
            }
            case HubEvent.PassIssued issued -> {
                // The register's own.
            }
            case HubEvent.PassAdded added -> {
                // The residents' own: they say at the end of the transaction who has moved.
            }
            case HubEvent.ResidentSaid said -> {
                // Counts nobody.
            }
            case HubEvent.ResidentLeft left -> {
                // The counts stay as they are.
            }
            case HubEvent.VisitDenied denied -> denied(connection, event, denied);
            case HubEvent.VisitClaimed claimed -> claimed(connection, event, claimed);
            case HubEvent.BookingAsked _, HubEvent.BookingCancelled _, HubEvent.ToolTaken _, HubEvent.ToolBrought _ -> {
                // The bookings' own: nobody is counted by them.
            }
            case HubEvent.MoodAnswered _, HubEvent.MoodSetAside _ -> {
                // Never in a lane that this counts.
            }
            case HubEvent.Unknown unknown -> {
                // Kept in the inbox for a version that knows it.
            }
        }
    }

    @Override
    public void flush(Connection connection) throws SQLException {
        prepared.use(connection);
        for (Boots.Redated redated : boots.redated(connection)) {
            placeAgain(connection, redated.event());
        }
        countAnew(connection);
        boots.flush(connection);
        taps.flush();
        visits.flush();
        figures.flush(connection);
    }

    @Override
    public void forget() {
        prepared.forget();
        taps.forget();
        visits.forget();
        additions.forget();
        byHand.forget();
        denials.forget();
        claims.forget();
        residents.forget();
        boots.forget();
        figures.forget();
        visitCount.forget();
        places.forget();
    }

    @Override
    public void clear(Connection connection) throws SQLException {
        figures.keepRising(connection);
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
        residents.clear(connection);
        boots.clear(connection);
        forget();
    }

    /// Sessions of that time have come or gone: everything tapped then is placed again.
    @Override
    public void recount(Handle transaction, Instant from, Instant to) {
        // What is dated beside that time may have happened in it.
        long first = from.toEpochMilli() - Boots.OWN_BOUND_MS;
        long last = to.toEpochMilli() + Math.max(Boots.OWN_BOUND_MS, CheckInRules.LATE_SECONDS * 1000L);
        // A session lasts a day at most, so what was tapped on one day is in a session of that day or the one before.
        LocalDate firstDay =
                LocalDate.ofInstant(Instant.ofEpochMilli(first), zone).minusDays(1);
        LocalDate lastDay =
                LocalDate.ofInstant(Instant.ofEpochMilli(last), zone).plusDays(1);
        again(transaction, connection -> {
            for (TapBook.Tap tap : taps.between(first, last, firstDay, lastDay)) {
                // One before it may have moved it already.
                placeAgain(connection, tap.event());
            }
            for (GuestBook.Guest guest : guests.between(first, last, firstDay, lastDay)) {
                restate(connection, guest);
            }
            for (String event : boots.undatedBetween(connection, from.toEpochMilli(), to.toEpochMilli())) {
                placeAgain(connection, event);
            }
            for (VisitKey claimed : claims.ofDays(firstDay.toString(), lastDay.toString())) {
                visitCount.placeDays(connection, claimed.pass(), Set.of(), Set.of(claimed));
            }
        });
    }

    @Override
    public void learnt(Handle transaction, DeviceId device, Set<String> ofBoots) {
        again(transaction, connection -> boots.learnt(connection, device, ofBoots));
    }

    /// Passes were found to be one resident's, or stopped: what was counted of them is counted anew.
    @Override
    public void passesMoved(Handle transaction, Collection<Long> rows) {
        again(transaction, connection -> residents.lookAgain(connection, rows));
    }

    /// Somebody has put it somewhere, or taken that back.
    void placedByHand(Handle transaction, EventId event) {
        again(transaction, connection -> placeAgain(connection, event.toString()));
    }

    /// Somebody has decided about what a resident said of one of their visits.
    void decidedOn(Handle transaction, EventId denial) {
        again(transaction, connection -> {
            for (VisitKey key : denials.visitOf(denial.toString())) {
                visitCount.placeDays(connection, key.pass(), Set.of(), Set.of(key));
            }
        });
    }

    /// Somebody has decided about a visit that a resident said they made, or taken that back.
    void decidedOnClaim(Handle transaction, EventId claim) {
        again(transaction, connection -> {
            for (VisitKey key : claims.visitOf(claim.toString())) {
                visitCount.placeDays(connection, key.pass(), Set.of(), Set.of(key));
            }
        });
    }

    private interface Counting {
        void run(Connection connection) throws SQLException;
    }

    private void again(Handle transaction, Counting counting) {
        Connection connection = Database.connection(transaction);
        try {
            prepared.use(connection);
            forget();
            counting.run(connection);
            flush(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not count anew what is now otherwise.", e);
        } finally {
            // Whether this will be committed is not known here, so nothing of it is remembered.
            forget();
            passes.forget();
        }
    }

    private void placeAgain(Connection connection, String event) throws SQLException {
        Optional<TapBook.Tap> tap = taps.find(event);
        if (tap.isPresent()) {
            place(connection, tap.get());
            return;
        }
        Optional<GuestBook.Guest> guest = guests.find(event);
        if (guest.isPresent()) {
            restate(connection, guest.get());
        }
    }

    private void tapped(Connection connection, Envelope event, HubEvent.TapRecorded tap) throws SQLException {
        String id = event.id().toString();
        PassRegister.Pass shown = passes.of(connection, tap.credential());
        boolean spokenOf = additions.wasAwaited(id);
        Placings.Placing placing = placings.of(
                connection,
                id,
                boots.date(connection, event),
                tap.session(),
                spokenOf ? additions.choice(id) : Optional.empty());
        Session session = placing.session();
        long at = placing.at();
        PassRegister.Pass pass = residents.counts(connection, shown, at);
        VisitKey key = new VisitKey(pass.row(), session.row());
        boolean unsure = placing.unsure();
        boolean first = !passDays.hasCome(connection, pass.row(), passDays.dayOf(at));
        taps.add(new TapBook.Tap(
                id,
                key,
                at,
                event.time().toEpochMilli(),
                Placings.ownBound(event),
                unsure,
                event.source().device().value(),
                tap.session().toString(),
                shown.row()));
        if (first && visits.find(key).isEmpty()) {
            Optional<Visits.Companions> companions = spokenOf ? additions.companions(id) : Optional.empty();
            visitCount.alone(connection, pass, key, session, new Visits.Tap(id, at, unsure, companions));
        } else {
            visitCount.placeDays(connection, pass.row(), Set.of(passDays.dayOf(at)), Set.of(key));
        }
    }

    /// Something was said of a tap, of a guest, or of somebody who has not come in yet.
    private void heardOf(Connection connection, String event) throws SQLException {
        Optional<TapBook.Tap> tap = taps.find(event);
        if (tap.isPresent()) {
            place(connection, tap.get());
            return;
        }
        Optional<GuestBook.Guest> guest = guests.find(event);
        if (guest.isPresent()) {
            restate(connection, guest.get());
        } else {
            additions.await(event);
        }
    }

    private void guest(Connection connection, Envelope event, HubEvent.GuestCounted guest) throws SQLException {
        String id = event.id().toString();
        boolean spokenOf = additions.wasAwaited(id);
        Placings.Placing placing = placings.of(
                connection,
                id,
                boots.date(connection, event),
                guest.session(),
                spokenOf ? additions.choice(id) : Optional.empty());
        Visits.Companions alone = new Visits.Companions(guest.adults(), guest.children(), guest.byAge());
        Visits.Companions companions = spokenOf ? additions.companions(id).orElse(alone) : alone;
        guests.add(new GuestBook.Guest(
                id,
                placing.session().row(),
                placing.at(),
                event.time().toEpochMilli(),
                Placings.ownBound(event),
                placing.unsure(),
                event.source().device().value(),
                guest.session().toString(),
                companions));
        figures.guest(VisitCount.Cell.of(placing.session()).figures(), 1, placing.unsure(), companions);
    }

    /// A guest as all that is known now has it: where they are placed, and who came along.
    private void restate(Connection connection, GuestBook.Guest guest) throws SQLException {
        Placings.Placing placing = placings.of(
                connection,
                guest.event(),
                placings.dated(connection, guest.event(), guest.rawAt(), guest.boundMs()),
                SessionId.parse(guest.shown()),
                additions.choice(guest.event()));
        Visits.Companions companions = additions.companions(guest.event()).orElse(guest.companions());
        GuestBook.Guest now = guest.restated(placing.session().row(), placing.at(), placing.unsure(), companions);
        if (!now.equals(guest)) {
            figures.guest(visitCount.cell(guest.session()).figures(), -1, guest.unsure(), guest.companions());
            figures.guest(VisitCount.Cell.of(placing.session()).figures(), 1, now.unsure(), companions);
            guests.restate(now);
        }
    }

    private void denied(Connection connection, Envelope event, HubEvent.VisitDenied denied) throws SQLException {
        PassRegister.Pass shown = passes.of(connection, denied.credential());
        PassRegister.Pass pass = residents.leader(connection, shown);
        Optional<Session> session = places.named(connection, denied.session());
        denials.keep(event, shown.row(), denied.session());
        if (session.isPresent()) {
            VisitKey key = new VisitKey(pass.row(), session.get().row());
            visitCount.placeDays(connection, pass.row(), Set.of(), Set.of(key));
        }
    }

    private void claimed(Connection connection, Envelope event, HubEvent.VisitClaimed claimed) throws SQLException {
        PassRegister.Pass shown = passes.of(connection, claimed.credential());
        PassRegister.Pass pass = residents.leader(connection, shown);
        Optional<Session> session = places.named(connection, claimed.session());
        if (claims.keep(event, shown.row(), claimed.session()) && session.isPresent()) {
            VisitKey key = new VisitKey(pass.row(), session.get().row());
            visitCount.placeDays(connection, pass.row(), Set.of(), Set.of(key));
        }
    }

    private void lost(Envelope event, String key, StoreId store, long from, long to, String reason)
            throws SQLException {
        PreparedStatement insert = prepared.statement("""
                INSERT INTO incomplete (event, device, store, lane, from_row, to_row, day, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """);
        insert.setString(1, key);
        insert.setString(2, event.source().device().value());
        insert.setString(3, store.value());
        insert.setString(4, event.lane().text());
        insert.setLong(5, from);
        insert.setLong(6, to);
        insert.setString(7, LocalDate.ofInstant(event.time(), zone).toString());
        insert.setString(8, reason);
        insert.executeUpdate();
    }

    /// Puts a tap where it now belongs, and works out the visit it has left and the one it is in.
    private void place(Connection connection, TapBook.Tap tap) throws SQLException {
        Placings.Placing placing = placings.of(
                connection,
                tap.event(),
                placings.dated(connection, tap.event(), tap.rawAt(), tap.boundMs()),
                SessionId.parse(tap.shown()),
                additions.choice(tap.event()));
        PassRegister.Pass pass = residents.counts(connection, passes.inRow(connection, tap.shownPass()), placing.at());
        TapBook.Tap now = tap.restated(placing.session().row(), placing.at(), placing.unsure())
                .countedFor(pass.row());
        if (!now.equals(tap)) {
            taps.restate(now);
        }
        Set<LocalDate> days = new LinkedHashSet<>(List.of(passDays.dayOf(tap.at()), passDays.dayOf(now.at())));
        for (VisitKey key : new LinkedHashSet<>(List.of(tap.visit(), now.visit()))) {
            Set<VisitKey> ofThatPass = new LinkedHashSet<>(List.of(key));
            if (tap.visit().pass() == now.visit().pass()) {
                ofThatPass.addAll(List.of(tap.visit(), now.visit()));
            }
            visitCount.placeDays(connection, key.pass(), days, ofThatPass);
        }
    }

    /// Gives each tap of passes that were joined or stopped to whom it counts for now, and works
    /// out every visit that has gained or lost one.
    private void countAnew(Connection connection) throws SQLException {
        Optional<Residents.Moved> moved = residents.moved(connection);
        if (moved.isEmpty()) {
            return;
        }
        denials.forget();
        claims.forget();
        Map<Long, Set<LocalDate>> days = new LinkedHashMap<>();
        Map<Long, Set<VisitKey>> visitsOf = new LinkedHashMap<>();
        for (long row : moved.get().under()) {
            for (TapBook.Tap tap : taps.ofPass(row)) {
                PassRegister.Pass shown = passes.inRow(connection, tap.shownPass());
                TapBook.Tap now = tap.countedFor(
                        residents.counts(connection, shown, tap.at()).row());
                if (!now.equals(tap)) {
                    taps.restate(now);
                }
                for (VisitKey key : List.of(tap.visit(), now.visit())) {
                    days.computeIfAbsent(key.pass(), pass -> new LinkedHashSet<>())
                            .add(passDays.dayOf(tap.at()));
                    visitsOf.computeIfAbsent(key.pass(), pass -> new LinkedHashSet<>())
                            .add(key);
                }
            }
        }
        for (long shown : moved.get().shown()) {
            for (VisitKey now : claims.ofPass(shown)) {
                // It may have counted under any of these before.
                visitsOf.computeIfAbsent(now.pass(), pass -> new LinkedHashSet<>())
                        .add(now);
                for (long row : moved.get().under()) {
                    visitsOf.computeIfAbsent(row, pass -> new LinkedHashSet<>()).add(new VisitKey(row, now.session()));
                }
            }
        }
        for (Map.Entry<Long, Set<VisitKey>> of : visitsOf.entrySet()) {
            visitCount.placeDays(connection, of.getKey(), days.getOrDefault(of.getKey(), Set.of()), of.getValue());
        }
    }
}
