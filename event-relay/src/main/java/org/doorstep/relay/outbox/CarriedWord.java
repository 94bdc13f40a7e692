package org.doorstep.relay.outbox;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorstep.relay.contract.Ack;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;

/// A hub's word that did not come over the link: the answer to what the device said of itself (`asked`), and an
/// acknowledgement of each lane. Who takes it has checked that it is the hub's.
public record CarriedWord(Request.Hello asked, Reply.Hello answer, List<Ack> acks) {
    /// What became of it.
    public enum Outcome {
        /// Believed: what it says the hub has need not be carried again.
        TAKEN,
        /// The hub itself is heard, and its own word is newer.
        HUB_IS_HEARD,
        /// It says nothing of any store of this device.
        NOT_OF_THIS_DEVICE,
        /// The disk failed at it; it may be given again.
        FAILED
    }

    public CarriedWord {
        acks = List.copyOf(acks);
        long incarnations = Stream.concat(
                        Stream.of(answer.incarnation()), acks.stream().map(Ack::incarnation))
                .collect(Collectors.toSet())
                .size();
        if (incarnations != 1) {
            throw new IllegalArgumentException("A hub's word is of one incarnation.");
        }
    }
}
