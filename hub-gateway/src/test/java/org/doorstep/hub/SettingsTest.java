package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.hub.upstream.Cadence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final String LEAST = """
            data.dir = data
            hub.id = millbrook
            hub.name = Millbrook Fold
            hub.zone = Europe/London
            devices.dir = devices
            """;

    @TempDir
    private Path folder;

    @Test
    void whatIsNotSaidIsTheSafeChoice() throws IOException {
        Settings settings = read(LEAST);

        assertThat(settings.web()).isEqualTo(new Settings.Web("127.0.0.1", 8400));
        assertThat(settings.broker())
                .isEqualTo(new Settings.Broker.Embedded("127.0.0.1", 1883, new Settings.Entry.OwnSecret()));
        assertThat(settings.area()).isEqualTo(new Settings.Area.None());
        assertThat(settings.copy()).isEqualTo(new Settings.Copy.None());
    }

    @Test
    void figuresLeaveHourlyUnlessSomebodySaysOtherwise() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "of this hub");
        String area = LEAST + "area.url = https://area.example\narea.token-file = " + token + "\n";

        assertThat(read(area).area())
                .isEqualTo(new Settings.Area.Server(
                        URI.create("https://area.example"), token, new Settings.Line.NotOurs(), Cadence.HOURLY));
        assertThat(read(area + "upstream.release = at-once\n").area())
                .extracting(told -> ((Settings.Area.Server) told).cadence())
                .isEqualTo(Cadence.AT_ONCE);
    }

    @Test
    void aBrokerWithoutCertificatesListensOnThisMachineAlone() throws IOException {
        assertThatThrownBy(() -> read(LEAST + "broker.host = 0.0.0.0\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("broker.identity");
        assertThat(read(LEAST + "broker.host = 0.0.0.0\nbroker.identity = " + folder + "\n")
                        .broker())
                .isEqualTo(new Settings.Broker.Embedded("0.0.0.0", 1883, new Settings.Entry.Certificates(folder)));
    }

    @Test
    void everyMistakeIsSaidAtOnceWithItsKey() {
        assertThatThrownBy(() -> read("""
                        hub.id = Millbrook Fold
                        hub.name = Millbrook Fold
                        hub.zone = Europe/Lundon
                        web.port = 99999
                        broker.mode = external
                        devices.dir = devices
                        area.url = ftp://area.example
                        upstream.release = sometimes
                        colour = teal
                        """))
                .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.mistakes())
                        .extracting(SettingsException.Mistake::key)
                        .containsExactlyInAnyOrder(
                                "data.dir",
                                "hub.id",
                                "hub.zone",
                                "web.port",
                                "broker.secret-file",
                                "area.url",
                                "upstream.release",
                                "colour"));
    }

    @Test
    void aBrokersRulesAreKeptOnlyWithAWholeCommandAndOnlyWhereThereAreCertificates() throws IOException {
        String external = LEAST + "broker.mode = external\nbroker.identity = " + folder + "\n";

        assertThat(read(external + "broker.rules = rules\nbroker.reload = /bin/kill -HUP 12\n")
                        .broker())
                .isInstanceOfSatisfying(Settings.Broker.External.class, broker -> assertThat(broker.rules())
                        .isEqualTo(new Settings.Rules.Kept(Path.of("rules"), List.of("/bin/kill", "-HUP", "12"))));
        assertThat(read(external).broker())
                .isInstanceOfSatisfying(Settings.Broker.External.class, broker -> assertThat(broker.rules())
                        .isEqualTo(new Settings.Rules.ByHand()));
        assertThatThrownBy(() -> read(external + "broker.rules = rules\n")).hasMessageContaining("broker.reload");
        assertThatThrownBy(() -> read(external + "broker.rules = rules\nbroker.reload = kill -HUP 12\n"))
                .hasMessageContaining("broker.reload");
        assertThatThrownBy(() -> read(LEAST + "broker.mode = external\nbroker.rules = rules\n"))
                .hasMessageContaining("broker.rules");
    }

    @Test
    void anAreaIsNotCalledWithoutSayingWhoWeAre() {
        assertThatThrownBy(() -> read(LEAST + "area.url = https://area.example\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("area.token-file");
    }

    @Test
    void figuresGoOverANetworkByCertificateOrByHttpsAndNeverReadably() throws IOException {
        String area = LEAST + "area.token-file = " + Files.writeString(folder.resolve("token"), "of this hub") + "\n";

        assertThatThrownBy(() -> read(area + "area.url = http://area.example:8401\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("area.identity");
        assertThatThrownBy(() -> read(area + "area.url = http://127.0.0.1:8401\narea.identity = " + folder + "\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("area.url");
        assertThat(read(area + "area.url = https://area.example:8406\narea.identity = " + folder + "\n")
                        .area())
                .extracting(told -> ((Settings.Area.Server) told).line())
                .isEqualTo(new Settings.Line.Certificates(folder));
        assertThat(read(area + "area.url = http://127.0.0.1:8401\n").area())
                .extracting(told -> ((Settings.Area.Server) told).line())
                .isEqualTo(new Settings.Line.NotOurs());
    }

    private Settings read(String text) throws IOException {
        return Settings.read(Files.writeString(folder.resolve("settings.properties"), text));
    }
}
