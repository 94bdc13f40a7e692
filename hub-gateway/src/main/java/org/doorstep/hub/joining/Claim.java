package org.doorstep.hub.joining;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.joining.CodeProof;
import org.doorstep.relay.joining.JoiningCode;
import org.doorstep.relay.joining.JoiningQr;

/// One code and what became of it. Whoever looks at it or changes it holds its lock.
final class Claim {
    enum State {
        OPEN,
        JOINED,
        /// Nobody came in time.
        OVER,
        /// Tried wrongly too often.
        VOID,
        TAKEN_BACK
    }

    private final Place place;
    private final JoiningQr qr;
    private final CodeProof proof;
    private final long endsAtMs;
    private State state = State.OPEN;
    private int wrongTries;
    private Optional<Given> given = Optional.empty();

    /// What was given, and to which key: the same key that asks again is given the same.
    record Given(PublicKey key, List<X509Certificate> chain) {}

    Claim(Place place, JoiningQr qr, CodeProof proof, long endsAtMs) {
        this.place = place;
        this.qr = qr;
        this.proof = proof;
        this.endsAtMs = endsAtMs;
    }

    Place place() {
        return place;
    }

    JoiningCode code() {
        return qr.code();
    }

    JoiningQr qr() {
        return qr;
    }

    CodeProof proof() {
        return proof;
    }

    long endsAtMs() {
        return endsAtMs;
    }

    int wrongTries() {
        return wrongTries;
    }

    State state() {
        return state;
    }

    Optional<Given> given() {
        return given;
    }

    /// What is over for another reason stays so.
    void endIfOver(long nowMs) {
        if (state == State.OPEN && nowMs >= endsAtMs) {
            state = State.OVER;
        }
    }

    /// Counts while it is open; afterwards nothing can be found out by trying, however often.
    void triedWrongly(int most) {
        if (state != State.OPEN) {
            return;
        }
        wrongTries++;
        if (wrongTries >= most) {
            state = State.VOID;
        }
    }

    void takeBack() {
        if (state == State.OPEN) {
            state = State.TAKEN_BACK;
        }
    }

    void joined(Given given) {
        this.given = Optional.of(given);
        this.state = State.JOINED;
    }

    /// Says whose, never the code.
    @Override
    public String toString() {
        return "claim of " + place.id() + ", " + state;
    }
}
