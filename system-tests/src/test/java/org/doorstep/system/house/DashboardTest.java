package org.doorstep.system.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.doorstep.relay.contract.Wire;
import org.junit.jupiter.api.Test;

/// The dashboards that are handed out show what the programs tell.
class DashboardTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DASHBOARD = ROOT.resolve("docs/grafana/hub.json");
    private static final Path AREAS = ROOT.resolve("docs/grafana/area.json");
    private static final Pattern METRIC = Pattern.compile("doorstep_[a-z_]+");

    @Test
    void everyMetricThatTheDashboardNamesIsToldByAProgramAndTheHubsAreAllShown() throws IOException {
        Set<String> hub = named(ROOT.resolve("hub-gateway/src/main/java/org/doorstep/hub/metrics/MetricsRoutes.java"));
        Set<String> kiosk = named(ROOT.resolve("kiosk-app/src/main/java/org/doorstep/kiosk/health/HealthReport.java"));
        Set<String> shown = named(DASHBOARD);
        Set<String> told = new TreeSet<>(hub);
        told.addAll(kiosk);

        assertThat(hub).hasSizeGreaterThan(15);
        assertThat(told).containsAll(shown);
        assertThat(shown).containsAll(hub);
    }

    @Test
    void theAreasDashboardShowsEveryMetricOfTheAreaAndNoOther() throws IOException {
        Set<String> area = named(ROOT.resolve("area-server/src/main/java/org/doorstep/area/watch/MetricsRoutes.java"));

        assertThat(area).hasSizeGreaterThan(15);
        assertThat(named(AREAS)).isEqualTo(area);
    }

    @Test
    void eachDashboardIsJsonWithATitleOnEveryPanel() throws IOException {
        for (Path dashboard : List.of(DASHBOARD, AREAS)) {
            assertThat(Wire.JSON.readTree(Files.readString(dashboard)).get("panels"))
                    .isNotEmpty()
                    .allSatisfy(panel ->
                            assertThat(panel.path("title").asString("")).isNotEmpty());
        }
    }

    private static Set<String> named(Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        METRIC.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group()));
        return names;
    }
}
