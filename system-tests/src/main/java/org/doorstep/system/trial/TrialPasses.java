package org.doorstep.system.trial;

import java.security.PrivateKey;
import java.time.LocalDate;
import java.util.Random;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.Ed25519Keys;
import org.doorstep.relay.contract.passes.PassCode;

/// Invented passes, numbered from 0, with codes that the hub's own key signed. The same seed gives the same passes.
public final class TrialPasses {
    private final long seed;
    private final String keyId;
    private final PrivateKey signing;

    public TrialPasses(long seed, KeyFiles keys) {
        KeyPairBytes key = keys.signingKey();
        this.seed = seed;
        this.keyId = key.id();
        this.signing = Ed25519Keys.privateKey(key.privateKey());
    }

    public PassId pass(int number) {
        byte[] bytes = new byte[PassId.BYTES];
        new Random(seed * 1_000_003 + number).nextBytes(bytes);
        return PassId.of(bytes);
    }

    /// Good for a year and more from any day near `today`.
    public String code(int number, LocalDate today) {
        return code(number, today.plusYears(2), signing);
    }

    /// Signed by the hub, and over since the day before `today`.
    public String expired(int number, LocalDate today) {
        return code(number, today.minusDays(1), signing);
    }

    /// Names the hub's key and was signed with another.
    public String forged(int number, LocalDate today) {
        byte[] other = new byte[Ed25519Keys.BYTES];
        new Random(seed).nextBytes(other);
        return code(number, today.plusYears(2), Ed25519Keys.privateKey(other));
    }

    /// The id under which the hub's signing key is known.
    public String keyId() {
        return keyId;
    }

    private String code(int number, LocalDate lastDay, PrivateKey with) {
        return PassCode.sign(pass(number), lastDay, keyId, with);
    }
}
