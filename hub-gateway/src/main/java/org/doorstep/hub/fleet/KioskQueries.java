package org.doorstep.hub.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.doorstep.hub.completeness.DailyProofs;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.inbox.Gaps;
import org.doorstep.relay.inbox.Salvages;
import org.doorstep.relay.inbox.Twins;
import org.jdbi.v3.core.Handle;

/// What pages ask about the kiosks: the enrolled ones and any other that was ever heard of. Safe for all threads.
public final class KioskQueries {
    /// A kiosk says how it is every half minute or so; after four silent turns it is away, whatever its last word was.
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /// While rows of a stream still come, what is missing among them is most likely on its way.
    private static final Duration IN_FLIGHT = Gaps.QUIET.multipliedBy(2);

    /// A kiosk asks about the last eight.
    private static final int DAYS_PROVED = 8;

    private final EnrolledDevices enrolled;
    private final Gaps gaps;

    private record Heard(DeviceState state, Instant at, boolean online) {}

    public KioskQueries(EnrolledDevices enrolled, Gaps gaps) {
        this.enrolled = enrolled;
        this.gaps = gaps;
    }

    /// All of them, by id.
    public List<KioskFacts> all(Handle handle, Instant now) {
        Map<DeviceId, Heard> heard = heard(handle);
        List<Gaps.Gap> open = gaps.open(handle);
        Set<DeviceId> twins =
                Twins.now(handle, now).stream().map(Twins.Pair::device).collect(Collectors.toSet());
        List<KioskFacts> kiosks = new ArrayList<>();
        for (EnrolledDevices.Device device : enrolled.all()) {
            if (enrolled.isBoxOfButtons(device.id())) {
                continue;
            }
            kiosks.add(facts(handle, device.id(), device.name(), heard.remove(device.id()), open, twins, now));
        }
        heard.forEach((id, last) -> kiosks.add(facts(handle, id, id.value(), last, open, twins, now)));
        return kiosks;
    }

    /// Whether nobody waits for it any more, though its name and place are kept.
    public boolean isShutOut(DeviceId device) {
        return enrolled.shutOut(device).isPresent();
    }

    private static Map<DeviceId, Heard> heard(Handle handle) {
        Map<DeviceId, Heard> heard = new HashMap<>();
        handle.createQuery("SELECT id, state, heard_at, online FROM device ORDER BY id")
                .map((row, context) -> Map.entry(
                        new DeviceId(row.getString("id")),
                        new Heard(
                                state(row.getString("state")),
                                Instant.ofEpochMilli(row.getLong("heard_at")),
                                row.getInt("online") == 1)))
                .forEach(entry -> heard.put(entry.getKey(), entry.getValue()));
        return heard;
    }

    private static DeviceState state(String text) {
        try {
            return Wire.readMessage(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), DeviceState.class);
        } catch (WireException e) {
            // Kept by a newer or older hub: then only when it was heard of is known.
            return DeviceState.offline("");
        }
    }

    private static KioskFacts facts(
            Handle handle,
            DeviceId id,
            String name,
            Heard last,
            List<Gaps.Gap> open,
            Set<DeviceId> twins,
            Instant now) {
        List<Gaps.Gap> own =
                open.stream().filter(gap -> gap.device().equals(id)).toList();
        DeviceState state = last == null ? DeviceState.offline("") : last.state;
        // Of the anonymous lane only the day is known: whether its rows are on their way cannot be told.
        long missing = own.stream()
                .filter(gap -> gap.lane() != Lane.ANONYMOUS)
                .filter(gap -> gap.heardAt().plus(IN_FLIGHT).isBefore(now))
                .mapToLong(Gaps.Gap::missing)
                .sum();
        return new KioskFacts(
                id,
                name,
                presence(last, now),
                last == null ? Instant.EPOCH : last.at,
                state.version(),
                state.depth(),
                Duration.ofSeconds(state.oldestSeconds()),
                missing,
                own.stream().anyMatch(Gaps.Gap::parted),
                twins.contains(id),
                state.saving(),
                state.blanks(),
                state.readers(),
                DailyProofs.days(handle, id, DAYS_PROVED),
                state.fullPercent(),
                damage(id, Salvages.all(handle)));
    }

    /// The latest, over all lanes of the store that ended with it.
    private static Optional<KioskFacts.Damage> damage(DeviceId id, List<Salvages.Salvaged> salvages) {
        List<Salvages.Salvaged> own =
                salvages.stream().filter(one -> one.device().equals(id)).toList();
        return own.stream().findFirst().map(latest -> {
            List<Salvages.Salvaged> lanes = own.stream()
                    .filter(one -> one.store().equals(latest.store()))
                    .toList();
            return new KioskFacts.Damage(
                    latest.at(),
                    lanes.stream().mapToLong(Salvages.Salvaged::saved).sum(),
                    lanes.stream().mapToLong(Salvages.Salvaged::lost).sum());
        });
    }

    private static KioskFacts.Presence presence(Heard last, Instant now) {
        if (last == null) {
            return KioskFacts.Presence.NEVER;
        }
        return last.online && last.at.plus(SILENCE).isAfter(now) ? KioskFacts.Presence.HERE : KioskFacts.Presence.AWAY;
    }
}
