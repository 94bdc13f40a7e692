package org.doorstep.area;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.Band;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureDigest;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.contract.figures.ShownCount;

/// What a hub would send: a ledger that grows row by row, and any batch of it.
public final class TrialLedger {
    private final HubId hub;
    private final String id;
    private final List<FigureBatch.Row> rows = new ArrayList<>();
    private Instant asOf = TrialArea.START;

    /// `digit` makes the ledger's id.
    public TrialLedger(String hub, char digit) {
        this.hub = new HubId(hub);
        this.id = Character.toString(digit).repeat(32);
    }

    public void setAsOf(Instant instant) {
        asOf = instant;
    }

    public TrialLedger week(String figure, String activity, String monday, int version, String value) {
        return add(figure, activity, monday, version, value, Band.COMPLETE);
    }

    public TrialLedger incompleteWeek(String figure, String activity, String monday, int version, String value) {
        return add(figure, activity, monday, version, value, Band.PARTLY);
    }

    public TrialLedger nearlyWeek(String figure, String activity, String monday, int version, String value) {
        return add(figure, activity, monday, version, value, Band.NEARLY);
    }

    /// Rows `after + 1` to `through`.
    public FigureBatch batch(int after, int through) {
        return new FigureBatch(
                hub,
                id,
                after,
                through,
                chain(through),
                asOf,
                LocalDate.ofInstant(asOf, ZoneOffset.UTC),
                List.of(
                        new FigureBatch.Named(new ActivityId("cook-and-eat"), "Cook and eat"),
                        new FigureBatch.Named(new ActivityId("homework-club"), "Homework club")),
                rows.subList(after, through));
    }

    public FigureBatch all() {
        return batch(0, rows.size());
    }

    /// What the hub asks once a day, at its last row.
    public FigureProof proof() {
        return proof(rows.size());
    }

    /// The same, as it was at an earlier row.
    public FigureProof proof(int through) {
        SortedMap<LocalDate, FigureDigest> weeks = new TreeMap<>();
        for (FigureBatch.Row row : rows.subList(0, through)) {
            weeks.computeIfAbsent(row.cell().monday(), monday -> new FigureDigest())
                    .add(row);
        }
        return new FigureProof(
                hub,
                id,
                through,
                chain(through),
                weeks.entrySet().stream()
                        .map(week -> new FigureProof.Week(
                                week.getKey(),
                                week.getValue().rows(),
                                week.getValue().hex()))
                        .toList());
    }

    /// All rows of a week, from one number to another.
    public FigureWeek week(LocalDate monday, int from, int to) {
        return new FigureWeek(
                hub,
                id,
                monday,
                from,
                to,
                rows.stream()
                        .filter(row -> row.number() >= from && row.number() <= to)
                        .filter(row -> row.cell().monday().equals(monday))
                        .toList());
    }

    public FigureWeek week(LocalDate monday) {
        return week(monday, 1, rows.size());
    }

    public int size() {
        return rows.size();
    }

    private TrialLedger add(String figure, String activity, String monday, int version, String value, Band band) {
        FigureCell cell = new FigureCell(figure, activity, FigureCell.Period.WEEK, LocalDate.parse(monday));
        rows.add(new FigureBatch.Row(rows.size() + 1L, cell, version, ShownCount.parse(value), band));
        return this;
    }

    /// Not the real chain: the area only keeps it and says it back.
    private String chain(int through) {
        return through == 0 ? "0".repeat(64) : id + "%032x".formatted(through);
    }
}
