package org.doorstep.area.compare;

import java.util.List;
import java.util.Locale;
import org.doorstep.relay.contract.figures.ShownCount;

/// The comparison as CSV (RFC 4180), one line a hub and week, in words that a program can rely on.
final class Csv {
    private Csv() {}

    static String of(Question question, List<Comparison.Line> lines) {
        StringBuilder csv = new StringBuilder("hub,name,figure,activity,week,value,complete,over,completeness\r\n");
        for (Comparison.Line line : lines) {
            for (WeekFigure week : line.weeks()) {
                if (week instanceof WeekFigure.Said said) {
                    csv.append(line.hub().id()).append(',');
                    csv.append(quoted(line.hub().name())).append(',');
                    csv.append(question.figure()).append(',');
                    csv.append(question.activity()).append(',');
                    csv.append(said.week()).append(',');
                    csv.append(value(said.value())).append(',');
                    csv.append(said.complete()).append(',');
                    csv.append(!said.soFar()).append(',');
                    csv.append(said.band().name().toLowerCase(Locale.ROOT)).append("\r\n");
                }
            }
        }
        return csv.toString();
    }

    private static String value(ShownCount value) {
        return switch (value) {
            case ShownCount.Suppressed suppressed -> "fewer than 8";
            case ShownCount.Rounded rounded -> Integer.toString(rounded.value());
        };
    }

    /// A name that begins like a formula is given an apostrophe, or a spreadsheet would calculate it.
    private static String quoted(String text) {
        String plain = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + plain.replace("\"", "\"\"") + '"';
    }
}
