package org.doorstep.system.trial;

/// A program of a [TrialHouse].
public enum Part {
    AREA("area"),
    HUB("hub"),
    /// Mosquitto; there is none in a house whose hub embeds its broker.
    BROKER("broker"),
    KIOSK_1("kiosk-1"),
    KIOSK_2("kiosk-2");

    private final String folder;

    Part(String folder) {
        this.folder = folder;
    }

    /// Its folder in the house, and for a kiosk its device id.
    public String folder() {
        return folder;
    }
}
