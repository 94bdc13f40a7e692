package org.doorstep.provisioning.enrol;

import java.security.SecureRandom;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.provisioning.folder.Folder;

/// The names of what commands of different kinds read in a hub's folder.
public final class HubFiles {
    /// The password of the gateway itself at a broker that is not embedded.
    public static final String GATEWAY_SECRET = "gateway-secret";

    /// What the hub shows the area server.
    public static final String AREA_TOKEN = "area-token";

    /// One file for each device that belongs to the hub.
    public static final String DEVICES = "devices";

    /// The user name of the gateway at its broker.
    public static final String GATEWAY_NAME = "gateway";

    private HubFiles() {}

    /// What a hub is told of its area's keys; they are made here if an earlier version made the area without.
    static String areaKeys(Folder area, SecureRandom random) {
        AreaKeys.make(area.makeFolder("keys"), random);
        return AreaKeys.read(area.file("keys")).publicHalves().fileText();
    }
}
