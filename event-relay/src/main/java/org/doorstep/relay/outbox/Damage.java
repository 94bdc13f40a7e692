package org.doorstep.relay.outbox;

import java.time.Instant;

/// That this device's database was found broken or gone. `unsent` of its rows had not been acknowledged by the hub, as
/// far as can be known; `saved` of them will be sent all the same.
public record Damage(String name, Instant at, String fault, long unsent, long saved) {
    /// Stands in place of a file's name where there was no file any more.
    static final String NO_FILE = "nothing was there";

    public boolean wasGone() {
        return name.startsWith(NO_FILE);
    }
}
