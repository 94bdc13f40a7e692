package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.Kind;
import org.doorstep.relay.fields.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every page and every answer of the API, opened as every role, holds nothing that the file of
/// fields does not let that role read. Looked for are the personal texts that stand in the tables.
class WhoReadsWhatTest {
    /// Shorter ones stand on pages by chance.
    private static final int SHORTEST = 5;

    /// Columns whose texts are the program's own and stand on pages for other reasons: constants and addresses.
    private static final Set<String> WORDS_OF_THE_PROGRAM =
            Set.of("staff_audit.what", "staff_audit.detail", "look_up.reason", "look_up.by_role", "visit.leaving");

    private final Fields fields = Fields.kept();

    @Test
    void noPageHoldsForARoleWhatTheFileDoesNotLetItRead(@TempDir Path folder) {
        try (TestHub hub = new TestHub(folder)) {
            new InventedHouse(hub).fill();
            hub.signedIn(Role.MANAGER);
            hub.database.write(handle -> handle.execute(
                    "INSERT INTO look_up (at, by_name, by_role, pass, reason, note)"
                            + " SELECT ?, 'a curious one', 'MANAGER', name, 'other', 'about the lost umbrella'"
                            + " FROM pass WHERE id = 1",
                    hub.now().toEpochMilli()));
            int looked = 0;
            Set<String> shown = new TreeSet<>();
            Set<String> seen = new TreeSet<>();
            for (Role role : Role.values()) {
                TestHub.Browser browser = hub.signedIn(role);
                Map<String, String> hidden = hiddenFrom(hub, role);
                assertThat(hidden).as("something is hidden from " + role).isNotEmpty();
                for (Routes.Route route : hub.pages.server().routes()) {
                    if (route.method().equals(HandlerType.GET)) {
                        HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(hub.at(filled(route.path())))
                                .GET());
                        String body = answer.body();
                        hidden.forEach((text, column) -> {
                            if (body.contains(text)) {
                                shown.add(route.path() + " shows " + column + " to " + role);
                            }
                        });
                        looked++;
                        if (answer.statusCode() == 200 && answer.body().contains("Oak ")) {
                            seen.add(role + " " + route.path());
                        }
                    }
                }
            }
            assertThat(shown).isEmpty();
            assertThat(looked).isGreaterThan(60);
            assertThat(seen)
                    .as("who may read five letters of a pass does read them")
                    .contains("MANAGER /sessions/{session}", "VOLUNTEER_DESK /sessions/{session}")
                    .noneMatch(page -> page.startsWith("READ_ONLY"));
        }
    }

    /// Texts of all columns that this role may not read, with the column; but for those that stand in a column which
    /// says nothing of anybody, as the names of kiosks and sessions do.
    private Map<String, String> hiddenFrom(TestHub hub, Role role) {
        Map<String, String> hidden = new TreeMap<>();
        for (Table table : fields.tablesOf("hub")) {
            for (Kind kind : fields.kinds()) {
                if (!kind.mayBeReadBy(role)) {
                    table.columnsOf(kind.name()).stream()
                            .filter(column -> !WORDS_OF_THE_PROGRAM.contains(table.name() + "." + column))
                            .forEach(column -> texts(hub, table.name(), column)
                                    .forEach(text -> hidden.put(text, table.fullName() + "." + column)));
                }
            }
        }
        for (Table table : fields.tablesOf("hub")) {
            table.columnsOf("none").forEach(column -> hidden.keySet().removeAll(texts(hub, table.name(), column)));
        }
        return hidden;
    }

    private static Set<String> texts(TestHub hub, String table, String column) {
        String sql = """
                SELECT DISTINCT "%2$s"
                FROM "%1$s"
                WHERE typeof("%2$s") = 'text'
                  AND length("%2$s") >= %3$d
                  AND "%2$s" NOT IN (SELECT name FROM staff_account)
                  AND "%2$s" NOT IN ('MANAGER', 'SESSION_LEADER', 'VOLUNTEER_DESK', 'READ_ONLY')
                LIMIT 2000
                """.formatted(table, column, SHORTEST);
        List<String> texts = hub.database.read(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
        return new TreeSet<>(texts);
    }

    private static String filled(String path) {
        return path.replace("{session}", "homework-club@2026-11-24T1530")
                .replace("{activity}", "homework-club")
                .replace("{device}", "kiosk-1")
                .replaceAll("\\{[a-z]+}", "1");
    }
}
