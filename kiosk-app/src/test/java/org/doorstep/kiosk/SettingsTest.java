package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorstep.firmware.settings.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void everyMistakeIsSaidAtOnceWithItsKeyAndRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("settings.properties"), """
                data.dir = /somewhere
                hub.id = Millbrook Fold
                device.id = kiosk-1
                hub.zone = Europe/Lundon
                screen.port = 99999
                broker.secret-file = /not/there
                pass.keys = 0001
                reader.card = camera:rpicam-vid
                reader.qr = webcam
                colour = teal
                """);

        assertThatThrownBy(() -> Settings.read(file))
                .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.mistakes())
                        .extracting(SettingsException.Mistake::key)
                        .containsExactlyInAnyOrder(
                                "hub.id",
                                "hub.zone",
                                "screen.port",
                                "broker.secret-file",
                                "pass.keys",
                                "sealing.key",
                                "reader.card",
                                "reader.qr",
                                "colour"));
    }

    @Test
    void theProgramEndsWithTwoAndStartsNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("settings.properties"), "data.dir = " + folder.resolve("data"));
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--settings",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(program.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(program.waitFor()).isEqualTo(2);
        assertThat(said).contains("hub.id", "pass.keys", "Nothing was started");
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
