package org.doorstep.hub.backup;

import java.time.Instant;

/// How the second copy stands. `copiedTo`: everything that this hub knew then is in it; [Instant#EPOCH] if it never
/// was whole since the start. `since`: when it went away or failed. `bytes`: how large it is.
public record CopyStatus(State state, Instant copiedTo, Instant since, long bytes) {
    public enum State {
        /// This hub was given no place for one.
        NONE,
        /// The first whole copy since the start is being written.
        BEGINNING,
        FINE,
        /// The stick, disk or share is not there, or does not answer.
        AWAY,
        /// There is no room left on it.
        FULL,
        /// It is there and cannot be written or read back.
        FAILING
    }

    public static CopyStatus none() {
        return new CopyStatus(State.NONE, Instant.EPOCH, Instant.EPOCH, 0);
    }
}
