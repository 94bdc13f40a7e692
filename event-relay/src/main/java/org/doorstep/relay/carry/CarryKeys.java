package org.doorstep.relay.carry;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import org.doorstep.relay.contract.passes.Ed25519Keys;
import org.doorstep.relay.contract.passes.PassKeys;

/// The keys of one who carries, as the raw 32 bytes of RFC 8032 and RFC 7748. The arrays are not to be changed.
public final class CarryKeys {
    private CarryKeys() {}

    /// Whose file it is: an Ed25519 key, and the name under which the other side knows its public half.
    public record Signer(String id, PrivateKey key) {
        public static Signer of(String id, byte[] privateKey) {
            return new Signer(id, Ed25519Keys.privateKey(privateKey));
        }

        byte[] sign(byte[] context, byte[] digest) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(key);
                signature.update(context);
                signature.update(digest);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The key to sign with is not an Ed25519 key.", e);
            }
        }

        /// So that no log line or message can show the key.
        @Override
        public String toString() {
            return "signing key " + id;
        }
    }

    /// Who alone can open it: an X25519 public key, and its name.
    public record Recipient(String id, byte[] publicKey) {}

    /// One of the keys that open what was sealed to this side.
    public record Opener(String id, byte[] privateKey, byte[] publicKey) {
        @Override
        public String toString() {
            return "opening key " + id;
        }
    }

    /// Never throws: whatever is no signature of that key is not signed.
    static boolean signed(PassKeys by, String id, byte[] context, byte[] digest, byte[] signature) {
        Optional<PublicKey> key = by.find(id);
        if (key.isEmpty()) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key.get());
            check.update(context);
            check.update(digest);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
