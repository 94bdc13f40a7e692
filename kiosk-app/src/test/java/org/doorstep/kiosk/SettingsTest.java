package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.kiosk.hardware.pi4j.RingChip;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aKioskHasALanguageOfItsOwnIfThereAreWordsInIt() throws IOException {
        Path file = folder.resolve("settings.properties");
        Files.writeString(file, "data.dir = /somewhere\nlanguage = cy\n");
        assertThat(Start.read(file).hardware().language()).isEqualTo("cy");
        Files.writeString(file, "data.dir = /somewhere\n");
        assertThat(Start.read(file).hardware().language()).isEqualTo("en");
        for (String wrong : List.of("tlh", "Welsh", "../en", "messages")) {
            Files.writeString(file, "data.dir = /somewhere\nlanguage = " + wrong + "\n");
            assertThatThrownBy(() -> Start.read(file))
                    .as(wrong)
                    .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.mistakes())
                            .extracting(SettingsException.Mistake::key)
                            .containsExactly("language"));
        }
    }

    @Test
    void everyPartThatIsWiredIsNamedInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("settings.properties"), """
                data.dir = /somewhere
                screen = none
                reader.card = mfrc522:0.0
                buttons.mood = gpio:5,6,13,19
                button.switch = gpio:26
                lights = ws2812:0.1,12
                buzzer = gpio:18
                """);

        Hardware hardware = Start.read(file).hardware();

        assertThat(hardware.cardReader()).isEqualTo(new ReaderSetting.Mfrc522(0, 0));
        assertThat(hardware.parts())
                .isEqualTo(new Parts(
                        false,
                        List.of(5, 6, 13, 19),
                        Optional.of(26),
                        Optional.of(new Parts.LampSetting.Ring(RingChip.WS2812, 0, 1, 12)),
                        Optional.of(new Parts.BuzzerSetting.Pin(18)),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "pn532:i2c-1, Pn532OnI2c[bus=1]",
        "pn532:/dev/ttyUSB0, Pn532OnSerial[device=/dev/ttyUSB0]",
        "pcsc:any, Pcsc[name=]",
        "pcsc:ACR122, Pcsc[name=ACR122]",
        "mfrc522:1.2, 'Mfrc522[bus=1, select=2]'"
    })
    void aReaderOfCardsIsNamedByWhatItHangsOn(String setting, String read) {
        assertThat(ReaderSetting.ofCards(setting)).hasToString(read);
        assertThatThrownBy(() -> ReaderSetting.ofCodes(setting)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void partsThatShareAPinOrHaveNoneAreToldWithTheirRemedy() throws IOException {
        for (String wrong : List.of(
                "buttons.mood = gpio:5,6,13",
                "buttons.mood = gpio:5,6,13,40",
                "buttons.mood = gpio:5,6,13,5",
                "button.switch = 26",
                "lights = leds:17",
                "lights = ws2812:0.1",
                "lights = apa102:0.1,600",
                "buzzer = loud",
                "screen = perhaps")) {
            Path file =
                    Files.writeString(folder.resolve("settings.properties"), "data.dir = /somewhere\n" + wrong + "\n");

            assertThatThrownBy(() -> Start.read(file))
                    .as(wrong)
                    .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.mistakes())
                            .extracting(SettingsException.Mistake::key)
                            .containsExactly(wrong.substring(0, wrong.indexOf(' '))));
        }
    }

    @Test
    @Tag("slow")
    void aPageThatCannotBeServedIsToldWithItsKeyAndNothingRuns() throws Exception {
        Path settings = folder.resolve("settings.properties");
        Files.writeString(folder.resolve("secret"), "a secret");
        String key = ":" + "A".repeat(43);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            for (String[] told : new String[][] {
                {"127.0.0.1", Integer.toString(taken.getLocalPort()), "screen.port: Another program is at port"},
                {"203.0.113.9", "8402", "screen.bind: A kiosk's page is served to its own screen alone"},
                {"0.0.0.0", "8402", "screen.bind: A kiosk's page is served to its own screen alone"}
            }) {
                Files.writeString(settings, """
                        data.dir = %1$s/data
                        hub.id = fold
                        device.id = kiosk-1
                        hub.zone = Europe/London
                        broker.secret-file = %1$s/secret
                        pass.keys = 0001%2$s
                        sealing.key = 0001%2$s
                        screen.bind = %3$s
                        screen.port = %4$s
                        """.formatted(folder, key, told[0], told[1]));
                Process program = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-Dorg.sqlite.tmpdir=" + System.getProperty("org.sqlite.tmpdir"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "--settings",
                                settings.toString())
                        .redirectErrorStream(true)
                        .start();
                String said =
                        new String(program.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(program.waitFor()).as(said).isEqualTo(2);
                assertThat(said).contains(told[2]);
            }
        }
    }

    @Test
    void theProgramEndsWithTwoAndStartsNothing() throws Exception {
        Path file = Files.writeString(
                folder.resolve("settings.properties"),
                "data.dir = " + folder.resolve("data") + "\ndevice.id = kiosk-1\n");
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
