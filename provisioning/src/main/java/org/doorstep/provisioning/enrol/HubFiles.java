package org.doorstep.provisioning.enrol;

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
}
