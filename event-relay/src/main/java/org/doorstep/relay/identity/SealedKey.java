package org.doorstep.relay.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.doorstep.relay.identity.IdentityException.Reason;

/// A private key as text that only a pass phrase opens (PKCS #8 with PBES2: PBKDF2 with
/// HMAC-SHA-256, AES-256). A common form on purpose: in twenty years `openssl pkcs8` will open it
/// where this program no longer runs.
public final class SealedKey {
    private static final String KIND = "ENCRYPTED PRIVATE KEY";

    /// Enough for a phrase of 128 random bits, which no number of guesses finds; it must not be a
    /// chosen one.
    private static final int ROUNDS = 10_000;

    private SealedKey() {}

    public static String seal(PrivateKey key, String phrase, SecureRandom random) {
        try {
            JceOpenSSLPKCS8EncryptorBuilder sealing = new JceOpenSSLPKCS8EncryptorBuilder(
                            NISTObjectIdentifiers.id_aes256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPRF(PKCS8Generator.PRF_HMACSHA256)
                    .setIterationCount(ROUNDS)
                    .setRandom(random)
                    .setPassword(phrase.toCharArray());
            return Pem.text(
                    KIND, new JcaPKCS8Generator(key, sealing.build()).generate().getContent());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("Every P-256 key can be sealed.", e);
        }
    }

    /// Throws [IdentityException] if the phrase is another. The message says nothing of either.
    public static PrivateKey open(String sealed, String phrase) throws IdentityException {
        byte[] content = Pem.only(KIND, sealed);
        try {
            byte[] key = new PKCS8EncryptedPrivateKeyInfo(content)
                    .decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(new BouncyCastleProvider())
                            .build(phrase.toCharArray()))
                    .getEncoded();
            PrivateKey opened = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
            EcKeys.require(opened);
            return opened;
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException e) {
            throw new IdentityException(Reason.PROOF, "This phrase does not open the key.");
        }
    }
}
