package org.doorstep.firmware.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SigningRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
    private static final Holder.Device KIOSK = new Holder.Device(Source.parse("/hub/fold/device/kiosk-1"));

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    private Root root;
    private Issuer fold;

    @BeforeEach
    void anAuthorityAndAHub() throws IdentityException {
        KeyPair of = EcKeys.random(random);
        root = new Root(of.getPrivate(), Root.certificate("Millbrook", of, NOW, random));
        KeyPair pair = EcKeys.random(random);
        X509Certificate issuing = root.issuing(new Holder.Issuing(new HubId("fold")), pair.getPublic(), NOW, random);
        fold = new Issuer(new Identity(pair.getPrivate(), List.of(issuing), root.certificate()));
    }

    @Test
    void aDeviceAsksIsGivenAndKnowsItselfAndItsKeyNeverLeft() throws Exception {
        String request = IdentityFiles.request(folder, KIOSK, random);
        X509Certificate own = fold.device(SigningRequest.read(request), NOW, random);
        IdentityFiles.place(folder, List.of(own, fold.certificate()), root.certificate());

        assertThat(IdentityFiles.read(folder).holder()).isEqualTo(KIOSK);
        assertThat(request)
                .doesNotContain(Files.readString(folder.resolve("key.pem"))
                        .lines()
                        .toList()
                        .get(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void anIdentityOfSomebodyElseIsToldAsAMistakeInTheSettings() throws Exception {
        X509Certificate own =
                fold.device(SigningRequest.read(IdentityFiles.request(folder, KIOSK, random)), NOW, random);
        IdentityFiles.place(folder, List.of(own, fold.certificate()), root.certificate());

        assertThat(IdentityFiles.readAs(folder, KIOSK).holder()).isEqualTo(KIOSK);
        for (Holder other : List.of(
                new Holder.Device(Source.parse("/hub/fold/device/kiosk-2")),
                new Holder.Device(Source.parse("/hub/weir/device/kiosk-1")),
                new Holder.Gateway(new HubId("fold")),
                new Holder.HubServer(new HubId("fold")))) {
            assertThatThrownBy(() -> IdentityFiles.readAs(folder, other))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("broker.identity")
                    .hasMessageContaining(KIOSK.uri())
                    .hasMessageContaining(other.uri());
        }
    }

    @Test
    void aSecondRequestIsMadeWithTheSameKey() throws Exception {
        String before = IdentityFiles.request(folder, KIOSK, random);
        String key = Files.readString(folder.resolve("key.pem"));
        String again = IdentityFiles.request(folder, KIOSK, random);
        assertThat(SigningRequest.read(again).key())
                .isEqualTo(SigningRequest.read(before).key());
        assertThat(Files.readString(folder.resolve("key.pem"))).isEqualTo(key);
    }

    @Test
    void aMakingThatWasCutOffBeforeTheKeyWasThereIsBegunAgain() throws Exception {
        IdentityFiles.request(folder, KIOSK, random);
        Files.delete(folder.resolve("key.pem"));
        IdentityFiles.request(folder, KIOSK, random);
        assertThat(folder.resolve("key.pem")).exists();
    }

    @Test
    void whatWasMadeForAnotherKeyIsNotPlacedAndNothingIsChanged() throws Exception {
        String request = IdentityFiles.request(folder, KIOSK, random);
        X509Certificate own = fold.device(SigningRequest.read(request), NOW, random);
        IdentityFiles.place(folder, List.of(own, fold.certificate()), root.certificate());
        String before = Files.readString(folder.resolve("chain.pem"));
        KeyPair another = EcKeys.random(random);
        X509Certificate others = fold.device(SigningRequest.read(SigningRequest.make(KIOSK, another)), NOW, random);
        assertThatThrownBy(() -> IdentityFiles.place(folder, List.of(others, fold.certificate()), root.certificate()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("no certificate for the key");
        assertThat(Files.readString(folder.resolve("chain.pem"))).isEqualTo(before);
    }

    @Test
    void aFolderThatLacksAFileIsToldWhichAndNoMessageHoldsAKey() throws IOException {
        assertThatThrownBy(() -> IdentityFiles.read(folder))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("chain.pem is not there");
        IdentityFiles.request(folder, KIOSK, random);
        String key = Files.readString(folder.resolve("key.pem"));
        Files.writeString(folder.resolve("key.pem"), key.replace("BEGIN", "BEGUN"));
        assertThatThrownBy(() -> IdentityFiles.request(folder, KIOSK, random))
                .isInstanceOf(KeyFileException.class)
                .hasMessageNotContaining(key.lines().toList().get(1));
    }
}
