package org.doorstep.area.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// What is kept here of one hub's figures, of some weeks, in the caller's transaction: as its present
/// ledger said it, as pages show it, and as ledgers before the present one said it last.
///
/// A row that is no released row, whoever wrote it, is passed over: it then lacks in the digest.
final class Holding {
    /// Rows at a time from PostgreSQL, which would else bring all of them at once.
    private static final int FETCH = 1_000;

    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final Handle handle;
    private final HubId hub;
    private final String ledger;
    private final LocalDate from;
    private final LocalDate to;

    private Holding(Handle handle, HubId hub, String ledger, LocalDate from, LocalDate to) {
        this.handle = handle;
        this.hub = hub;
        this.ledger = ledger;
        this.from = from;
        this.to = to;
    }

    static Holding ofAll(Handle handle, HubId hub, String ledger) {
        return new Holding(handle, hub, ledger, FIRST, LAST);
    }

    static Holding ofWeek(Handle handle, HubId hub, String ledger, LocalDate monday) {
        return new Holding(handle, hub, ledger, monday, monday.plusDays(6));
    }

    /// Each row that the present ledger said, in the order of their numbers.
    void said(Consumer<FigureBatch.Row> each) {
        of("""
                        SELECT number, figure, activity, period, starts, version, value, complete, nearly
                        FROM figure_said
                        WHERE hub = :hub
                          AND ledger = :ledger
                          AND starts BETWEEN :from AND :to
                        ORDER BY number""").bind("ledger", ledger).map((rs, ctx) -> row(rs)).useStream(rows -> rows.flatMap(Optional::stream)
                .forEach(each));
    }

    /// What pages show; the number of a row is 1, for it has none.
    Map<FigureCell, FigureBatch.Row> shown() {
        Map<FigureCell, FigureBatch.Row> shown = new HashMap<>();
        of("""
                        SELECT 1 AS number, figure, activity, period, starts, version, value, complete, nearly
                        FROM figure
                        WHERE hub = :hub
                          AND starts BETWEEN :from AND :to""").map((rs, ctx) -> row(rs)).useStream(rows -> rows.flatMap(Optional::stream)
                .forEach(row -> shown.put(row.cell(), row)));
        return shown;
    }

    /// Of what each earlier ledger said last of a figure, the most.
    Map<FigureCell, FigureBatch.Row> saidBefore() {
        record Place(String ledger, FigureCell cell) {}
        Map<Place, FigureBatch.Row> last = new HashMap<>();
        of("""
                        SELECT ledger, number, figure, activity, period, starts, version, value, complete, nearly
                        FROM figure_said
                        WHERE hub = :hub
                          AND ledger <> :ledger
                          AND starts BETWEEN :from AND :to
                        ORDER BY ledger, number""")
                .bind("ledger", ledger)
                .map((rs, ctx) -> {
                    String said = rs.getString("ledger");
                    return row(rs).map(row -> Map.entry(new Place(said, row.cell()), row));
                })
                .useStream(
                        rows -> rows.flatMap(Optional::stream).forEach(row -> last.put(row.getKey(), row.getValue())));
        Map<FigureCell, FigureBatch.Row> most = new HashMap<>();
        last.forEach((place, row) -> most.merge(place.cell(), row, Holding::more));
        return most;
    }

    /// When the first row of the present ledger was taken; empty if none was.
    Optional<Long> begunAt() {
        return handle.createQuery("""
                        SELECT MIN(taken_at)
                        FROM figure_said
                        WHERE hub = :hub
                          AND ledger = :ledger""")
                .bind("hub", hub.value())
                .bind("ledger", ledger)
                .map((rs, ctx) -> {
                    long at = rs.getLong(1);
                    return rs.wasNull() ? Optional.<Long>empty() : Optional.of(at);
                })
                .one();
    }

    /// The row at a number of the present ledger, whatever week it says it is of.
    Optional<FigureBatch.Row> at(long number) {
        return handle.createQuery("""
                        SELECT number, figure, activity, period, starts, version, value, complete, nearly
                        FROM figure_said
                        WHERE hub = :hub
                          AND ledger = :ledger
                          AND number = :number""")
                .bind("hub", hub.value())
                .bind("ledger", ledger)
                .bind("number", number)
                .map((rs, ctx) -> row(rs))
                .findOne()
                .flatMap(row -> row);
    }

    /// Rows of the present ledger between two numbers, both included, by number.
    SortedMap<Long, FigureBatch.Row> between(long first, long last) {
        SortedMap<Long, FigureBatch.Row> rows = new TreeMap<>();
        said(row -> {
            if (row.number() >= first && row.number() <= last) {
                rows.put(row.number(), row);
            }
        });
        return rows;
    }

    /// Rows of the present ledger after a number, in order and without a gap: a row that was
    /// tampered with, and whatever follows it, is not given back.
    List<FigureBatch.Row> after(long number, int most) {
        List<Optional<FigureBatch.Row>> held = handle.createQuery("""
                        SELECT number, figure, activity, period, starts, version, value, complete, nearly
                        FROM figure_said
                        WHERE hub = :hub
                          AND ledger = :ledger
                          AND number > :number
                        ORDER BY number
                        LIMIT :most""")
                .bind("hub", hub.value())
                .bind("ledger", ledger)
                .bind("number", number)
                .bind("most", most)
                .map((rs, ctx) -> row(rs))
                .list();
        List<FigureBatch.Row> rows = new ArrayList<>();
        for (Optional<FigureBatch.Row> row : held) {
            if (row.isEmpty() || row.get().number() != number + rows.size() + 1) {
                break;
            }
            rows.add(row.get());
        }
        return rows;
    }

    /// How much a shown count says: suppressed is more than none and less than any number.
    static int rank(ShownCount value) {
        return switch (value) {
            case ShownCount.Suppressed suppressed -> 1;
            case ShownCount.Rounded rounded -> rounded.value();
        };
    }

    private static FigureBatch.Row more(FigureBatch.Row one, FigureBatch.Row other) {
        return rank(one.value()) >= rank(other.value()) ? one : other;
    }

    private Query of(String query) {
        return handle.createQuery(query)
                .setFetchSize(FETCH)
                .bind("hub", hub.value())
                .bind("from", from.toString())
                .bind("to", to.toString());
    }

    private static Optional<FigureBatch.Row> row(ResultSet rs) throws SQLException {
        try {
            int value = rs.getInt("value");
            ShownCount shown = rs.wasNull() ? new ShownCount.Suppressed() : new ShownCount.Rounded(value);
            return Optional.of(new FigureBatch.Row(
                    rs.getLong("number"),
                    new FigureCell(
                            rs.getString("figure"),
                            rs.getString("activity"),
                            FigureCell.Period.valueOf(rs.getString("period").toUpperCase(Locale.ROOT)),
                            LocalDate.parse(rs.getString("starts"))),
                    rs.getInt("version"),
                    shown,
                    rs.getInt("complete") == 1,
                    rs.getInt("nearly") == 1));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
