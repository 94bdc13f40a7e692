package org.doorstep.firmware.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void madeOnce() {
        KeyFiles.make(folder, new SecureRandom());
    }

    @Test
    void aPassSignedWithThePrivateHalfIsValidForTheTextOfThePublicHalf() throws Exception {
        KeyFiles keys = KeyFiles.read(folder);
        PrivateKey signing = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(
                        NamedParameterSpec.ED25519, keys.signingKey().privateKey()));
        LocalDate today = LocalDate.of(2026, 11, 22);
        PassId pass = PassId.of(new byte[PassId.BYTES]);

        String code = PassCode.sign(pass, today, keys.signingKey().id(), signing);

        assertThat(PassCode.read(code, PassKeys.parse(keys.publicKeys().passKeys()), today))
                .isEqualTo(new PassCode.Valid(pass, "0001", today));
    }

    @Test
    void whoeverIsEnrolledFromTheFilesIsToldTheKeyThatTheHubTellsAndNoNewerOne() {
        SealingFiles files = new SealingFiles(folder);
        String first = KeyFiles.read(folder).publicKeys().sealingKey();
        files.tell("0001");
        KeyPairBytes next = files.makeNext(new SecureRandom());
        assertThat(KeyFiles.read(folder).publicKeys().sealingKey()).isEqualTo(first);

        files.tell(next.id());
        assertThat(KeyFiles.read(folder).publicKeys().sealingKey()).isEqualTo(next.publicText());
        files.destroy("0001");
        assertThat(KeyFiles.read(folder).publicKeys().sealingKey()).isEqualTo(next.publicText());
    }

    @Test
    void theHalvesOfTheSealingKeyBelongTogether() throws Exception {
        KeyPairBytes sealing = KeyFiles.read(folder).sealingKeys().getLast();
        byte[] base = new byte[32];
        base[0] = 9; // RFC 7748, section 4.1: the u-coordinate of the base point.

        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        KeyFactory factory = KeyFactory.getInstance("X25519");
        agreement.init(factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, sealing.privateKey())));
        agreement.doPhase(
                factory.generatePublic(
                        new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, reversed(base)))),
                true);

        assertThat(agreement.generateSecret()).isEqualTo(sealing.publicKey());
    }

    @Test
    void keysAreForTheirOwnerAloneAndNeverMadeTwice() throws IOException {
        KeyFiles before = KeyFiles.read(folder);

        KeyFiles.make(folder, new SecureRandom());

        KeyFiles after = KeyFiles.read(folder);
        assertThat(after.passKeys()).isEqualTo(before.passKeys());
        assertThat(after.sealingKeys()).isEqualTo(before.sealingKeys());
        assertThat(after.tokenKey().reply()).isEqualTo(before.tokenKey().reply());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void theNewestSignsAndTheEarlierStillCheck() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        KeyFiles.make(other, new SecureRandom());
        Files.copy(
                other.resolve("pass-0001.properties"),
                folder.resolve("pass-0002.properties"),
                StandardCopyOption.REPLACE_EXISTING);

        KeyFiles keys = KeyFiles.read(folder);

        assertThat(keys.signingKey().id()).isEqualTo("0002");
        assertThat(keys.publicKeys().passKeys()).startsWith("0001:").contains(",0002:");
    }

    @Test
    void whatIsMissingOrDamagedIsSaidWithoutShowingAKey() throws IOException {
        Path token = folder.resolve("token-0001.properties");
        Files.writeString(token, "key = c2hvcnQ");
        assertThatThrownBy(() -> KeyFiles.read(folder))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("second copy")
                .hasMessageNotContaining("c2hvcnQ");

        Files.delete(token);
        assertThatThrownBy(() -> KeyFiles.read(folder)).isInstanceOf(KeyFileException.class);
    }

    @Test
    void noKeyShowsItsPrivateHalfInWords() {
        KeyFiles keys = KeyFiles.read(folder);

        assertThat(keys.toString())
                .isEqualTo("KeyFiles[passKeys=[key 0001], sealingKeys=[key 0001], tokenKeys=[" + keys.tokenKey()
                        + "], sealingTold=]");
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
