package org.doorstep.system.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What to open and what to try, once everything serves.
record WelcomeTable(Ports ports, Optional<String> hubLink, Optional<String> areaLink) {

    private record Row(String what, String where) {}

    String text() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("Kiosk at the front door", url(ports.kiosk(1))));
        rows.add(new Row("  its simulated readers", url(ports.kiosk(1)) + "simulator"));
        rows.add(new Row("Kiosk at the garden gate", url(ports.kiosk(2))));
        rows.add(new Row("  its simulated readers", url(ports.kiosk(2)) + "simulator"));
        rows.add(new Row("Hub manager's page", url(ports.hub())));
        hubLink.ifPresent(link -> rows.add(new Row("  first sign-in, once", link)));
        rows.add(new Row("Central team's page", url(ports.area())));
        areaLink.ifPresent(link -> rows.add(new Row("  first sign-in, once", link)));
        int width = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
        StringBuilder text = new StringBuilder("\nMillbrook Fold is open. Nobody and nothing in it is real.\n\n");
        rows.forEach(row ->
                text.append("  " + row.what() + " ".repeat(width - row.what().length()) + "   " + row.where() + "\n"));
        return text + """

                  Try: open a kiosk and its simulated readers side by side, and show a card. Show it again.
                  Try: show somebody's printed code at the other kiosk, from its simulated readers.
                  Try: press "I have no card" at the kiosk, and watch the manager's page count a guest.
                  Try: press "New here?" at the kiosk, and be given a pass without a name.

                Ctrl-C stops all of it; what happened is kept for next time.

                """;
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + "/";
    }
}
