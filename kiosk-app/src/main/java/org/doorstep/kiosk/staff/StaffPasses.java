package org.doorstep.kiosk.staff;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.PinHash;
import org.doorstep.relay.contract.talk.PrivateReply;

/// Which passes open the way out of the page, as the hub told last. In memory only: until the hub has
/// been heard, none does, and none on a kiosk that was carried off. Safe for all threads.
public final class StaffPasses {
    private volatile Map<PassName, PinHash> pins = Map.of();

    public void heard(PrivateReply.StaffPasses told) {
        pins = told.passes().stream()
                .collect(Collectors.toUnmodifiableMap(
                        PrivateReply.StaffPass::pass, PrivateReply.StaffPass::pin, (one, same) -> same));
    }

    Optional<PinHash> pin(PassName pass) {
        return Optional.ofNullable(pins.get(pass));
    }
}
