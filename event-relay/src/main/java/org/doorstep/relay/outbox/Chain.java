package org.doorstep.relay.outbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The running hash over a lane's rows, in order: SHA-256 of the value before and the SHA-256 of the row's bytes. So it
/// can be made, and held against another, by whoever has no more of a row than its digest.
///
/// Equal values at equal sequences mean equal rows, all of them, up to there; so one comparison tells the hub's copy
/// from an old card's or a twin's. A `range-lost` event begins anew from [#nothing], because what came before it is
/// known to neither side. One instance belongs to one thread.
public final class Chain {
    public static final int BYTES = 32;

    private final MessageDigest sha256;

    public Chain() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }

    /// The value before the first row.
    public static byte[] nothing() {
        return new byte[BYTES];
    }

    public byte[] after(byte[] before, byte[] text) {
        return afterDigest(before, digest(text));
    }

    /// As [#after], of a row of which only the digest is known.
    public byte[] afterDigest(byte[] before, byte[] digest) {
        sha256.update(before);
        return sha256.digest(digest);
    }

    /// SHA-256 of a row's bytes.
    public byte[] digest(byte[] text) {
        return sha256.digest(text);
    }

    /// Whether `after` is what follows. Rows that were written before the chain was made of digests follow by their
    /// bytes, and are not written anew.
    boolean follows(byte[] before, byte[] text, byte[] after) {
        if (Arrays.equals(after(before, text), after)) {
            return true;
        }
        sha256.update(before);
        return Arrays.equals(sha256.digest(text), after);
    }

    public static String hex(byte[] value) {
        return HexFormat.of().formatHex(value);
    }
}
