package org.doorstep.relay.sealing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;

/// A device's way to ask its hub about people: nobody between the two can read question or answer.
@FunctionalInterface
public interface PrivateTalk {
    /// Completes with the hub's answer, or exceptionally: no link, nothing came in time, or the hub
    /// cannot open what is sealed to the key that this device knows.
    CompletableFuture<PrivateReply> ask(PrivateRequest request, Duration patience);
}
