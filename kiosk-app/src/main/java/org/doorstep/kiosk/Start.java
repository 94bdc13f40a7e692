package org.doorstep.kiosk;

import java.nio.file.Path;
import java.util.List;
import org.doorstep.firmware.settings.SettingsReader;

/// What a kiosk's settings make of it at its start.
sealed interface Start {
    /// What a hub tells, all of which stands in the settings or none: half of it is a mistake, and not a new kiosk.
    List<String> TOLD_BY_A_HUB = List.of(
            "hub.id",
            "device.id",
            "device.name",
            "hub.zone",
            "broker.host",
            "broker.port",
            "broker.identity",
            "broker.secret-file",
            "door.host",
            "door.port",
            "pass.keys",
            "sealing.key");

    Hardware hardware();

    /// It knows its own body and nothing else: it is to join a hub.
    record New(Hardware hardware) implements Start {}

    /// It belongs to a hub.
    record Joined(Settings settings) implements Start {
        @Override
        public Hardware hardware() {
            return settings.hardware();
        }
    }

    /// Throws SettingsException with every mistake.
    static Start read(Path file) {
        SettingsReader settings = SettingsReader.of(file);
        Hardware hardware = Hardware.from(settings);
        Start start = TOLD_BY_A_HUB.stream().anyMatch(settings::says)
                ? new Joined(Settings.from(settings, hardware))
                : new New(hardware);
        settings.finish();
        return start;
    }
}
