package org.doorstep.provisioning.broker;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.doorstep.provisioning.folder.Secret;

/// A line of Mosquitto's password file, as `mosquitto_passwd` 2.0 writes it: `name:$7$rounds$salt$hash`, where the
/// hash is PBKDF2 with HMAC-SHA-512 (RFC 8018).
final class MosquittoPassword {
    /// What `mosquitto_passwd` uses. Few, but the secret has 256 random bits, which no number of guesses finds.
    private static final int ROUNDS = 101;

    private static final int SALT_BYTES = 12;
    private static final int HASH_BITS = 512;

    private MosquittoPassword() {}

    static String line(String name, Secret secret, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return name + ":$7$" + ROUNDS + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash(secret, salt)) + "\n";
    }

    private static byte[] hash(Secret secret, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(new PBEKeySpec(secret.text().toCharArray(), salt, ROUNDS, HASH_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has PBKDF2 with HMAC-SHA-512.", e);
        }
    }
}
