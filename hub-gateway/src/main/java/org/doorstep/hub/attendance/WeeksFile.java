package org.doorstep.hub.attendance;

import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.disclosure.Counted;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.hub.disclosure.Released;
import org.doorstep.relay.contract.FigureCell;
import org.doorstep.relay.contract.ShownCount;
import org.doorstep.relay.store.Database;

/// The weeks as a file to keep and send on. A file leaves the hub, so it is a release: every figure in it has been
/// through the [Gate], and only weeks that are over are in it, since a running week's figure moves every day and two of
/// them side by side would tell what the gate hides. Safe for all threads.
public final class WeeksFile {
    private static final String SUPPRESSED = "*";

    private final Database database;
    private final Gate gate;

    public WeeksFile(Database database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    /// CSV (RFC 4180): week, figure, value, complete. The names are the wire's, not a language's.
    String release(Weeks weeks) {
        List<Counted> counts = new ArrayList<>();
        for (Weeks.Week week : weeks.weeks()) {
            if (week.over()) {
                counts.add(counted(week, FigureCell.VISITS, week.visits()));
                counts.add(counted(week, FigureCell.KNOWN, week.passes()));
                counts.add(counted(week, FigureCell.FIRST_TIMERS, week.firstTimers()));
                counts.add(counted(week, FigureCell.GUESTS, week.guests()));
                counts.add(counted(week, FigureCell.ADULTS, week.adults()));
                counts.add(counted(week, FigureCell.CHILDREN, week.children()));
            }
        }
        List<Released> released = database.write(handle -> {
            gate.release(handle, counts);
            return counts.stream()
                    .flatMap(counted -> gate.newest(handle, counted.cell()).stream())
                    .toList();
        });
        StringBuilder csv = new StringBuilder("week,figure,value,complete\r\n");
        for (Released figure : released) {
            csv.append(figure.cell().starts())
                    .append(',')
                    .append(figure.cell().figure())
                    .append(',')
                    .append(shown(figure.value()))
                    .append(',')
                    .append(figure.complete() ? "yes" : "no")
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static Counted counted(Weeks.Week week, String figure, int count) {
        return new Counted(
                new FigureCell(figure, FigureCell.WHOLE_HUB, FigureCell.Period.WEEK, week.monday()),
                count,
                week.complete());
    }

    private static String shown(ShownCount value) {
        return switch (value) {
            case ShownCount.Rounded rounded -> Integer.toString(rounded.value());
            case ShownCount.Suppressed suppressed -> SUPPRESSED;
        };
    }
}
