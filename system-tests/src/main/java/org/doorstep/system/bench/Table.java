package org.doorstep.system.bench;

import java.util.ArrayList;
import java.util.List;

/// Findings as text in columns.
final class Table {
    private static final String[] HEAD = {"what", "median", "p99, or spread", "limit or peer", "ratio", "ok?"};

    private Table() {}

    static String of(List<Finding> findings) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEAD);
        findings.forEach(finding -> rows.add(finding.cells()));
        int[] widths = new int[HEAD.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).repeat(" ", widths[i] - row[i].length() + 2);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
