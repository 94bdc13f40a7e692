package org.doorstep.relay.outbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The running hash over a lane's rows, in order: SHA-256 of the value before and the row's bytes.
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
        sha256.update(before);
        return sha256.digest(text);
    }

    public static String hex(byte[] value) {
        return HexFormat.of().formatHex(value);
    }
}
