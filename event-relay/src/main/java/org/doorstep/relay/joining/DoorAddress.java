package org.doorstep.relay.joining;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a hub's device door is. `host` is a name or an address in small letters, one of version 6
/// without brackets.
public record DoorAddress(String host, int port) {
    /// Where a hub's door is if its settings and whoever types say nothing else.
    public static final int USUAL_PORT = 8405;

    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?|[0-9a-f:.]{2,45}");
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_TYPED = 80;

    public DoorAddress {
        if (!HOST.matcher(host).matches() || port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "An address is a name or number such as 192.0.2.7, and a port from 1 to " + HIGHEST_PORT + ".");
        }
    }

    /// As a person types it: `192.0.2.7`, `hub.example.org:8405`, `[2001:db8::7]:8405`. Never
    /// throws, and is empty for all else.
    public static Optional<DoorAddress> parse(String typed) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        if (text.length() > MOST_TYPED) {
            return Optional.empty();
        }
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        boolean hasPort = bracketed ? text.lastIndexOf("]:") == colon - 1 : colon >= 0 && text.indexOf(':') == colon;
        String host = hasPort ? text.substring(0, colon) : text;
        if (bracketed) {
            if (!host.endsWith("]") || host.indexOf(':') < 0) {
                return Optional.empty();
            }
            host = host.substring(1, host.length() - 1);
        }
        return of(host, hasPort ? text.substring(colon + 1) : Integer.toString(USUAL_PORT));
    }

    /// Empty if the two are no address.
    static Optional<DoorAddress> of(String host, String port) {
        if (!port.matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DoorAddress(host, Integer.parseInt(port)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// As a person types it.
    public String text() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return text();
    }
}
