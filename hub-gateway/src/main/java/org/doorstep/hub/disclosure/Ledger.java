package org.doorstep.hub.disclosure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureDigest;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.ShownCount;
import org.jdbi.v3.core.Handle;

/// Everything that was ever released, appended only; the table's triggers refuse anything else.
final class Ledger {
    private final InstantSource clock;
    private final RandomGenerator random;

    Ledger(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    void append(Handle handle, FigureCell cell, int version, ShownCount value, Band band) {
        Optional<Released> last = last(handle);
        long number = last.map(Released::number).orElse(0L) + 1;
        String before = last.map(Released::chain).orElse(Ack.NO_CHAIN);
        handle.createUpdate("""
                        INSERT INTO release_ledger
                          (number, figure, activity, period, starts, version, value, complete, nearly, released_at,
                           chain)
                        VALUES (:number, :figure, :activity, :period, :starts, :version, :value, :complete, :nearly, :at,
                          :chain)""")
                .bind("number", number)
                .bind("figure", cell.figure())
                .bind("activity", cell.activity())
                .bind("period", word(cell.period()))
                .bind("starts", cell.starts().toString())
                .bind("version", version)
                .bind("value", value instanceof ShownCount.Rounded rounded ? (Integer) rounded.value() : null)
                .bind("complete", band == Band.COMPLETE ? 1 : 0)
                .bind("nearly", band == Band.NEARLY ? 1 : 0)
                .bind("at", clock.millis())
                .bind("chain", chain(before, number, cell, version, value, band))
                .execute();
    }

    /// Whether these rows, after the last one, lead to this chain.
    boolean continuesTo(Handle handle, List<FigureBatch.Row> rows, String chain) {
        Optional<Released> last = last(handle);
        long number = last.map(Released::number).orElse(0L);
        String now = last.map(Released::chain).orElse(Ack.NO_CHAIN);
        for (FigureBatch.Row row : rows) {
            number++;
            if (row.number() != number) {
                return false;
            }
            now = chain(now, number, row.cell(), row.version(), row.value(), row.band());
        }
        return now.equals(chain);
    }

    Optional<Released> newest(Handle handle, FigureCell cell) {
        return handle.createQuery("""
                        SELECT *
                        FROM release_ledger
                        WHERE figure = :figure
                          AND activity = :activity
                          AND period = :period
                          AND starts = :starts
                        ORDER BY version DESC
                        LIMIT 1""")
                .bind("figure", cell.figure())
                .bind("activity", cell.activity())
                .bind("period", word(cell.period()))
                .bind("starts", cell.starts().toString())
                .map((rs, ctx) -> released(rs))
                .findOne();
    }

    /// The newest word on each cell of this figure in the week of this Monday.
    Map<FigureCell, Released> newest(Handle handle, String figure, LocalDate monday) {
        Map<FigureCell, Released> newest = new HashMap<>();
        handle.createQuery("""
                        SELECT *
                        FROM release_ledger
                        WHERE figure = :figure
                          AND period IN ('day', 'week')
                          AND starts BETWEEN :monday AND :sunday
                        ORDER BY number""")
                .bind("figure", figure)
                .bind("monday", monday.toString())
                .bind("sunday", monday.plusDays(6).toString())
                .map((rs, ctx) -> released(rs))
                .forEach(row -> newest.put(row.cell(), row));
        return newest;
    }

    /// The newest word on this figure for the whole hub, in every week.
    Map<FigureCell, Released> newestWeeks(Handle handle, String figure) {
        Map<FigureCell, Released> newest = new HashMap<>();
        handle.createQuery("""
                        SELECT *
                        FROM release_ledger
                        WHERE figure = :figure
                          AND activity = :activity
                          AND period = 'week'
                        ORDER BY number""")
                .bind("figure", figure)
                .bind("activity", FigureCell.WHOLE_HUB)
                .map((rs, ctx) -> released(rs))
                .forEach(row -> newest.put(row.cell(), row));
        return newest;
    }

    Optional<Released> last(Handle handle) {
        return handle.createQuery("SELECT * FROM release_ledger ORDER BY number DESC LIMIT 1")
                .map((rs, ctx) -> released(rs))
                .findOne();
    }

    List<Released> after(Handle handle, long number, int most) {
        return handle.createQuery("""
                        SELECT *
                        FROM release_ledger
                        WHERE number > :number
                        ORDER BY number
                        LIMIT :most""")
                .bind("number", number)
                .bind("most", most)
                .map((rs, ctx) -> released(rs))
                .list();
    }

    List<Released> ofWeek(Handle handle, LocalDate monday, long number, int most) {
        return handle.createQuery("""
                        SELECT *
                        FROM release_ledger
                        WHERE number > :number
                          AND starts BETWEEN :monday AND :sunday
                        ORDER BY number
                        LIMIT :most""")
                .bind("number", number)
                .bind("monday", monday.toString())
                .bind("sunday", monday.plusDays(6).toString())
                .bind("most", most)
                .map((rs, ctx) -> released(rs))
                .list();
    }

    Whole whole(Handle handle) {
        SortedMap<LocalDate, FigureDigest> weeks = new TreeMap<>();
        Walk walk = new Walk();
        handle.createQuery("SELECT * FROM release_ledger ORDER BY number")
                .map((rs, ctx) -> released(rs))
                .useStream(rows -> rows.forEach(row -> {
                    walk.on(row);
                    weeks.computeIfAbsent(row.cell().monday(), monday -> new FigureDigest())
                            .add(row.row());
                }));
        return new Whole(
                weeks.entrySet().stream()
                        .skip(Math.max(0, weeks.size() - FigureProof.MOST_WEEKS))
                        .map(week -> new FigureProof.Week(
                                week.getKey(),
                                week.getValue().rows(),
                                week.getValue().hex()))
                        .toList(),
                walk.rows,
                walk.sound);
    }

    /// Goes along the ledger and sees whether each row follows from the one before.
    private static final class Walk {
        private String before = Ack.NO_CHAIN;
        private long rows;
        private boolean sound = true;

        void on(Released row) {
            rows++;
            String expected = chain(before, rows, row.cell(), row.version(), row.value(), row.band());
            sound = sound && row.number() == rows && row.chain().equals(expected);
            before = row.chain();
        }
    }

    List<FigureCell> cells(Handle handle, FigureCell.Period period, LocalDate starts) {
        return handle.createQuery("""
                        SELECT DISTINCT figure, activity
                        FROM release_ledger
                        WHERE period = :period
                          AND starts = :starts
                        ORDER BY activity, figure""")
                .bind("period", word(period))
                .bind("starts", starts.toString())
                .map((rs, ctx) -> new FigureCell(rs.getString("figure"), rs.getString("activity"), period, starts))
                .list();
    }

    List<FigureCell> cellsOf(Handle handle, String figure) {
        return handle.createQuery("""
                        SELECT DISTINCT figure, activity, period, starts
                        FROM release_ledger
                        WHERE figure = :figure""")
                .bind("figure", figure)
                .map((rs, ctx) -> cell(rs))
                .list();
    }

    Set<LocalDate> weeks(Handle handle) {
        return handle.createQuery("""
                        SELECT DISTINCT starts
                        FROM release_ledger
                        WHERE figure = :figure
                          AND activity = :activity
                          AND period = 'week'""")
                .bind("figure", FigureCell.VISITS)
                .bind("activity", FigureCell.WHOLE_HUB)
                .map((rs, ctx) -> LocalDate.parse(rs.getString("starts")))
                .set();
    }

    Optional<String> chainAt(Handle handle, long number) {
        if (number == 0) {
            return Optional.of(Ack.NO_CHAIN);
        }
        return handle.createQuery("SELECT chain FROM release_ledger WHERE number = :number")
                .bind("number", number)
                .mapTo(String.class)
                .findOne();
    }

    String id(Handle handle) {
        return handle.createQuery("SELECT id FROM release_ledger_id")
                .mapTo(String.class)
                .findOne()
                .orElseGet(() -> newId(handle));
    }

    String newId(Handle handle) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        handle.createUpdate("""
                        INSERT INTO release_ledger_id (one, id)
                        VALUES (1, :id)
                        ON CONFLICT (one) DO UPDATE SET id = excluded.id""").bind("id", id).execute();
        return id;
    }

    private static Released released(ResultSet row) throws SQLException {
        int value = row.getInt("value");
        ShownCount shown = row.wasNull() ? new ShownCount.Suppressed() : new ShownCount.Rounded(value);
        return new Released(
                row.getLong("number"),
                cell(row),
                row.getInt("version"),
                shown,
                row.getInt("nearly") == 1 ? Band.NEARLY : Band.of(row.getInt("complete") == 1),
                row.getString("chain"));
    }

    private static FigureCell cell(ResultSet row) throws SQLException {
        return new FigureCell(
                row.getString("figure"),
                row.getString("activity"),
                FigureCell.Period.valueOf(row.getString("period").toUpperCase(Locale.ROOT)),
                LocalDate.parse(row.getString("starts")));
    }

    private static String chain(String before, long number, FigureCell cell, int version, ShownCount value, Band band) {
        // The words of the first ledgers, in which a row was complete or not: their chains still hold.
        String completeness = band == Band.NEARLY ? "nearly" : Boolean.toString(band == Band.COMPLETE);
        String text = String.join(
                "\n",
                before,
                Long.toString(number),
                cell.figure(),
                cell.activity(),
                word(cell.period()),
                cell.starts().toString(),
                Integer.toString(version),
                value.toString(),
                completeness);
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static String word(FigureCell.Period period) {
        return period.name().toLowerCase(Locale.ROOT);
    }
}
