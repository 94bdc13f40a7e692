package org.doorstep.relay.carry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.passes.PassKeys;

/// An area's answer to a carried file of figures, to be carried back: how far it has them. Signed by the area and
/// readable by anybody.
public record FiguresTaken(HubId hub, String answers, Instant madeAt, FigureCursor cursor) {
    /// What its file's name ends with.
    public static final String ENDING = ".figures-taken";

    /// Longer than any is.
    public static final int MOST_BYTES = 10_000;

    private static final String MARK = "DOORSTEP FIGURES TAKEN 1";

    private static final int SHOWN_OF_ID = 8;

    public FiguresTaken {
        if (hub == null || madeAt == null || cursor == null || answers == null || !answers.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("It says whose figures, which file, and how far.");
        }
    }

    /// As it stands in its file.
    public byte[] signed(CarryKeys.Signer areaKey) {
        return SignedNote.write(MARK, this, areaKey);
    }

    /// Any bytes whatever.
    public static FiguresTaken read(byte[] bytes, PassKeys areaKeys) throws CarryException {
        return SignedNote.read(MARK, bytes, FiguresTaken.class, areaKeys);
    }

    /// Whether these bytes begin as one does: which of two forms somebody was given.
    public static boolean looksLikeOne(byte[] beginning) {
        byte[] mark = MARK.getBytes(StandardCharsets.US_ASCII);
        return beginning.length >= mark.length && Arrays.equals(beginning, 0, mark.length, mark, 0, mark.length);
    }

    /// A name for its file that tells whose it is.
    public String fileName() {
        return "doorstep-" + hub + "-" + answers.substring(0, SHOWN_OF_ID) + ENDING;
    }
}
