package org.doorstep.relay.carry;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.XECPrivateKey;
import java.util.Arrays;
import java.util.Random;
import org.doorstep.relay.contract.passes.PassKeys;

/// A hub's keys and a kiosk's, and those of somebody who is neither.
public final class CarriedKeys {
    private static final KeyPair KIOSK = pair("Ed25519");
    private static final KeyPair HUB = pair("Ed25519");
    private static final KeyPair STRANGER = pair("Ed25519");
    private static final KeyPair SEALING = pair("X25519");
    private static final KeyPair OTHER_SEALING = pair("X25519");

    public static final CarryKeys.Signer KIOSK_SIGNER = new CarryKeys.Signer("00aa", KIOSK.getPrivate());
    public static final PassKeys KIOSK_KEYS = PassKeys.of("00aa", KIOSK.getPublic());
    public static final CarryKeys.Signer HUB_SIGNER = new CarryKeys.Signer("0001", HUB.getPrivate());
    public static final PassKeys HUB_KEYS = PassKeys.of("0001", HUB.getPublic());
    public static final CarryKeys.Signer STRANGERS_SIGNER = new CarryKeys.Signer("00aa", STRANGER.getPrivate());
    public static final CarryKeys.Opener HUB_OPENER = opener("0001", SEALING);
    public static final CarryKeys.Opener ANOTHER_OPENER = opener("0001", OTHER_SEALING);
    public static final CarryKeys.Recipient HUB_RECIPIENT = new CarryKeys.Recipient("0001", HUB_OPENER.publicKey());

    private CarriedKeys() {}

    /// A test's own chance, for what asks for a better one.
    public static SecureRandom chance(Random random) {
        return new Seeded(random);
    }

    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final Random random;

        Seeded(Random random) {
            this.random = random;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static CarryKeys.Opener opener(String id, KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return new CarryKeys.Opener(
                id,
                ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow(),
                Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }
}
