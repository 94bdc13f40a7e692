package org.doorstep.hub.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.completeness.DailyProofs;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;

/// One kiosk as the hub knows it. `waiting` is how many of its rows the hub has not acknowledged, by its own
/// word; `missing` how many the hub knows of and lacks; `proofs` the days that were compared, the newest first;
/// `twin`: two devices run with this name at this time.
public record KioskFacts(
        DeviceId device,
        String name,
        Presence presence,
        Instant heardAt,
        String version,
        long waiting,
        Duration oldest,
        long missing,
        boolean parted,
        boolean twin,
        boolean saving,
        int blanks,
        List<DeviceState.ReaderState> readers,
        List<DailyProofs.Day> proofs,
        int fullPercent,
        Optional<Damage> damage) {

    /// Its database broke on that day: of the events that this hub did not have, so many came all the same, and so many
    /// are lost for good.
    public record Damage(Instant at, long saved, long lost) {}

    /// Fewer blanks than this, and new people may soon go without a pass.
    public static final int FEW_BLANKS = 10;

    public enum Presence {
        HERE,
        AWAY,
        /// Enrolled, and never heard of.
        NEVER
    }

    public KioskFacts {
        readers = List.copyOf(readers);
        proofs = List.copyOf(proofs);
    }

    public boolean blanksLow() {
        return presence == Presence.HERE && blanks < FEW_BLANKS;
    }

    public List<DeviceState.ReaderState> readersAway() {
        return presence == Presence.HERE
                ? readers.stream().filter(reader -> !reader.working()).toList()
                : List.of();
    }
}
