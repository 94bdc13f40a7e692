package org.doorstep.system.neighbourhood;

import java.nio.file.Path;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.sealing.SealingKey;

/// One kiosk of the hub as provisioning made it: who it is, its data folder, its certificate's folder, where its broker
/// listens, the keys it checks passes with, and the one it seals with.
public record KioskSite(
        HubId hub,
        DeviceId device,
        Path folder,
        Path identity,
        BrokerAddress broker,
        PassKeys keys,
        SealingKey sealing) {
    Source source() {
        return new Source(hub, device);
    }
}
