package org.doorstep.relay.link;

/// Where the broker listens.
public record BrokerAddress(String host, int port) {
    public BrokerAddress {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("A broker has a host and a port from 1 to 65535.");
        }
    }
}
