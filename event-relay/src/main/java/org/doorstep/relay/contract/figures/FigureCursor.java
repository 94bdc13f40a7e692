package org.doorstep.relay.contract.figures;

import org.doorstep.relay.contract.Ack;

/// How far an area has taken a hub's figures: every row of `ledger` up to `through`, where the chain was `chain`.
public record FigureCursor(String ledger, long through, String chain) {
    /// Nothing taken yet.
    public static final FigureCursor NONE = new FigureCursor("0".repeat(32), 0, Ack.NO_CHAIN);

    public FigureCursor {
        requireHex("ledger", ledger, 32);
        requireHex("chain", chain, 64);
        if (through < 0) {
            throw new IllegalArgumentException("A cursor counts from 0.");
        }
    }

    static void requireHex(String what, String text, int digits) {
        if (text == null || text.length() != digits || !text.matches("[0-9a-f]*")) {
            throw new IllegalArgumentException("A " + what + " is " + digits + " lower-case hex digits.");
        }
    }
}
