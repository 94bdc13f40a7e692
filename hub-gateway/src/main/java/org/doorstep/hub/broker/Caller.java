package org.doorstep.hub.broker;

import java.security.Principal;
import org.doorstep.relay.contract.DeviceId;

/// Who is at the other end of a connection, once it has been proved.
sealed interface Caller extends Principal {

    /// The hub itself.
    record Gateway() implements Caller {
        static final String NAME = "gateway";

        @Override
        public String getName() {
            return NAME;
        }
    }

    record Device(DeviceId id) implements Caller {
        @Override
        public String getName() {
            return id.value();
        }
    }
}
