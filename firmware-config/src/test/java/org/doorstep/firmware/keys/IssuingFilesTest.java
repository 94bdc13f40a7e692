package org.doorstep.firmware.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.identity.SigningRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuingFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private IssuingFiles issuing;

    @BeforeEach
    void aHubsIssuingKey() throws IdentityException {
        KeyPair of = EcKeys.random(random);
        Root root = new Root(of.getPrivate(), Root.certificate("Millbrook", of, NOW, random));
        PublicKey key = IdentityFiles.key(folder, random);
        IdentityFiles.place(
                folder,
                List.of(root.issuing(new Holder.Issuing(new HubId("fold")), key, NOW, random)),
                root.certificate());
        issuing = new IssuingFiles(folder);
        issuing.begin(NOW, random);
    }

    @Test
    void theNewestCertificateOfAStolenKeyTakesTheOnesBeforeItAlong() throws Exception {
        KeyPair stolen = EcKeys.random(random);
        Serial first = serial(issuing.enrol(request("kiosk-1", stolen), NOW, random));
        Serial second = serial(issuing.renew(request("kiosk-1", stolen), NOW, random));
        Serial elsewhere = serial(issuing.enrol(request("kiosk-2", stolen), NOW, random));
        Serial others = serial(issuing.enrol(request("kiosk-3", EcKeys.random(random)), NOW, random));

        assertThat(issuing.revoke(second, NOW).serials()).containsExactlyInAnyOrder(first, second, elsewhere);
        assertThat(issuing.revoked().serials().keySet()).containsExactlyInAnyOrder(first, second, elsewhere);
        assertThat(issuing.revoked().contains(others)).isFalse();
        assertThatThrownBy(() -> issuing.revoke(new DeviceId("kiosk-2"), NOW))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("shut out already");
    }

    @Test
    void aDeviceGoesWithAllThatItsKeyWasGivenUnderAnotherName() throws Exception {
        KeyPair stolen = EcKeys.random(random);
        Serial one = serial(issuing.enrol(request("kiosk-1", stolen), NOW, random));
        Serial two = serial(issuing.enrol(request("kiosk-2", stolen), NOW, random));
        assertThat(issuing.revoke(new DeviceId("kiosk-1"), NOW).serials()).containsExactlyInAnyOrder(one, two);
    }

    @Test
    void whatThisHubNeverIssuedIsNotShutOut() {
        Serial unknown = Serial.random(random);
        assertThatThrownBy(() -> issuing.revoke(unknown, NOW))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("never issued");
        assertThat(issuing.revoked().number()).isZero();
    }

    @Test
    void aLostListIsNotMadeAnewAsAnEmptyOne() throws Exception {
        issuing.enrol(request("kiosk-1", EcKeys.random(random)), NOW, random);
        Files.delete(folder.resolve("revoked.crl"));
        assertThatThrownBy(() -> issuing.begin(NOW, random))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("is not there")
                .hasMessageEndingWith(RevokedList.REMEDY);
        assertThat(folder.resolve("revoked.crl")).doesNotExist();
        assertThatThrownBy(() -> issuing.revoked())
                .isInstanceOf(KeyFileException.class)
                .hasMessageEndingWith(RevokedList.REMEDY);
    }

    @Test
    void aListThatWasNotFinishedBeforeAnythingWasIssuedIsMade() throws Exception {
        Files.delete(folder.resolve("revoked.crl"));
        issuing.begin(NOW, random);
        assertThat(issuing.revoked().serials()).isEmpty();
    }

    @Test
    void whatIsSaidOfABrokenListCanBeDone() throws Exception {
        issuing.enrol(request("kiosk-1", EcKeys.random(random)), NOW, random);
        String copy = Files.readString(folder.resolve("revoked.crl"));
        Files.writeString(folder.resolve("revoked.crl"), copy.substring(0, copy.length() / 2));
        assertThatThrownBy(() -> issuing.revoked())
                .isInstanceOf(KeyFileException.class)
                .hasMessageEndingWith(RevokedList.REMEDY);
        Files.writeString(folder.resolve("revoked.crl"), copy);
        assertThat(issuing.revoked().serials()).isEmpty();
    }

    private static Serial serial(List<X509Certificate> chain) {
        return Serial.of(chain.getFirst());
    }

    private static SigningRequest request(String device, KeyPair key) throws IdentityException {
        return SigningRequest.read(
                SigningRequest.make(new Holder.Device(Source.parse("/hub/fold/device/" + device)), key));
    }
}
