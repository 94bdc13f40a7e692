package org.doorstep.hub.fleet;

import java.time.Instant;
import org.doorstep.hub.backup.CopyStatus;
import org.doorstep.hub.web.Words;

/// How the second copy stands, said to somebody who may have to plug the stick in again.
final class SecondCopyWords {
    private static final long MEGABYTE = 1_000_000;

    private SecondCopyWords() {}

    static KiosksPage.Copy of(Words words, CopyStatus copy, Instant now) {
        boolean ever = !copy.copiedTo().equals(Instant.EPOCH);
        String to = ever ? words.when(copy.copiedTo(), now) : words.say("copy.never");
        long megabytes = Math.ceilDiv(copy.bytes(), MEGABYTE);
        String what =
                switch (copy.state()) {
                    case NONE -> words.say("copy.what.NONE");
                    case BEGINNING -> words.say("copy.what.BEGINNING");
                    case FINE -> words.say("copy.what.FINE", to, megabytes);
                    case AWAY -> words.say("copy.what.AWAY", words.when(copy.since(), now), to);
                    case FULL -> words.say("copy.what.FULL", words.when(copy.since(), now), to);
                    case FAILING -> words.say("copy.what.FAILING", words.when(copy.since(), now), to);
                };
        return new KiosksPage.Copy(
                words.of("copy", copy.state()),
                what,
                copy.state() == CopyStatus.State.FINE || copy.state() == CopyStatus.State.BEGINNING);
    }
}
