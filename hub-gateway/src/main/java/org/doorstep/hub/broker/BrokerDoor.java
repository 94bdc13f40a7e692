package org.doorstep.hub.broker;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Serial;

/// How the embedded broker is entered. `ownSecret` is random, and nobody but this hub knows it.
public sealed interface BrokerDoor {

    EnrolledDevices devices();

    String ownSecret();

    /// By name and secret, without TLS. The hub's own link shows `ownSecret`, as user `gateway`.
    record Secrets(EnrolledDevices devices, String ownSecret) implements BrokerDoor {
        /// Says the way in, never the secret.
        @Override
        public String toString() {
            return "Secrets";
        }
    }

    /// By certificate alone, over TLS 1.3. `own` is this hub's server identity, asked at each
    /// handshake; `revoked` is asked at each connecting, and whoever is revoked while connected
    /// goes at [EmbeddedBroker#shutOutRefused].
    record Certificates(
            Supplier<Identity> own,
            EnrolledDevices devices,
            Predicate<Serial> revoked,
            Supplier<CheckedAt> time,
            TurnedAway turnedAway,
            String ownSecret)
            implements BrokerDoor {
        /// Says the way in, never the secret.
        @Override
        public String toString() {
            return "Certificates";
        }
    }
}
