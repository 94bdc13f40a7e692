package org.doorstep.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.provisioning.Provisioning.Surroundings;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.identity.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way on one machine: an authority, a hub, a kiosk that is enrolled, renewed and shut out.
class AuthorityTest {
    private static final Pattern SHEET = Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){6}");
    private static final Instant BEGIN = Instant.parse("2026-11-22T16:00:00Z");

    @TempDir
    private Path temp;

    private final StringWriter said = new StringWriter();
    private Instant now = BEGIN;
    private String sheet = "";

    @BeforeEach
    void anAuthorityAHubAndAKiosk() {
        run("authority", "init", path("authority"), "--name", "Millbrook");
        Matcher shown = SHEET.matcher(said.toString());
        assertThat(shown.find()).isTrue();
        sheet = shown.group();
        said.getBuffer().setLength(0);
        run("hub", "new", path("hub"), "--id", "fold", "--name", "The Fold");
        run("hub", "init", path("hub"), "--authority", path("authority"), "--host", "hub.example.org");
        run("device", "new", path("kiosk"), "--hub", path("hub"), "--id", "kiosk-1", "--name", "Front door");
        run("request", path("kiosk"));
        run("enrol", path("kiosk/identity/request.pem"), "--hub", path("hub"), "--id", "kiosk-1");
    }

    @Test
    void theKioskAndTheHubHoldEachOtherForOneOfUs() {
        Identity kiosk = identity("kiosk/identity");
        Identity hub = identity("hub/identity/server");
        assertThat(verdict(hub, kiosk)).isInstanceOf(Verdict.Trusted.class);
        assertThat(verdict(kiosk, hub)).isInstanceOf(Verdict.Trusted.class);
        assertThat(verdict(kiosk, identity("hub/identity/gateway"))).isInstanceOf(Verdict.Trusted.class);
    }

    @Test
    void aKioskFromACupboardIsRenewedWithTheKeyItHas() throws IOException {
        String key = Files.readString(temp.resolve("kiosk/identity/key.pem"));
        now = BEGIN.plus(Duration.ofDays(300));
        Identity ended = identity("kiosk/identity");
        assertThat(verdict(identity("hub/identity/server"), ended)).isInstanceOf(Verdict.OnlyForRenewal.class);
        run("request", path("kiosk"));
        run("renew", path("kiosk/identity/request.pem"), "--hub", path("hub"));
        assertThat(verdict(identity("hub/identity/server"), identity("kiosk/identity")))
                .isInstanceOf(Verdict.Trusted.class);
        assertThat(Files.readString(temp.resolve("kiosk/identity/key.pem"))).isEqualTo(key);
    }

    @Test
    void anAreasCertificateIsMadeAnewNearItsEndForTheKeyItHas() throws IOException {
        run("area", "new", path("area"), "--name", "Weirside");
        assertThat(initArea()).isZero();
        Identity first = identity("area/identity/server");
        String key = Files.readString(temp.resolve("area/identity/server/key.pem"));
        now = BEGIN.plus(Duration.ofDays(3 * 365));
        assertThat(initArea()).as("too soon").isEqualTo(1);
        assertThat(identity("area/identity/server").certificate()).isEqualTo(first.certificate());

        now = BEGIN.plus(Duration.ofDays(4 * 365));
        assertThat(initArea()).isZero();

        Identity next = identity("area/identity/server");
        assertThat(said.toString()).contains("has its certificate anew");
        assertThat(Serial.of(next.certificate())).isNotEqualTo(Serial.of(first.certificate()));
        assertThat(next.certificate().getNotAfter()).isAfter(first.certificate().getNotAfter());
        assertThat(Files.readString(temp.resolve("area/identity/server/key.pem")))
                .isEqualTo(key);
    }

    private int initArea() {
        return code("area", "init", path("area"), "--authority", path("authority"));
    }

    @Test
    void aKioskThatWasShutOutIsOnTheSignedListAndItsSuccessorIsNot() {
        Serial stolen = Serial.of(identity("kiosk/identity").certificate());
        run("revoke", "--id", "kiosk-1", "--hub", path("hub"));
        IssuingFiles issuing = new IssuingFiles(temp.resolve("hub/identity/issuing"));
        assertThat(issuing.revoked().contains(stolen)).isTrue();
        assertThat(code("renew", path("kiosk/identity/request.pem"), "--hub", path("hub")))
                .isEqualTo(2);

        delete("kiosk/identity");
        run("request", path("kiosk"));
        run("enrol", path("kiosk/identity/request.pem"), "--hub", path("hub"), "--id", "kiosk-1");
        assertThat(issuing.revoked()
                        .contains(Serial.of(identity("kiosk/identity").certificate())))
                .isFalse();
        run("revoke", "--serial", stolen.toString(), "--hub", path("hub"));
        assertThat(issuing.revoked().serials()).hasSize(1);
    }

    @Test
    void aKioskThatWasShutOutSignsNoStickThatCounts() throws IOException {
        Path registered = temp.resolve("hub/devices/kiosk-1.properties");
        assertThat(Files.readString(registered)).contains("carry.keys = ");
        Serial stolen = Serial.of(identity("kiosk/identity").certificate());
        run("revoke", "--serial", stolen.toString(), "--hub", path("hub"));
        assertThat(Files.readString(registered)).contains("carry.keys = ");
        assertThat(said.toString()).contains("still taken", "give --id");
        // Also when there is no certificate left to shut out.
        run("revoke", "--id", "kiosk-1", "--hub", path("hub"), "--because", "lost");
        assertThat(Files.readString(registered))
                .doesNotContain("carry.keys = ", "secret.sha256")
                .contains("carry.keys.before = ", "Front door", "shut-out.because = lost");
        assertThat(said.toString()).contains("also on a stick, is set aside");
    }

    @Test
    void aSuccessorTakesNameAndPlaceAndTheOneBeforeIsShutOutForEver() throws IOException {
        Path registered = temp.resolve("hub/devices/kiosk-1.properties");
        Serial dead = Serial.of(identity("kiosk/identity").certificate());
        run("device", "replace", path("second"), "--hub", path("hub"), "--id", "kiosk-1");
        IssuingFiles issuing = new IssuingFiles(temp.resolve("hub/identity/issuing"));
        assertThat(issuing.revoked().contains(dead)).isTrue();
        // Nobody has the name before there is a certificate for it.
        assertThat(Files.readString(registered)).contains("shut-out.because = replaced");

        run("request", path("second"));
        run("enrol", path("second/identity/request.pem"), "--hub", path("hub"), "--id", "kiosk-1");

        assertThat(Files.readString(registered))
                .contains("Front door", "secret.sha256", "carry.keys = ", "carry.keys.before = ")
                .doesNotContain("shut-out.because");
        assertThat(Files.readString(temp.resolve("second/settings.properties"))).contains("device.name = Front door");
        assertThat(issuing.revoked()
                        .contains(Serial.of(identity("second/identity").certificate())))
                .isFalse();
        assertThat(code("renew", path("kiosk/identity/request.pem"), "--hub", path("hub")))
                .isEqualTo(2);
        assertThat(code("device", "replace", path("third"), "--hub", path("hub"), "--id", "kiosk-9"))
                .isEqualTo(1);
    }

    @Test
    void everyCommandGivenTwiceLeavesEveryKeyAsItIs() throws IOException {
        Map<Path, String> before = keys();
        assertThat(code("authority", "init", path("authority"), "--name", "Other"))
                .isEqualTo(1);
        assertThat(code("hub", "init", path("hub"), "--authority", path("authority")))
                .isEqualTo(1);
        run("request", path("kiosk"));
        run("enrol", path("kiosk/identity/request.pem"), "--hub", path("hub"), "--id", "kiosk-1");
        assertThat(keys()).isEqualTo(before);
    }

    @Test
    void aHubsOwnCertificatesAreMadeAnewBeforeOrAfterTheirEndWithTheSameKeysAndWithoutTheSheet() throws IOException {
        Map<Path, String> before = keys();
        sheet = "nobody has it at hand";
        now = BEGIN.plus(Duration.ofDays(400));
        assertThat(code("hub", "init", path("hub"), "--authority", path("authority")))
                .isEqualTo(1);
        for (int days : List.of(600, 1_500)) {
            now = BEGIN.plus(Duration.ofDays(days));
            run("hub", "init", path("hub"), "--authority", path("authority"), "--host", "hub.example.org");
            assertThat(keys()).isEqualTo(before);
            assertThat(verdict(identity("hub/identity/gateway"), identity("hub/identity/server")))
                    .isInstanceOf(Verdict.Trusted.class);
            assertThat(verdict(identity("hub/identity/server"), identity("hub/identity/gateway")))
                    .isInstanceOf(Verdict.Trusted.class);
            assertThat(identity("hub/identity/server")
                            .certificate()
                            .getNotAfter()
                            .toInstant())
                    .isAfter(now.plus(Duration.ofDays(300)));
        }
    }

    @Test
    void aHubInitThatWasCutOffGoesOnWithTheKeysItHadMade() throws IOException {
        Map<Path, String> before = keys();
        Files.delete(temp.resolve("hub/identity/gateway/chain.pem"));
        Files.delete(temp.resolve("hub/identity/server/chain.pem"));
        run("hub", "init", path("hub"), "--authority", path("authority"));
        assertThat(keys()).isEqualTo(before);
        assertThat(verdict(identity("kiosk/identity"), identity("hub/identity/server")))
                .isInstanceOf(Verdict.Trusted.class);
    }

    @Test
    void aHubInitThatWasCutOffDoesNotGoOnWithAnotherAuthority() throws IOException {
        run("authority", "init", path("other"), "--name", "Other");
        Files.delete(temp.resolve("hub/identity/gateway/chain.pem"));
        assertThat(code("hub", "init", path("hub"), "--authority", path("other")))
                .isEqualTo(1);
        assertThat(temp.resolve("hub/identity/gateway/chain.pem")).doesNotExist();
    }

    @Test
    void everyFileIsForItsOwnerAloneAndNoKeyAndNoSheetIsSaidOrKept() throws IOException {
        for (Path file : everything()) {
            String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            assertThat(permissions).as(file.toString()).isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            if (Files.isRegularFile(file)) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(sheet);
            }
        }
        assertThat(said.toString()).doesNotContain(sheet);
        for (String key : keys().values()) {
            assertThat(said.toString()).doesNotContain(key.lines().toList().get(1));
        }
        assertThat(Files.readString(temp.resolve("authority/root-key.pem"))).startsWith("-----BEGIN ENCRYPTED");
    }

    @Test
    void aSheetToPrintIsAPageForItsOwnerAloneAndNotOnTheScreen() throws IOException {
        run("authority", "init", path("second"), "--name", "Weir (north)", "--sheet", path("sheet.pdf"));
        String page = Files.readString(temp.resolve("sheet.pdf"), StandardCharsets.ISO_8859_1);
        Matcher printed = SHEET.matcher(page);
        assertThat(printed.find()).isTrue();
        assertThat(said.toString()).doesNotContain(printed.group());
        assertThat(page).startsWith("%PDF-1.4").contains("Weir \\(north\\)").endsWith("%%EOF\n");
        int table = page.indexOf("xref\n");
        assertThat(page).contains("startxref\n" + table + "\n");
        for (int i = 1; i <= 6; i++) {
            String place = page.substring(table).lines().toList().get(2 + i).substring(0, 10);
            assertThat(page.substring(Integer.parseInt(place))).startsWith(i + " 0 obj\n");
        }
        assertThat(code("authority", "init", path("third"), "--name", "x", "--sheet", path("sheet.pdf")))
                .isEqualTo(1);
    }

    @Test
    void inTwentyYearsOpensslOpensTheAuthorityWithTheSheet() throws Exception {
        assumeTrue(installed("openssl"), "openssl is not installed here");
        Path phrase = Files.writeString(temp.resolve("phrase"), sheet + "\n");
        Process process = new ProcessBuilder(
                        List.of("openssl", "pkcs8", "-in", path("authority/root-key.pem"), "-passin", "file:" + phrase))
                .redirectErrorStream(true)
                .start();
        String opened = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(opened).isZero();
        assertThat(opened).startsWith("-----BEGIN PRIVATE KEY-----");
    }

    private static Verdict verdict(Identity who, Identity shown, Instant when) {
        return new Trust(who.root()).verdict(shown.chain(), new CheckedAt(when, true, Instant.EPOCH));
    }

    private Verdict verdict(Identity who, Identity shown) {
        return verdict(who, shown, now);
    }

    private Identity identity(String folder) {
        return IdentityFiles.read(temp.resolve(folder));
    }

    private int code(String... arguments) {
        PrintWriter out = new PrintWriter(said, true);
        BufferedReader typed = new BufferedReader(new StringReader(sheet + "\n"));
        return new Provisioning(out, out, new Surroundings(typed, new SecureRandom(), () -> now)).run(arguments);
    }

    private void run(String... arguments) {
        assertThat(code(arguments)).as(said.toString()).isZero();
    }

    private String path(String name) {
        return temp.resolve(name).toString();
    }

    private void delete(String folder) {
        try (Stream<Path> files = Files.list(temp.resolve(folder))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> files = Files.walk(temp)) {
            return files.filter(file -> !file.equals(temp)).toList();
        }
    }

    private Map<Path, String> keys() throws IOException {
        Map<Path, String> keys = new TreeMap<>();
        for (Path file : everything()) {
            if (file.toString().endsWith("key.pem")) {
                keys.put(file, Files.readString(file));
            }
        }
        return keys;
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
