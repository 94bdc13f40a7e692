package org.doorstep.relay.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over (store, lane, sequence, SHA-256 of the row's bytes), row by row: equal digests of both sides
/// mean the same rows at the same places. Both sides give the rows in the order of their sequence. For one
/// thread.
public final class RowDigest {
    private final MessageDigest rows = sha256();
    private final MessageDigest text = sha256();
    private long count;

    public RowDigest add(StoreId store, Lane lane, long sequence, byte[] row) {
        return addDigest(store, lane, sequence, text.digest(row));
    }

    /// As [#add], of a row of which only the SHA-256 is known.
    public RowDigest addDigest(StoreId store, Lane lane, long sequence, byte[] digest) {
        rows.update((store.value() + lane.text() + " ").getBytes(StandardCharsets.UTF_8));
        rows.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
        rows.update(digest);
        count++;
        return this;
    }

    public long count() {
        return count;
    }

    /// The digest so far as hex; it begins anew with this.
    public String hex() {
        count = 0;
        return HexFormat.of().formatHex(rows.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }
}
