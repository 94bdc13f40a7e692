package org.doorstep.hub.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.Serial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hub's own two certificates, over the five years of its issuing key.
class OwnCertificatesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1", "hub.example.org");

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private IssuingFiles issuing;
    private Optional<Instant> time = Optional.of(NOW);

    @BeforeEach
    void aHub() throws IOException, IdentityException {
        KeyPair of = EcKeys.random(random);
        Root root = new Root(of.getPrivate(), Root.certificate("Millbrook", of, NOW, random));
        Path own = Files.createDirectories(folder.resolve("issuing"));
        PublicKey key = IdentityFiles.key(own, random);
        X509Certificate made = root.issuing(new Holder.Issuing(new HubId("fold")), key, NOW, random);
        IdentityFiles.place(own, List.of(made), root.certificate());
        issuing = new IssuingFiles(own);
        issuing.begin(NOW, random);
        PublicKey server = IdentityFiles.key(Files.createDirectories(folder.resolve("server")), random);
        place("server", issuing.issuer().server(server, HOSTS, NOW, random));
        PublicKey gateway = IdentityFiles.key(Files.createDirectories(folder.resolve("gateway")), random);
        place("gateway", issuing.issuer().gateway(gateway, NOW, random));
    }

    @Test
    void theyAreMadeAnewInTheLastThirdForTheSameKeysAndNamesAndNotBefore() throws Exception {
        OwnCertificates own = own();
        assertThat(own.look()).isZero();
        time = Optional.of(NOW.plus(Duration.ofDays(480)));
        assertThat(own.look()).isZero();
        X509Certificate before = certificate("server");

        time = Optional.of(NOW.plus(Duration.ofDays(500)));
        assertThat(own.look()).isEqualTo(2);

        X509Certificate after = certificate("server");
        assertThat(Serial.of(after)).isNotEqualTo(Serial.of(before));
        assertThat(after.getPublicKey()).isEqualTo(before.getPublicKey());
        assertThat(after.getSubjectAlternativeNames())
                .containsExactlyInAnyOrderElementsOf(before.getSubjectAlternativeNames());
        assertThat(after.getNotAfter().toInstant()).isAfter(NOW.plus(Duration.ofDays(1_200)));
        assertThat(own.look()).isZero();
        assertThat(own.standing().ownUntil()).isEqualTo(after.getNotAfter().toInstant());
    }

    @Test
    void theyAreMadeAnewAfterTheirEndToo() {
        time = Optional.of(NOW.plus(Duration.ofDays(900)));
        assertThat(own().look()).isEqualTo(2);
    }

    @Test
    void aHubThatDoesNotKnowTheTimeMakesNone() {
        time = Optional.empty();
        assertThat(own().look()).isZero();
    }

    @Test
    void whateverGoesWrongOnceIsTriedAgain() {
        OwnCertificates own = new OwnCertificates(
                folder,
                issuing,
                () -> {
                    if (time.isEmpty()) {
                        throw new IllegalStateException("The database is locked.");
                    }
                    return time;
                },
                random);
        time = Optional.empty();
        assertThat(own.look()).isZero();
        time = Optional.of(NOW.plus(Duration.ofDays(500)));
        assertThat(own.look()).isEqualTo(2);
    }

    @Test
    void nearTheIssuingKeysEndTheyAreNotMadeAgainAndAgain() {
        OwnCertificates own = own();
        for (int days = 0; days < 1_820; days += 100) {
            time = Optional.of(NOW.plus(Duration.ofDays(days)));
            own.look();
        }
        time = Optional.of(NOW.plus(Duration.ofDays(1_820)));
        assertThat(own.look()).isZero();
        assertThat(own.standing().ownUntil())
                .isEqualTo(own.standing().issuingUntil())
                .isEqualTo(issuing.issuer().certificate().getNotAfter().toInstant());
        time = Optional.of(NOW.plus(Duration.ofDays(2_000)));
        assertThat(own.look()).isZero();
    }

    private OwnCertificates own() {
        return new OwnCertificates(folder, issuing, () -> time, random);
    }

    private X509Certificate certificate(String name) {
        return IdentityFiles.read(folder.resolve(name)).certificate();
    }

    private void place(String name, X509Certificate made) {
        IdentityFiles.place(
                folder.resolve(name),
                List.of(made, issuing.issuer().certificate()),
                issuing.issuer().root());
    }
}
