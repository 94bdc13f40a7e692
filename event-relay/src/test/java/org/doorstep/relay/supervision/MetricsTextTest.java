package org.doorstep.relay.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    void itIsWrittenAsPrometheusReadsIt() {
        MetricsText text = new MetricsText()
                .gauge("doorstep_device_backlog_events", "Rows waiting.", Map.of("device", "kiosk \"2\"\\\n"), 3)
                .counter("doorstep_link_connections_total", "How often.", 2)
                .gauge("doorstep_device_backlog_events", "Rows waiting.", Map.of("device", "kiosk-1"), 0.25);

        assertThat(text).hasToString("""
                # HELP doorstep_device_backlog_events Rows waiting.
                # TYPE doorstep_device_backlog_events gauge
                doorstep_device_backlog_events{device="kiosk \\"2\\"\\\\\\n"} 3
                doorstep_device_backlog_events{device="kiosk-1"} 0.250000
                # HELP doorstep_link_connections_total How often.
                # TYPE doorstep_link_connections_total counter
                doorstep_link_connections_total 2
                """);
    }

    @Test
    void aCounterIsCalledTotalAndNothingElseIs() {
        assertThatThrownBy(() -> new MetricsText().counter("doorstep_events", "", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MetricsText().gauge("doorstep_events_total", "", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
