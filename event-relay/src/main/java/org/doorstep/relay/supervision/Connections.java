package org.doorstep.relay.supervision;

import java.util.concurrent.atomic.AtomicLong;
import org.doorstep.relay.link.Link;

/// Counts how often a link was made and lost. Give it to the switchboard beside the others. Safe for all threads.
public final class Connections implements Link.Listener {
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    public long made() {
        return made.get();
    }

    public long broken() {
        return lost.get();
    }

    @Override
    public boolean wants(String topic) {
        return false;
    }

    @Override
    public void connected() {
        made.incrementAndGet();
    }

    @Override
    public void lost(String why) {
        lost.incrementAndGet();
    }

    @Override
    public void received(Link.Delivery delivery) {
        delivery.done();
    }
}
