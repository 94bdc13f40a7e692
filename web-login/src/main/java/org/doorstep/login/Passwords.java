package org.doorstep.login;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.doorstep.login.LoginPages.BeginNote;

/// Passwords as Argon2id, by the least cost that OWASP's password storage sheet allows (19 MiB, two passes): a hub's
/// gateway is a small board. Safe for all threads.
final class Passwords {
    /// Long enough that no rule about digits and signs is needed (OWASP ASVS 5, 6.2).
    static final int LEAST_CHARACTERS = 12;

    /// Room for a sentence; a longer one would only cost time to hash.
    static final int MOST_CHARACTERS = 128;

    private static final int FEWEST_DIFFERENT_CHARACTERS = 5;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    /// Each takes 19 MiB: more of them at once would push a small board out of memory.
    private static final int AT_ONCE = 2;

    private static final long PATIENCE_SECONDS = 5;

    private final Secrets secrets;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final String nobodys;

    Passwords(Secrets secrets) {
        this.secrets = secrets;
        this.nobodys = hashNow(secrets.next());
    }

    /// What is wrong with a new password, or [BeginNote#NONE].
    static BeginNote weakness(String password, String name) {
        int length = password.codePointCount(0, password.length());
        if (length < LEAST_CHARACTERS) {
            return BeginNote.PASSWORD_SHORT;
        }
        if (length > MOST_CHARACTERS) {
            return BeginNote.PASSWORD_LONG;
        }
        boolean easy = password.strip().equalsIgnoreCase(name)
                || password.codePoints().distinct().count() < FEWEST_DIFFERENT_CHARACTERS;
        return easy ? BeginNote.PASSWORD_EASY : BeginNote.NONE;
    }

    /// Empty if too many are being worked on at this moment.
    Optional<String> hash(String password) {
        return inPlace(() -> hashNow(password));
    }

    /// Empty if too many are being worked on at this moment. An empty `hash` costs the same time as a kept one, so
    /// that the time taken does not tell whether a name has an account.
    Optional<Boolean> matches(String password, Optional<String> hash) {
        if (password.length() > 2 * MOST_CHARACTERS) {
            return Optional.of(false);
        }
        return inPlace(() -> {
            String kept = hash.orElse(nobodys);
            boolean same = Password.check(password, kept).with(Argon2Function.getInstanceFromHash(kept));
            return same && hash.isPresent();
        });
    }

    private String hashNow(String password) {
        return Password.hash(password)
                .addSalt(secrets.bytes(SALT_BYTES))
                .with(Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID))
                .getResult();
    }

    private <T> Optional<T> inPlace(java.util.function.Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            places.release();
        }
    }
}
