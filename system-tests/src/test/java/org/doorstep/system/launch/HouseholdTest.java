package org.doorstep.system.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.system.neighbourhood.Neighbourhood;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HouseholdTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    private Path temp;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private DataFolder data;

    @BeforeEach
    void hold() {
        data = DataFolder.hold(temp.resolve("data"));
    }

    @AfterEach
    void letGo() {
        data.close();
    }

    @Test
    void everybodyHasCertificatesOfAnAuthorityWhoseSheetIsNowhere() throws IOException {
        settle(NOW);

        X509Certificate root = identity("hub/identity/server").root();
        assertThat(List.of("area/identity/server", "hub/identity/gateway", "kiosk-1/identity", "kiosk-2/identity"))
                .allSatisfy(
                        folder -> assertThat(identity(folder).root()).as(folder).isEqualTo(root));
        assertThat(identity("kiosk-2/identity").holder())
                .isEqualTo(new Holder.Device(new Source(HUB, new DeviceId("kiosk-2"))));
        for (String program : List.of("hub", "kiosk-1", "kiosk-2")) {
            assertThat(data.settings(program))
                    .content()
                    .contains("broker.identity = " + data.of(program + "/identity"));
        }
        // That of the second copy stands there on purpose, so that anybody can try a restore.
        assertThat(filesWithASheet()).containsExactly(data.of(Household.RECOVERY_SHEET));
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();

        List<X509Certificate> before = identity("kiosk-1/identity").chain();
        settle(NOW.plusSeconds(60));
        assertThat(identity("kiosk-1/identity").chain())
                .as("nothing is made twice")
                .isEqualTo(before);
    }

    @Test
    void aKioskOfTheDemonstrationKnowsTheSmallAreasAround() {
        settle(NOW);

        assertThat(List.of("kiosk-1", "kiosk-2")).allSatisfy(kiosk -> assertThat(
                        AreaBook.in(data.of(kiosk)).find("zz1 1ab").map(AreaBook.Place::name))
                .contains("Fuller's Yard"));
    }

    @Test
    void aFolderFromBeforeThereWereCertificatesIsGivenThemAndKeepsAllElse() throws IOException {
        settle(NOW);
        asBeforeThereWereCertificates();
        data.remove(data.of(Household.AUTHORITY));
        for (String program : List.of("area", "hub", "kiosk-1", "kiosk-2")) {
            data.remove(data.of(program + "/identity"));
        }
        byte[] passKeys = Files.readAllBytes(data.of("hub/devices/kiosk-1.properties"));

        settle(NOW);

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("has no certificates yet");
        assertThat(identity("kiosk-1/identity").root())
                .isEqualTo(identity("hub/identity/server").root());
        assertThat(Files.readAllBytes(data.of("hub/devices/kiosk-1.properties")))
                .isEqualTo(passKeys);
    }

    @Test
    void whatAnInterruptedStartLeftOfAnAuthorityIsMadeAnewSinceNobodyHasItsSheet() throws IOException {
        settle(NOW);
        X509Certificate lost = identity("hub/identity/server").root();
        asBeforeThereWereCertificates();
        data.remove(data.of("kiosk-2/identity"));

        settle(NOW);

        assertThat(identity("kiosk-2/identity").root())
                .isEqualTo(identity("hub/identity/server").root())
                .isNotEqualTo(lost);
    }

    @Test
    void certificatesThatSomebodyElseMadeAreLeftAlone() throws IOException {
        settle(NOW);
        Files.delete(data.of("certificates.made"));
        List<X509Certificate> theirs = identity("hub/identity/server").chain();

        assertThatThrownBy(() -> settle(NOW))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("has certificates that ./run did not make");

        assertThat(identity("hub/identity/server").chain()).isEqualTo(theirs);
    }

    @Test
    void aDemonstrationThatWasShutForMonthsComesBackToKiosksWithDaysLeft() {
        settle(NOW);
        X509Certificate first = identity("kiosk-1/identity").certificate();
        Instant later = NOW.plus(Duration.ofDays(200));

        settle(later);

        X509Certificate next = identity("kiosk-1/identity").certificate();
        assertThat(next.getPublicKey()).isEqualTo(first.getPublicKey());
        assertThat(next.getNotAfter().toInstant()).isAfter(later.plus(Duration.ofDays(80)));
    }

    private void settle(Instant now) {
        Neighbourhood neighbourhood = new Neighbourhood(1, ZONE, LocalDate.ofInstant(now, ZONE));
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        new Household(data, new Ports(Ports.STANDARD), () -> now, new SecureRandom(), out).settle(neighbourhood);
    }

    private void asBeforeThereWereCertificates() throws IOException {
        Files.delete(data.of("certificates.made"));
        for (String program : List.of("area", "hub", "kiosk-1", "kiosk-2")) {
            List<String> lines = Files.readAllLines(data.settings(program)).stream()
                    .filter(line -> !line.contains(".identity"))
                    .toList();
            Files.write(data.settings(program), lines);
        }
    }

    private Identity identity(String folder) {
        return IdentityFiles.read(data.of(folder));
    }

    private List<Path> filesWithASheet() throws IOException {
        try (Stream<Path> all = Files.walk(data.path())) {
            return all.filter(Files::isRegularFile)
                    .filter(HouseholdTest::holdsASheet)
                    .toList();
        }
    }

    private static boolean holdsASheet(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().anyMatch(HouseholdTest::isASheet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isASheet(String line) {
        try {
            RecoverySheet.parse(line.strip());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
