package org.doorstep.relay.contract;

import java.util.List;
import java.util.Map;

/// A device's heartbeat on its retained `state` topic, and (with `online` false) its last will. Nothing personal.
///
/// `depth` and `oldestSeconds` are of rows the hub has not acknowledged; the anonymous lane is left out of them.
/// `refusals` counts what was refused since the start, by reason; `blanks` is the stock of unissued passes.
public record DeviceState(
        boolean online,
        String version,
        long uptimeSeconds,
        long depth,
        long oldestSeconds,
        List<LaneTail> tails,
        List<ReaderState> readers,
        Map<String, Long> refusals,
        int blanks,
        boolean saving) {

    /// The last sequence of a lane, so that a lost tail is seen.
    public record LaneTail(StoreId store, Lane lane, long last) {}

    public record ReaderState(String name, boolean working) {}

    public DeviceState {
        tails = tails == null ? List.of() : List.copyOf(tails);
        readers = readers == null ? List.of() : List.copyOf(readers);
        refusals = refusals == null ? Map.of() : Map.copyOf(refusals);
    }

    /// The will: all that the broker can say for a device that has gone.
    public static DeviceState offline(String version) {
        return new DeviceState(false, version, 0, 0, 0, List.of(), List.of(), Map.of(), 0, false);
    }
}
