package org.doorstep.relay.identity;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import org.doorstep.relay.identity.IdentityException.Reason;

/// The one kind of key that identities have: elliptic curve P-256, which the JDK, OpenSSL, and the
/// small chips that may one day sit in a device all know.
public final class EcKeys {
    private static final String CURVE = "secp256r1";
    private static final int BITS = 256;

    static final String SIGNATURE = "SHA256withECDSA";

    private EcKeys() {}

    public static KeyPair random(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has the curve P-256.", e);
        }
    }

    static void require(Key key) throws IdentityException {
        if (!(key instanceof ECKey ec)
                || ec.getParams().getCurve().getField().getFieldSize() != BITS
                || !ec.getParams().toString().contains(CURVE)) {
            throw new IdentityException(
                    Reason.KEY_KIND, "The key is of another kind. Ours are elliptic curve keys on P-256.");
        }
    }

    /// Whether these two are halves of one key.
    public static boolean belong(PrivateKey privateKey, PublicKey publicKey) {
        try {
            byte[] anything = publicKey.getEncoded();
            Signature signing = Signature.getInstance(SIGNATURE);
            signing.initSign(privateKey);
            signing.update(anything);
            Signature checking = Signature.getInstance(SIGNATURE);
            checking.initVerify(publicKey);
            checking.update(anything);
            return checking.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
