package org.doorstep.hub.attendance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.activities.CheckInRules;
import org.doorstep.hub.activities.Session;
import org.doorstep.hub.passes.PassRegister;

/// Works visits out of the taps of a pass, anew whenever one of them comes or moves, and moves on what follows from a
/// visit: the figures, and the pass's first day. For the writer's thread only.
final class VisitCount {
    /// More sessions than a backlog of some weeks is of.
    private static final int MOST_CELLS = 256;

    private final Prepared prepared;
    private final PassRegister passes;
    private final PassDays passDays;
    private final TapBook taps;
    private final VisitBook visits;
    private final Additions additions;
    private final Denials denials;
    private final Claims claims;
    private final Figures figures;
    private final Map<Long, Cell> cells = new HashMap<>();

    VisitCount(
            Prepared prepared,
            PassRegister passes,
            PassDays passDays,
            TapBook taps,
            VisitBook visits,
            Additions additions,
            Denials denials,
            Claims claims,
            Figures figures) {
        this.prepared = prepared;
        this.passes = passes;
        this.passDays = passDays;
        this.taps = taps;
        this.visits = visits;
        this.additions = additions;
        this.denials = denials;
        this.claims = claims;
        this.figures = figures;
    }

    /// The session a visit is to: its figures, and when it begins and ends.
    record Cell(Figures.Cell figures, long starts, long ends) {
        static Cell of(Session session) {
            return new Cell(
                    new Figures.Cell(session.row(), session.id().activity().value(), session.day()),
                    session.starts().toEpochMilli(),
                    session.ends().toEpochMilli());
        }
    }

    /// The only tap of that pass on that day.
    void alone(Connection connection, PassRegister.Pass pass, VisitKey key, Session session, Visits.Tap tap)
            throws SQLException {
        Cell cell = Cell.of(session);
        replace(connection, pass, key, cell, Optional.empty(), Optional.of(visit(List.of(tap), cell)));
    }

    /// Places the other taps of that pass on those days beside the one that changed, and works out every visit that
    /// one of them has left or is in now.
    void placeDays(Connection connection, long pass, Set<LocalDate> days, Set<VisitKey> changed) throws SQLException {
        Set<VisitKey> all = new LinkedHashSet<>(changed);
        for (LocalDate day : days) {
            all.addAll(passDays.place(connection, pass, day, changed));
        }
        for (VisitKey key : all) {
            recompute(connection, key);
        }
    }

    private void recompute(Connection connection, VisitKey key) throws SQLException {
        Cell cell = cell(key.session());
        List<Visits.Tap> all = tapsOf(key);
        replace(
                connection,
                passes.inRow(connection, key.pass()),
                key,
                cell,
                visits.find(key),
                all.isEmpty() ? claimed(key, cell) : Optional.of(visit(all, cell)));
    }

    /// Where no tap says when they came, they were there from its start to its end.
    private Optional<Visits.Visit> claimed(VisitKey key, Cell cell) throws SQLException {
        return claims.confirms(key, denials.until(key))
                ? Optional.of(
                        new Visits.Visit(cell.starts, cell.ends, Visits.Leaving.ASSUMED, false, Visits.Companions.NONE))
                : Optional.empty();
    }

    private List<Visits.Tap> tapsOf(VisitKey key) throws SQLException {
        List<Visits.Tap> all = new ArrayList<>();
        for (TapBook.Tap tap : taps.ofVisit(key)) {
            if (denials.denies(tap)) {
                continue;
            }
            all.add(new Visits.Tap(tap.event(), tap.at(), tap.unsure(), additions.companions(tap.event())));
        }
        return all;
    }

    private static Visits.Visit visit(List<Visits.Tap> all, Cell cell) {
        return Visits.of(all, cell.ends, CheckInRules.LEAVE_AFTER_SECONDS);
    }

    /// Puts the visit as it now is in the place of the one that was, with all that follows from it.
    private void replace(
            Connection connection,
            PassRegister.Pass pass,
            VisitKey key,
            Cell cell,
            Optional<Visits.Visit> before,
            Optional<Visits.Visit> after)
            throws SQLException {
        if (before.equals(after)) {
            return;
        }
        before.ifPresent(visit -> figures.visit(cell.figures, -1, visit));
        after.ifPresent(visit -> figures.visit(cell.figures, 1, visit));
        String day = cell.figures.day().toString();
        visits.put(key, day, after);
        setFirstDay(connection, pass, day, after.isPresent());
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
        Optional<String> now = earlier ? Optional.of(day) : visits.firstDayOf(pass.row());
        if (!now.equals(known)) {
            passes.setFirstDay(connection, pass, now);
            known.ifPresent(figures::touch);
            now.ifPresent(figures::touch);
        }
    }

    Cell cell(long session) throws SQLException {
        Cell cell = cells.get(session);
        if (cell == null) {
            if (cells.size() == MOST_CELLS) {
                cells.clear();
            }
            cell = read(session);
            cells.put(session, cell);
        }
        return cell;
    }

    /// Sessions may be otherwise than they were, or the transaction was undone.
    void forget() {
        cells.clear();
    }

    private Cell read(long session) throws SQLException {
        PreparedStatement select = prepared.statement("SELECT activity, day, starts, ends FROM session WHERE id = ?");
        select.setLong(1, session);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return new Cell(
                    new Figures.Cell(session, row.getString(1), LocalDate.parse(row.getString(2))),
                    row.getLong(3),
                    row.getLong(4));
        }
    }
}
