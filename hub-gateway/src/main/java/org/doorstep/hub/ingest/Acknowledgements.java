package org.doorstep.hub.ingest;

import java.time.Duration;
import java.util.List;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;

/// Tells devices how far their events are kept, after the commit. Safe for all threads.
///
/// One that gets lost does no harm: the next says all that it said, and a device asks on every connect.
public final class Acknowledgements {
    /// Old news by then; the device has asked anew.
    private static final Duration EXPIRY = Duration.ofSeconds(60);

    private final Link link;
    private final Topics topics;

    public Acknowledgements(Link link, Topics topics) {
        this.link = link;
        this.topics = topics;
    }

    public void send(List<Addressed> acknowledgements) {
        for (Addressed addressed : acknowledgements) {
            String topic = topics.ack(addressed.device(), addressed.ack().lane());
            // Whether it was taken does not matter, so nobody looks at the future.
            link.publish(Message.passing(topic, Wire.writeMessage(addressed.ack()), EXPIRY));
        }
    }
}
