package org.doorstep.hub.web;

/// What a route does with one [Exchange].
@FunctionalInterface
public interface Handler {
    void handle(Exchange exchange);
}
