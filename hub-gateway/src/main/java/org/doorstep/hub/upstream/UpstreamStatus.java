package org.doorstep.hub.upstream;

import java.time.Instant;

/// How the sending of figures goes, for the manager's page. Instants are [Instant#EPOCH] where it has not happened yet.
///
/// `waiting` figures are released and not yet taken; `lookedAt` is when the counts were last looked at for release;
/// `proof` is how what the area holds compared last with what was released.
public record UpstreamStatus(
        State state, long waiting, Instant takenAt, Instant lookedAt, Instant awaySince, AreaProof proof) {
    public enum State {
        /// This hub has no area.
        NO_AREA,
        /// Everything released is taken, or on its way.
        FINE,
        /// The area server is not reached; what waits goes when it is back.
        AWAY,
        /// The area server does not know this hub, or will not take what it sends: somebody has to look.
        REFUSED
    }

    public static UpstreamStatus noArea() {
        return new UpstreamStatus(State.NO_AREA, 0, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, AreaProof.none());
    }
}
