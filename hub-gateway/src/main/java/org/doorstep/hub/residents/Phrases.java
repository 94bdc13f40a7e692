package org.doorstep.hub.residents;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.doorstep.relay.contract.talk.PicturePhrase;
import org.jdbi.v3.core.Handle;

/// The picture phrases of residents who chose one: each as Argon2id (RFC 9106) under a key that is
/// in no database. One salt for all, since a phrase alone has to find its resident; the key makes up
/// for it.
final class Phrases {
    private static final byte[] PURPOSE = "doorstep-picture-phrase-v1".getBytes(StandardCharsets.US_ASCII);

    /// The least that OWASP's password storage sheet allows, as for passwords here: a quarter of a
    /// second on a small hub, and nobody waits but who touched four pictures.
    private static final int MEMORY_KIB = 19 * 1024;

    private static final int PASSES = 2;
    private static final int HASH_BYTES = 32;

    private final byte[] key;

    /// `secret` is of the hub's own files, and never changes.
    Phrases(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            this.key = mac.doFinal(PURPOSE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256.", e);
        }
    }

    byte[] hash(PicturePhrase phrase) {
        Argon2BytesGenerator argon = new Argon2BytesGenerator();
        argon.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(PURPOSE)
                .withSecret(key)
                .build());
        byte[] pictures = new byte[PicturePhrase.LENGTH];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = phrase.pictures().get(i).byteValue();
        }
        byte[] hash = new byte[HASH_BYTES];
        argon.generateBytes(pictures, hash);
        return hash;
    }

    /// The phrase of whoever holds that pass; the one before goes.
    void keep(Handle transaction, String pass, long row, byte[] hash, Instant now) {
        transaction
                .createUpdate("""
                        INSERT INTO picture_phrase (name, row, hash, at)
                        VALUES (:name, :row, :hash, :now)
                        ON CONFLICT (name) DO UPDATE SET row = excluded.row, hash = excluded.hash, at = excluded.at
                        """)
                .bind("name", pass)
                .bind("row", row)
                .bind("hash", hash)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /// The passes with that phrase, by their rows; more than one if two chose the same.
    static List<Long> passes(Handle handle, byte[] hash) {
        return new ArrayList<>(
                handle.createQuery("""
                        SELECT pass.id
                        FROM picture_phrase
                        JOIN pass ON pass.name = picture_phrase.name
                        WHERE picture_phrase.hash = :hash
                        ORDER BY pass.id
                        """).bind("hash", hash).mapTo(Long.class).list());
    }
}
