package org.doorstep.relay.carry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.doorstep.relay.carry.CarryException.Reason;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.passes.PassKeys;

/// A short message in clear, signed: three lines of text, of which the first says what it is, the second is JSON, and
/// the third is the signer's key id and the signature (Ed25519 over the mark of its kind and the SHA-256 of the first
/// two lines). For what names nobody and need not be hidden.
final class SignedNote {
    /// A hub that has met every store a device may have says no more than this.
    static final int MOST_BYTES = Wire.MOST_MESSAGE_BYTES + 1_000;

    private static final int SIGNATURE_BYTES = 64;

    private SignedNote() {}

    static byte[] write(String mark, Object says, CarryKeys.Signer signer) {
        byte[] said = (mark + "\n" + text(Wire.writeMessage(says)) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] signature = signer.sign(context(mark), CarriedForm.sha256().digest(said));
        String last =
                signer.id() + " " + Base64.getUrlEncoder().withoutPadding().encodeToString(signature) + "\n";
        byte[] end = last.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(said, said.length + end.length);
        System.arraycopy(end, 0, all, said.length, end.length);
        return all;
    }

    static <T> T read(String mark, byte[] bytes, Class<T> type, PassKeys signers) throws CarryException {
        String[] lines = text(bytes).split("\n", -1);
        if (!lines[0].equals(mark)) {
            throw new CarryException(Reason.NOT_CARRIED, "This is no " + mark + ".");
        }
        if (lines.length != 4 || !lines[3].isEmpty()) {
            throw new CarryException(Reason.CUT_OFF, "The file ends before its end.");
        }
        byte[] said = (lines[0] + "\n" + lines[1] + "\n").getBytes(StandardCharsets.UTF_8);
        String[] end = lines[2].split(" ", -1);
        if (end.length != 2
                || !CarryKeys.signed(
                        signers, end[0], context(mark), CarriedForm.sha256().digest(said), signature(end[1]))) {
            throw new CarryException(
                    Reason.WRONG_SIGNATURE, "The file was changed on its way, or not made by whom it names.");
        }
        try {
            return Wire.readMessage(lines[1].getBytes(StandardCharsets.UTF_8), type);
        } catch (WireException e) {
            throw new CarryException(Reason.UNREADABLE, "What it says is not of the form.");
        }
    }

    private static byte[] context(String mark) {
        return ("signed: " + mark + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] signature(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == SIGNATURE_BYTES ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
