package org.doorstep.relay.contract.figures;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// SHA-256 over released rows, each as one line of its number, key, version, shown value and band: equal
/// digests of both sides mean the same rows. Both sides give them in the order of their numbers, which sorts
/// the same in every database. For one thread.
public final class FigureDigest {
    private final MessageDigest sha256;
    private long rows;

    public FigureDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }

    public FigureDigest add(FigureBatch.Row row) {
        FigureCell cell = row.cell();
        String line = String.join(
                " ",
                Long.toString(row.number()),
                cell.figure(),
                cell.activity(),
                cell.period().name().toLowerCase(Locale.ROOT),
                cell.starts().toString(),
                Integer.toString(row.version()),
                row.value().toString(),
                row.band().name().toLowerCase(Locale.ROOT));
        sha256.update((line + "\n").getBytes(StandardCharsets.UTF_8));
        rows++;
        return this;
    }

    public long rows() {
        return rows;
    }

    /// The digest so far as hex; it begins anew with this.
    public String hex() {
        rows = 0;
        return HexFormat.of().formatHex(sha256.digest());
    }
}
