package org.doorstep.relay.supervision;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Whoever started this program and wants to know how it is (systemd's `sd_notify` protocol).
public interface Supervisor {
    /// Says it, and goes on whether it was heard or not.
    void tell(String state);

    /// How long it waits for the watchdog to be fed, if it does.
    Optional<Duration> patience();

    /// The one that the environment names, as systemd does with `Type=notify`; one that hears nothing if it
    /// names none.
    static Supervisor of(Map<String, String> environment) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (socket.isEmpty()) {
            return new Nobody();
        }
        return new Systemd(socket, patience(environment.getOrDefault("WATCHDOG_USEC", "")));
    }

    private static Optional<Duration> patience(String microseconds) {
        try {
            return Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(microseconds), 1_000L)));
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Nobody watches.
    record Nobody() implements Supervisor {
        @Override
        public void tell(String state) {
            // Nobody listens.
        }

        @Override
        public Optional<Duration> patience() {
            return Optional.empty();
        }
    }

    /// systemd, by the socket that it named.
    record Systemd(String socket, Optional<Duration> patience) implements Supervisor {
        @Override
        public void tell(String state) {
            UnixDatagram.send(socket, state.getBytes(StandardCharsets.UTF_8));
        }
    }
}
