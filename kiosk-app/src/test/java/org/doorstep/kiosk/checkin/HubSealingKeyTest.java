package org.doorstep.kiosk.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.contract.talk.SealingWord;
import org.doorstep.relay.sealing.OpeningKey;
import org.doorstep.relay.sealing.SealingKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kiosk seals to the newest key that its hub has said, whatever happens in between.
class HubSealingKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SealingKey FIRST = OpeningKey.fresh("0001", RANDOM).sealingKey();
    private static final SealingKey SECOND = OpeningKey.fresh("0002", RANDOM).sealingKey();
    private static final Request.Private QUESTION = new Request.Private("A".repeat(1_500), "0001");
    private static final KeyPair HUB = signing();

    @TempDir
    private Path folder;

    @Test
    void whatTheHubSaidIsUsedAtOnceAndAfterAStartWithoutIt() {
        HubSealingKey key = kiosk(FIRST);
        CardTokens cards = new CardTokens(key, RANDOM);
        key.heard(SECOND.text());
        assertThat(sealedWith(cards)).isEqualTo("0002");

        assertThat(sealedWith(new CardTokens(kiosk(FIRST), RANDOM))).isEqualTo("0002");
    }

    @Test
    void aHubThatSaysNothingOrNonsenseChangesNothing() {
        HubSealingKey key = kiosk(FIRST);
        key.heard("");
        key.heard("0002:short");
        assertThat(key.get().text()).isEqualTo(FIRST.text());
        assertThat(folder.resolve(HubSealingKey.FILE)).doesNotExist();
    }

    @Test
    void settingsThatWereMadeAnewAreTheNewerWord() {
        kiosk(FIRST).heard(SECOND.text());
        SealingKey third = OpeningKey.fresh("0003", RANDOM).sealingKey();
        assertThat(kiosk(third).get().text()).isEqualTo(third.text());
    }

    @Test
    void aFileThatIsDamagedIsNotBelieved() throws IOException {
        kiosk(FIRST).heard(SECOND.text());
        Files.writeString(folder.resolve(HubSealingKey.FILE), "0002:??\n" + FIRST.text() + "\n");
        assertThat(kiosk(FIRST).get().text()).isEqualTo(FIRST.text());
    }

    @Test
    void whoSealedToADestroyedKeyTakesTheHubsSignedWordForThatOneQuestion() {
        HubSealingKey key = kiosk(FIRST);
        Reply.SealingKey word = SealingWord.sign(SECOND.text(), QUESTION, "0001", HUB.getPrivate());

        key.heard(new Request.Private("B".repeat(1_500), "0001"), word);
        assertThat(key.get().id()).isEqualTo("0001");

        key.heard(QUESTION, new Reply.SealingKey(SECOND.text(), "0001", "A".repeat(86)));
        key.heard(
                QUESTION,
                SealingWord.sign(SECOND.text(), QUESTION, "0001", signing().getPrivate()));
        key.heard(QUESTION, new Reply.SealingKey(SECOND.text(), "0007", word.signature()));
        assertThat(key.get().id()).isEqualTo("0001");

        key.heard(QUESTION, word);
        assertThat(key.get().id()).isEqualTo("0002");
    }

    private HubSealingKey kiosk(SealingKey settings) {
        return new HubSealingKey(folder, settings, PassKeys.of("0001", HUB.getPublic()));
    }

    private static String sealedWith(CardTokens cards) {
        Credential card = cards.of(new Reading.CardNumber(Reading.Width.FOUR, "00BC614E"));
        return ((Credential.Sealed) card).key();
    }

    private static KeyPair signing() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has Ed25519.", e);
        }
    }
}
