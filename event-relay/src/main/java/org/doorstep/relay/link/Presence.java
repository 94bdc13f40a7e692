package org.doorstep.relay.link;

/// Whether others are told when this end goes.
public sealed interface Presence {

    record Unannounced() implements Presence {}

    /// The broker publishes `farewell` when the connection dies (the last will), and the link itself when it is
    /// closed. What is said on arrival is for the [Link.Listener], which alone knows it.
    record Announced(Message farewell) implements Presence {}
}
