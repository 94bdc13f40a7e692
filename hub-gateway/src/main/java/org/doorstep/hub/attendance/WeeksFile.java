package org.doorstep.hub.attendance;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.doorstep.hub.disclosure.Counted;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.hub.disclosure.Released;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.ShownCount;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// The weeks as a file to keep and hand on. A file leaves the hub, so it is a release: every figure
/// in it has been through the [Gate], and only weeks that are over are in it, since a running
/// week's figure moves every day and two of them side by side would tell what the gate hides. Safe
/// for all threads.
public final class WeeksFile {
    private static final String SUPPRESSED = "*";

    private final Database database;
    private final Gate gate;
    private final CellCounts counts = new CellCounts();
    private final Marks marks;
    private final InstantSource clock;

    public WeeksFile(Database database, Gate gate, Marks marks, InstantSource clock) {
        this.database = database;
        this.gate = gate;
        this.marks = marks;
        this.clock = clock;
    }

    /// CSV (RFC 4180): week, activity (a star for the whole hub), figure, value (a star where it is
    /// suppressed) and whether it is complete (yes, nearly, no). The names are the wire's, not a
    /// language's. `mondays` are of weeks that are over.
    String release(List<LocalDate> mondays) {
        List<Released> released = database.write(handle -> {
            List<Counted> cells = cells(handle, mondays);
            gate.release(handle, cells, counts.around(handle, marks.at(handle, clock.instant()), cells));
            return cells.stream()
                    .flatMap(counted -> gate.newest(handle, counted.cell()).stream())
                    .toList();
        });
        return "week,activity,figure,value,complete\r\n"
                + released.stream().map(WeeksFile::line).collect(Collectors.joining());
    }

    private List<Counted> cells(Handle handle, List<LocalDate> mondays) {
        List<Counted> cells = new ArrayList<>();
        Sight sight = marks.at(handle, clock.instant());
        Map<LocalDate, Counted> firstTimers = new HashMap<>();
        counts.firstTimers(handle, sight)
                .forEach(counted -> firstTimers.put(counted.cell().starts(), counted));
        for (LocalDate monday : mondays) {
            cells.addAll(counts.ofWeek(handle, sight, monday));
            FigureCell none =
                    new FigureCell(FigureCell.FIRST_TIMERS, FigureCell.WHOLE_HUB, FigureCell.Period.WEEK, monday);
            cells.add(firstTimers.getOrDefault(monday, sight.counted(none, 0)));
        }
        return cells;
    }

    private static String line(Released figure) {
        return String.join(
                        ",",
                        figure.cell().starts().toString(),
                        figure.cell().activity(),
                        figure.cell().figure(),
                        shown(figure.value()),
                        switch (figure.band()) {
                            case COMPLETE -> "yes";
                            case NEARLY -> "nearly";
                            case PARTLY -> "no";
                        })
                + "\r\n";
    }

    private static String shown(ShownCount value) {
        return switch (value) {
            case ShownCount.Rounded rounded -> Integer.toString(rounded.value());
            case ShownCount.Suppressed suppressed -> SUPPRESSED;
        };
    }
}
