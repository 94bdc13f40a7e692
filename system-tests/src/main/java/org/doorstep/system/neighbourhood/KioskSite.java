package org.doorstep.system.neighbourhood;

import java.nio.file.Path;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassKeys;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.link.BrokerAddress;

/// One kiosk of the hub as provisioning made it: who it is, its data folder, its certificate's folder, where its broker
/// listens, and the keys it checks passes with.
public record KioskSite(HubId hub, DeviceId device, Path folder, Path identity, BrokerAddress broker, PassKeys keys) {
    Source source() {
        return new Source(hub, device);
    }
}
