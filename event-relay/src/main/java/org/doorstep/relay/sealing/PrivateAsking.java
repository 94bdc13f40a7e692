package org.doorstep.relay.sealing;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;

/// The device's side of private talk: seals questions to the hub, opens their answers.
///
/// Its own key is made with it and is in memory only, so what was answered to a program that has
/// ended can be opened by nobody any more. Safe for all threads.
public final class PrivateAsking {
    private static final String OWN = "own";

    private final Supplier<SealingKey> hubKey;
    private final byte[] beside;
    private final SecureRandom random;
    private final OpeningKey own;

    /// `hubKey` is asked for each question, since the hub changes it.
    public PrivateAsking(Supplier<SealingKey> hubKey, HubId hub, DeviceId device, SecureRandom random) {
        this.hubKey = hubKey;
        this.beside = PrivateForm.beside(hub, device);
        this.random = random;
        this.own = OpeningKey.fresh(OWN, random);
    }

    /// A question as it travels.
    public Request.Private sealed(PrivateRequest question) {
        byte[] json = PrivateForm.filledUp(Wire.writeMessage(question), PrivateForm.LEAST_QUESTION_BYTES);
        byte[] answerTo = own.sealingKey().raw();
        byte[] text = ByteBuffer.allocate(answerTo.length + json.length)
                .put(answerTo)
                .put(json)
                .array();
        SealingKey key = hubKey.get();
        return new Request.Private(PrivateForm.text(key.seal(PrivateForm.QUESTION, beside, text, random)), key.id());
    }

    /// Empty unless it is the answer to that question, made by who could open it.
    public Optional<PrivateReply> opened(Request.Private question, Reply.Private answer) {
        try {
            Optional<byte[]> json =
                    own.open(PrivateForm.ANSWER, PrivateForm.beside(question), PrivateForm.bytes(answer.sealed()));
            return json.isEmpty() ? Optional.empty() : Optional.of(Wire.readMessage(json.get(), PrivateReply.class));
        } catch (IllegalArgumentException | WireException e) {
            return Optional.empty();
        }
    }
}
