package org.doorstep.firmware.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.doorstep.firmware.keys.RegisteredDevices.Because;
import org.doorstep.firmware.keys.RegisteredDevices.ShutOut;
import org.doorstep.relay.contract.DeviceId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisteredDevicesTest {
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    @TempDir
    private Path folder;

    private RegisteredDevices devices;

    @BeforeEach
    void aKiosk() throws IOException {
        devices = new RegisteredDevices(folder);
        Files.writeString(
                folder.resolve("kiosk-1.properties"),
                "name = Front \\\\ door\nsecret.sha256 = 00ff\ncarry.keys = ab12:firstkey\nlater = kept\n");
    }

    @Test
    void oneThatIsShutOutKeepsItsNameAndLosesWhatItCouldShow() throws IOException {
        assertThat(devices.shutOut(KIOSK, Because.LOST, NOW)).isTrue();

        assertThat(devices.shutOut(KIOSK)).contains(new ShutOut(NOW, Because.LOST));
        assertThat(devices.name(KIOSK)).contains("Front \\ door");
        assertThat(text())
                .contains("carry.keys.before = ab12:firstkey", "later = kept")
                .doesNotContain("secret.sha256", "carry.keys = ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("kiosk-1.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shutOutTwiceIsShutOutSinceTheFirstTime() {
        devices.shutOut(KIOSK, Because.LOST, NOW);
        devices.shutOut(KIOSK, Because.STOLEN, NOW.plusSeconds(60));
        assertThat(devices.shutOut(KIOSK)).contains(new ShutOut(NOW, Because.LOST));
        assertThat(devices.timesShutOut(KIOSK)).isEqualTo(1);
    }

    @Test
    void theSuccessorHasTheNameOnceItIsLetIn() throws IOException {
        devices.shutOut(KIOSK, Because.STOLEN, NOW);
        devices.succeed(KIOSK, Map.of("name", "Front door", "carry.keys", "cd34:secondkey"), false, 1);
        assertThat(devices.shutOut(KIOSK)).isPresent();

        assertThat(devices.letIn(KIOSK, 1)).isTrue();

        assertThat(devices.shutOut(KIOSK)).isEmpty();
        assertThat(devices.timesShutOut(KIOSK)).isEqualTo(1);
        assertThat(text()).contains("carry.keys = cd34:secondkey", "carry.keys.before = ab12:firstkey");

        devices.shutOut(KIOSK, Because.STOLEN, NOW);
        assertThat(devices.timesShutOut(KIOSK)).isEqualTo(2);
        assertThat(text()).contains("carry.keys.before = cd34:secondkey,ab12:firstkey");
    }

    @Test
    void whoIsNotRegisteredIsNotShutOut() {
        DeviceId nobody = new DeviceId("kiosk-9");
        assertThat(devices.shutOut(nobody, Because.STOLEN, NOW)).isFalse();
        assertThat(devices.letIn(nobody, 0)).isTrue();
        assertThat(devices.has(nobody)).isFalse();
    }

    @Test
    void whoIsShutOutWhileItJoinsIsNotLetIn() throws IOException {
        devices.shutOut(KIOSK, Because.LOST, NOW);
        int before = devices.standing(KIOSK).times();
        devices.letIn(KIOSK, before);
        devices.shutOut(KIOSK, Because.STOLEN, NOW);

        assertThat(devices.letIn(KIOSK, before)).isFalse();
        assertThat(devices.succeed(KIOSK, Map.of("name", "Thief"), true, before))
                .isFalse();

        assertThat(devices.shutOut(KIOSK)).contains(new ShutOut(NOW, Because.STOLEN));
        assertThat(text()).doesNotContain("Thief");
    }

    @Test
    void twoProgramsThatChangeOneFileUndoNothingOfEachOther() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnotherProgram.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        await("the other program writes")
                .atMost(Duration.ofSeconds(60))
                .until(() -> text().contains("other.0 = ") || !other.isAlive());
        AnotherProgram.write(devices, "this");
        String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).as(said).isZero();

        for (int fact = 0; fact < AnotherProgram.FACTS; fact++) {
            assertThat(text()).contains("this." + fact + " = ", "other." + fact + " = ");
        }
    }

    /// Changes the same file as often, at the same time.
    static final class AnotherProgram {
        /// Each is a file written and forced to the disk, so that neither is through before the other has begun.
        static final int FACTS = 100;

        private AnotherProgram() {}

        public static void main(String[] arguments) {
            write(new RegisteredDevices(Path.of(arguments[0])), "other");
        }

        static void write(RegisteredDevices devices, String name) {
            for (int fact = 0; fact < FACTS; fact++) {
                devices.succeed(KIOSK, Map.of(name + "." + fact, "here"), false, 0);
            }
        }
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve("kiosk-1.properties"));
    }
}
