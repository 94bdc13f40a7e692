package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorstep.firmware.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @TempDir
    private Path folder;

    @Test
    void aKioskThatKnowsOnlyItsOwnBodyIsNew() throws IOException {
        Start start = Start.read(settings("""
                data.dir = /somewhere
                screen.port = 8402
                reader.card = none
                reader.qr = simulated
                """));

        assertThat(start).isInstanceOf(Start.New.class);
        assertThat(start.hardware().qrReader()).isEqualTo(new ReaderSetting.Simulated());
    }

    @Test
    void halfOfWhatAHubTellsIsAMistakeAndNoNewKiosk() throws IOException {
        for (String told : Start.TOLD_BY_A_HUB) {
            Path file = settings("data.dir = /somewhere\n" + told + " = x1\n");
            assertThatThrownBy(() -> Start.read(file))
                    .as(told)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("It is missing.");
        }
    }

    @Test
    void aNewKiosksMistakesAreToldToo() throws IOException {
        Path file = settings("reader.qr = webcam\ncolour = teal\n");

        assertThatThrownBy(() -> Start.read(file))
                .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.mistakes())
                        .extracting(SettingsException.Mistake::key)
                        .containsExactlyInAnyOrder("data.dir", "reader.qr", "colour"));
    }

    @Test
    void aDoorNeedsBothItsHostAndItsPort() throws Exception {
        ReadyFolder.settings(folder);
        Path file = folder.resolve("settings.properties");
        String whole = Files.readString(file);
        Files.writeString(file, whole + "door.host = 192.0.2.7\ndoor.port = 8405\n");
        assertThat(Settings.read(file).door())
                .hasValueSatisfying(door -> assertThat(door.text()).isEqualTo("192.0.2.7:8405"));
        Files.writeString(file, whole + "door.host = 192.0.2.7\n");
        assertThatThrownBy(() -> Settings.read(file)).hasMessageContaining("door.port: It is missing.");
    }

    private Path settings(String text) throws IOException {
        return Files.writeString(folder.resolve("settings.properties"), text);
    }
}
