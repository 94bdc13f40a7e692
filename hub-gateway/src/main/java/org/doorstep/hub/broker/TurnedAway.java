package org.doorstep.hub.broker;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How often whom was not let in, or not let do what, since this hub started. Safe for all threads.
///
/// A name is counted only if a device could bear it: what a stranger writes into a certificate is
/// neither kept, shown nor logged.
public final class TurnedAway {
    /// In place of a name: nobody's that could be told.
    public static final String NOBODY = "?";

    /// A hub has a handful of devices; a stranger with many names of a good form is counted under
    /// none.
    private static final int MOST_NAMES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(TurnedAway.class);

    private final InstantSource clock;
    private final Map<Key, Count> counts = new HashMap<>();

    /// Kept names: they are labels in the metrics.
    public enum Why {
        /// Showed no certificate.
        NO_CERTIFICATE,
        /// Signed by nobody whom we trust, altered, or of another form than ours.
        FOREIGN,
        /// Good once; may only ask for a new one.
        EXPIRED,
        /// Of a day that has not come, by the hub's clock.
        NOT_YET_VALID,
        /// Shut out by its serial number.
        REVOKED,
        /// One of ours, of another hub.
        WRONG_HUB,
        /// One of ours that is no device, or a client name that is not the certificate's.
        WRONG_NAME,
        /// A device of this hub by its certificate that is not on its list, or is shut out there.
        NOT_ENROLLED,
        /// A topic that is not its own to write or to hear.
        OTHERS_TOPIC,
        /// Came, and said nothing that we understand: no TLS 1.3, no MQTT 5, or too slowly.
        NO_WORD,
        /// More connections from one address, at once or in a row, than kiosks make; or more in all.
        TOO_MANY,
        /// A packet larger than any of ours.
        TOO_LARGE,
        /// More packets than a kiosk sends. It was let wait, and nothing of it was lost.
        TOO_FAST,
        /// The same certificate at two addresses at once. Once may be a kiosk that was given another
        /// address; again and again is a copy of its key.
        TWO_PLACES
    }

    public record Count(String name, Why why, long times, Instant last) {}

    private record Key(String name, Why why) {}

    public TurnedAway(InstantSource clock) {
        this.clock = clock;
    }

    /// By name and reason.
    public synchronized List<Count> counts() {
        return counts.values().stream()
                .sorted(Comparator.comparing(Count::name).thenComparing(Count::why))
                .toList();
    }

    public synchronized void count(String name, Why why) {
        boolean room = counts.size() < MOST_NAMES || counts.containsKey(new Key(name, why));
        String counted = room ? name : NOBODY;
        Count now = counts.merge(
                new Key(counted, why),
                new Count(counted, why, 1, clock.instant()),
                (before, one) -> new Count(counted, why, before.times + 1, one.last));
        // The first of each kind, and then ever fewer: a flood must not fill the disk.
        if (Long.bitCount(now.times) == 1) {
            LOG.warn("Turned away {}: {} ({} times by now).", counted, why, now.times);
        }
    }
}
