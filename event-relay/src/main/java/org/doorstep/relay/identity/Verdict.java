package org.doorstep.relay.identity;

import java.time.Instant;
import org.doorstep.relay.identity.IdentityException.Reason;

/// What a certificate that was shown comes to. Whether its serial has been shut out is the caller's
/// to ask of its [RevokedList].
public sealed interface Verdict {

    /// Ours, by name and serial, and within its days.
    record Trusted(Holder holder, Serial serial) implements Verdict {}

    /// Ours, but its days are over, not longer ago than [Trust#RENEWABLE]: it may ask for its next
    /// certificate with the key it has, and do nothing else. So a device that lay in a cupboard
    /// comes back without a person.
    record OnlyForRenewal(Holder.Device device, Serial serial, Instant ended) implements Verdict {}

    record Refused(Reason reason, String sentence) implements Verdict {}
}
