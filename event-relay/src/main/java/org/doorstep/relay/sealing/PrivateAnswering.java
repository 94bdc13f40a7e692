package org.doorstep.relay.sealing;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;

/// The hub's side of private talk: opens questions, seals their answers. Safe for all threads.
public final class PrivateAnswering {
    private final OpeningKeys keys;
    private final HubId hub;
    private final SecureRandom random;

    /// A question that could be opened, and whom its answer goes to.
    public static final class Question {
        private final PrivateRequest asked;
        private final Request.Private sealed;
        private final SealingKey answerTo;

        private Question(PrivateRequest asked, Request.Private sealed, SealingKey answerTo) {
            this.asked = asked;
            this.sealed = sealed;
            this.answerTo = answerTo;
        }

        public PrivateRequest asked() {
            return asked;
        }
    }

    public PrivateAnswering(OpeningKeys keys, HubId hub, SecureRandom random) {
        this.keys = keys;
        this.hub = hub;
        this.random = random;
    }

    /// Empty if no key has its id, or it was not sealed to this hub by (or for) this device, or
    /// what is inside is no question of this version.
    public Optional<Question> open(DeviceId device, Request.Private question) {
        try {
            byte[] sealed = PrivateForm.bytes(question.sealed());
            Optional<byte[]> text = keys.find(question.key())
                    .flatMap(key -> key.open(PrivateForm.QUESTION, PrivateForm.beside(hub, device), sealed));
            if (text.isEmpty() || text.get().length <= X25519PublicKeyParameters.KEY_SIZE) {
                return Optional.empty();
            }
            byte[] answerTo = Arrays.copyOf(text.get(), X25519PublicKeyParameters.KEY_SIZE);
            byte[] json = Arrays.copyOfRange(text.get(), answerTo.length, text.get().length);
            return Optional.of(new Question(
                    Wire.readMessage(json, PrivateRequest.class), question, SealingKey.of("asker", answerTo)));
        } catch (IllegalArgumentException | WireException e) {
            return Optional.empty();
        }
    }

    public Reply.Private sealed(Question question, PrivateReply answer) {
        byte[] json = PrivateForm.filledUp(Wire.writeMessage(answer), PrivateForm.LEAST_ANSWER_BYTES);
        return new Reply.Private(PrivateForm.text(
                question.answerTo.seal(PrivateForm.ANSWER, PrivateForm.beside(question.sealed), json, random)));
    }
}
