package org.doorstep.system.identity;

import java.nio.file.Path;
import java.time.Instant;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.time.DeviceClock;

/// How a device of this hub comes in at its broker: by the certificate in `identity`, as the kiosk's program does.
public record DeviceEntry(HubId hub, Path identity) {

    /// Read anew at each connecting, so that a renewed certificate counts from then on.
    public LinkSecurity security(DeviceClock clock) {
        Identity first = IdentityFiles.read(identity);
        Instant floor = CheckedAt.floor(first.chain(), first.chain().getLast(), RevokedList.EMPTY);
        return new LinkSecurity.MutualTls(
                () -> IdentityFiles.read(identity), new Holder.HubServer(hub), () -> CheckedAt.of(clock, floor));
    }
}
