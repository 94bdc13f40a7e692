package org.doorstep.firmware.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Root;
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

    private static SigningRequest request(String device, KeyPair key) throws IdentityException {
        return SigningRequest.read(
                SigningRequest.make(new Holder.Device(Source.parse("/hub/fold/device/" + device)), key));
    }
}
