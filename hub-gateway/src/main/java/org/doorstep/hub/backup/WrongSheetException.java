package org.doorstep.hub.backup;

import java.io.IOException;

/// The sheet does not open this copy. The message says which sheet would.
final class WrongSheetException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongSheetException(SealedFrames.Head head, String given, Throwable cause) {
        super(
                "This sheet (" + given + ") does not open the copy. It was made for the sheet marked " + head.recovery()
                        + ", of the hub " + head.hub() + ".",
                cause);
    }
}
