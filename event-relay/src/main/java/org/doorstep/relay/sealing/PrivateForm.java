package org.doorstep.relay.sealing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.talk.Request;

/// The form of private talk, version 1.
///
/// A question is the asker's public key (32 bytes) and the JSON of a PrivateRequest, sealed to the
/// hub beside `{hub}/{device}`, so that nobody else can say it again as theirs. An answer is the
/// JSON of a PrivateReply, sealed to that key beside the SHA-256 of the question's sealed text, so
/// that no older answer passes for this one's. Either JSON is filled up with blanks to the next of
/// a few lengths.
final class PrivateForm {
    static final byte[] QUESTION = "doorstep-private-question-v1".getBytes(StandardCharsets.US_ASCII);
    static final byte[] ANSWER = "doorstep-private-answer-v1".getBytes(StandardCharsets.US_ASCII);

    /// The longest question there is (what a resident says of themselves) is shorter than the first
    /// of these.
    static final int LEAST_QUESTION_BYTES = 1024;

    /// A page of the roster without news, everything about a resident of a few months, and the
    /// answer to a picture phrase are alike: what is held of a person does not show in the length.
    static final int LEAST_ANSWER_BYTES = 4096;

    /// In base64 and its JSON it stays below what a message may have.
    static final int MOST_BYTES = 128 * 1024;

    private PrivateForm() {}

    static byte[] beside(HubId hub, DeviceId device) {
        return (hub.value() + "/" + device.value()).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] beside(Request.Private question) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(question.sealed().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }

    /// Twice as long each time, so that a length tells one of six.
    static byte[] filledUp(byte[] json, int least) {
        int length = least;
        while (length < json.length) {
            length *= 2;
        }
        if (length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "A private message has at most " + MOST_BYTES + " bytes: say it in pages.");
        }
        byte[] full = Arrays.copyOf(json, length);
        Arrays.fill(full, json.length, length, (byte) ' ');
        return full;
    }

    static String text(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /// Throws IllegalArgumentException if it is no base64url.
    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
