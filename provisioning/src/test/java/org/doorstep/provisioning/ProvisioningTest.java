package org.doorstep.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.KeyFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisioningTest {
    private static final List<String> SECRETS = List.of("hub/area-token", "hub/gateway-secret", "kiosk/broker-secret");

    @TempDir
    private Path temp;

    private final StringWriter said = new StringWriter();
    private final Provisioning provisioning =
            new Provisioning(new PrintWriter(said, true), new PrintWriter(said, true), new SecureRandom());

    @BeforeEach
    void anAreaAHubAndAKiosk() {
        run("area", "new", path("area"), "--name", "Millbrook");
        run(
                "hub",
                "new",
                path("hub"),
                "--id",
                "fold",
                "--name",
                "The Fold",
                "--area",
                path("area"),
                "--broker=external");
        run("device", "new", path("kiosk"), "--hub", path("hub"), "--id", "kiosk-1", "--name", "Front door");
        run("broker", "new", path("broker"), "--hub", path("hub"), "--device", path("kiosk"));
    }

    @Test
    void everyFileIsForItsOwnerAlone() throws IOException {
        for (Path file : everything()) {
            String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            assertThat(permissions).as(file.toString()).isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
        }
    }

    @Test
    void noSecretIsPrintedOrKeptByTheOneThatChecksIt() throws IOException {
        String settings = "";
        for (Path file : everything()) {
            if (file.toString().endsWith(".properties") && !file.toString().contains("keys")) {
                settings += Files.readString(file);
            }
        }
        for (String secret : SECRETS) {
            String text = Files.readString(temp.resolve(secret)).strip();
            assertThat(text).hasSize(43);
            assertThat(said.toString()).doesNotContain(text);
            assertThat(settings).doesNotContain(text);
        }
    }

    @Test
    void theHubKnowsTheDeviceAndTheAreaTheHubByTheirSecretsHash() throws Exception {
        assertThat(properties("hub/devices/kiosk-1.properties"))
                .containsEntry("name", "Front door")
                .containsEntry("secret.sha256", sha256("kiosk/broker-secret"));
        assertThat(properties("area/hubs/fold.properties"))
                .containsEntry("name", "The Fold")
                .containsEntry("token.sha256", sha256("hub/area-token"));
    }

    @Test
    void theKioskIsGivenThePublicHalvesAndNoOthers() throws IOException {
        KeyFiles keys = KeyFiles.read(temp.resolve("hub/keys"));

        assertThat(properties("kiosk/settings.properties"))
                .containsEntry("pass.keys", keys.publicKeys().passKeys())
                .containsEntry("sealing.key", keys.publicKeys().sealingKey())
                .containsEntry("broker.port", "8404");
    }

    @Test
    void noDeviceIsCalledAsTheGatewayIsAndGivenItsRights() throws IOException {
        Map<Path, String> before = contents();

        assertThat(provisioning.run(
                        "device", "new", path("kiosk-2"), "--hub", path("hub"), "--id", "gateway", "--name", "Back"))
                .isEqualTo(1);

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aCommandGivenTwiceChangesNothing() throws IOException {
        Map<Path, String> before = contents();

        assertThat(provisioning.run("hub", "new", path("hub"), "--id", "fold", "--name", "Another"))
                .isEqualTo(1);
        assertThat(provisioning.run("area", "new", path("area"), "--name", "Another"))
                .isEqualTo(1);

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aCommandThatWasInterruptedGoesOnWithTheSecretsItHadMade() throws IOException {
        Map<Path, String> before = contents();
        Files.delete(temp.resolve("kiosk/settings.properties"));
        Files.delete(temp.resolve("hub/settings.properties"));

        run(
                "hub",
                "new",
                path("hub"),
                "--id",
                "fold",
                "--name",
                "The Fold",
                "--area",
                path("area"),
                "--broker=external");
        run("device", "new", path("kiosk"), "--hub", path("hub"), "--id", "kiosk-1", "--name", "Front door");

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aBrokerThatWasInterruptedGoesOnAndAnotherMosquittosFilesAreLeftAlone() throws IOException {
        Path cut = Files.createDirectory(temp.resolve("cut"));
        Files.writeString(cut.resolve(".begun"), "");
        Files.writeString(cut.resolve("passwords"), "kiosk-1:of the command that was cut off\n");
        run("broker", "new", path("cut"), "--hub", path("hub"), "--device", path("kiosk"));
        assertThat(cut.resolve("passwords")).content().contains("gateway:$7$").contains("kiosk-1:$7$");
        assertThat(cut.resolve("settings.properties")).exists();
        assertThat(cut.resolve(".begun")).doesNotExist();

        Path others = Files.createDirectory(temp.resolve("others"));
        Files.writeString(others.resolve("mosquitto.conf"), "theirs\n");
        Files.writeString(others.resolve("passwords"), "theirs\n");
        assertThat(provisioning.run("broker", "new", path("others"), "--hub", path("hub")))
                .isEqualTo(1);
        assertThat(others.resolve("mosquitto.conf")).hasContent("theirs\n");
        assertThat(others.resolve("passwords")).hasContent("theirs\n");
    }

    @Test
    @Tag("slow")
    void aDiskThatTakesNothingLeavesNoFileThatALaterRunTakesForWhole() throws Exception {
        String[] command = {"hub", "new", path("full"), "--id", "full", "--name", "Full", "--broker=external"};
        List<String> cut = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -f 0; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        cut.addAll(List.of(command));
        Process process = new ProcessBuilder(cut).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(words).isEqualTo(1);
        assertThat(everything())
                .as(words)
                .filteredOn(file -> file.startsWith(temp.resolve("full")))
                .filteredOn(Files::isRegularFile)
                .allMatch(file -> file.endsWith(".begun"));

        run(command);
        assertThat(KeyFiles.read(temp.resolve("full/keys")).passKeys()).hasSize(1);
        assertThat(properties("full/settings.properties")).containsEntry("hub.id", "full");
    }

    @Test
    void aSecondDeviceOfTheSameNameIsNotRegisteredOverTheFirst() throws IOException {
        String before = Files.readString(temp.resolve("hub/devices/kiosk-1.properties"));

        int code =
                provisioning.run("device", "new", path("twin"), "--hub", path("hub"), "--id", "kiosk-1", "--name", "x");

        assertThat(code).isEqualTo(1);
        assertThat(said.toString()).contains("already registered");
        assertThat(Files.readString(temp.resolve("hub/devices/kiosk-1.properties")))
                .isEqualTo(before);
        assertThat(temp.resolve("twin/settings.properties")).doesNotExist();
    }

    private void run(String... arguments) {
        assertThat(provisioning.run(arguments)).as(said.toString()).isZero();
    }

    private String path(String name) {
        return temp.resolve(name).toString();
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            return files.filter(file -> !file.equals(temp)).toList();
        }
    }

    private Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        for (Path file : everything()) {
            if (Files.isRegularFile(file)) {
                contents.put(file, Files.readString(file));
            }
        }
        return contents;
    }

    private Map<String, String> properties(String name) throws IOException {
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(temp.resolve(name)));
        Map<String, String> map = new TreeMap<>();
        properties.forEach((key, value) -> map.put((String) key, (String) value));
        return map;
    }

    private String sha256(String secretFile) throws Exception {
        byte[] text =
                Files.readString(temp.resolve(secretFile)).strip().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(text));
    }
}
