package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/// A device's heartbeat on its retained `state` topic, and (with `online` false) its last will. Nothing
/// personal.
///
/// `depth` and `oldestSeconds` are of rows the hub has not acknowledged; the anonymous lane is left out of
/// them. `refusals` counts what was refused since the start, by reason; `blanks` is the stock of unissued
/// passes.
///
/// With `stores` a heartbeat is a statement: `tails` are the last sequences of every lane of these stores
/// at the moment that `bootId` and `saidAtUptimeMs` name, so that a hub that has all of them lacks nothing
/// up to then. Without it (an older kiosk, or one that could not look) it says only that the device lives.
///
/// `fullPercent` is how much of the room for what waits for the hub is taken; at 100 the device refuses.
///
/// `sealing` is the hub's public key that this device seals with from now on, also after a restart: `id:key`.
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
        boolean saving,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String bootId,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long saidAtUptimeMs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<StoreId> stores,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int fullPercent,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String sealing) {
    /// A device has one store, and another with each new card or name; of more, the newest are named.
    public static final int MOST_STORES = 16;

    /// The last sequence of a lane, so that a lost tail is seen.
    public record LaneTail(StoreId store, Lane lane, long last) {}

    public record ReaderState(String name, boolean working) {}

    public DeviceState {
        tails = tails == null ? List.of() : List.copyOf(tails);
        readers = readers == null ? List.of() : List.copyOf(readers);
        refusals = refusals == null ? Map.of() : Map.copyOf(refusals);
        bootId = bootId == null ? "" : bootId;
        stores = stores == null ? List.of() : List.copyOf(stores);
        sealing = sealing == null ? "" : sealing;
    }

    /// A heartbeat that states nothing about its stores.
    public DeviceState(
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
        this(
                online,
                version,
                uptimeSeconds,
                depth,
                oldestSeconds,
                tails,
                readers,
                refusals,
                blanks,
                saving,
                "",
                0,
                List.of(),
                0,
                "");
    }

    /// A heartbeat that says nothing of its room.
    public DeviceState(
            boolean online,
            String version,
            long uptimeSeconds,
            long depth,
            long oldestSeconds,
            List<LaneTail> tails,
            List<ReaderState> readers,
            Map<String, Long> refusals,
            int blanks,
            boolean saving,
            String bootId,
            long saidAtUptimeMs,
            List<StoreId> stores) {
        this(
                online,
                version,
                uptimeSeconds,
                depth,
                oldestSeconds,
                tails,
                readers,
                refusals,
                blanks,
                saving,
                bootId,
                saidAtUptimeMs,
                stores,
                0,
                "");
    }

    /// The same, said by one that seals with this key.
    public DeviceState sealingWith(String key) {
        return new DeviceState(
                online,
                version,
                uptimeSeconds,
                depth,
                oldestSeconds,
                tails,
                readers,
                refusals,
                blanks,
                saving,
                bootId,
                saidAtUptimeMs,
                stores,
                fullPercent,
                key);
    }

    /// A heartbeat that says nothing of what it seals with.
    public DeviceState(
            boolean online,
            String version,
            long uptimeSeconds,
            long depth,
            long oldestSeconds,
            List<LaneTail> tails,
            List<ReaderState> readers,
            Map<String, Long> refusals,
            int blanks,
            boolean saving,
            String bootId,
            long saidAtUptimeMs,
            List<StoreId> stores,
            int fullPercent) {
        this(
                online,
                version,
                uptimeSeconds,
                depth,
                oldestSeconds,
                tails,
                readers,
                refusals,
                blanks,
                saving,
                bootId,
                saidAtUptimeMs,
                stores,
                fullPercent,
                "");
    }

    /// The will: all that the broker can say for a device that has gone.
    public static DeviceState offline(String version) {
        return new DeviceState(false, version, 0, 0, 0, List.of(), List.of(), Map.of(), 0, false);
    }
}
