package org.doorstep.hub.ingest;

import java.time.InstantSource;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;

/// What arrives on the event topics, handed to the ingest. Called on the link's thread.
public final class DeviceMessages implements Link.Listener {
    private final Topics topics;
    private final EventIngest ingest;
    private final InstantSource clock;

    public DeviceMessages(Topics topics, EventIngest ingest, InstantSource clock) {
        this.topics = topics;
        this.ingest = ingest;
        this.clock = clock;
    }

    @Override
    public boolean wants(String topic) {
        return topic.contains("/event/");
    }

    @Override
    public void received(Link.Delivery delivery) {
        Message message = delivery.message();
        Topics.EventTopic from;
        try {
            from = topics.parseEvent(message.topic());
        } catch (IllegalArgumentException e) {
            // A lane or a name that is none: nothing in it could be answered.
            delivery.done();
            return;
        }
        try {
            ingest.offer(new EventIngest.Arrival(
                    new Received(from.device(), from.lane(), message.payload(), clock.instant()), delivery::done));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void connected() {
        // The subscriptions are the link's own.
    }

    @Override
    public void lost(String why) {
        // What was not done with comes again.
    }
}
