package org.doorstep.relay.link;

import java.util.List;

/// One listener that is several: each delivery goes to the first that wants it, and to nobody else. A delivery that
/// nobody wants is done with, so that the broker does not keep it.
public final class Switchboard implements Link.Listener {
    private final List<Link.Listener> listeners;

    public Switchboard(Link.Listener... listeners) {
        this.listeners = List.of(listeners);
    }

    @Override
    public void connected() {
        listeners.forEach(Link.Listener::connected);
    }

    @Override
    public void lost(String why) {
        listeners.forEach(listener -> listener.lost(why));
    }

    @Override
    public void received(Link.Delivery delivery) {
        String topic = delivery.message().topic();
        for (Link.Listener listener : listeners) {
            if (listener.wants(topic)) {
                listener.received(delivery);
                return;
            }
        }
        delivery.done();
    }
}
