package org.doorstep.kiosk;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.doorstep.firmware.settings.SettingsReader;
import org.doorstep.kiosk.checkin.HubSealingKey;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.sealing.SealingKey;

/// Everything that a kiosk of a hub is told, read once at the start.
///
/// `passKeys` and `sealingKey` are the hub's public halves, as the hub writes them: `id:base64url`.
/// `door` is where this kiosk joined, and asks for its next certificate; who was enrolled by hand
/// has none.
record Settings(
        Hardware hardware,
        HubId hub,
        DeviceId device,
        String deviceName,
        ZoneId zone,
        String brokerHost,
        int brokerPort,
        BrokerEntry brokerEntry,
        Optional<DoorAddress> door,
        PassKeys passKeys,
        SealingKey sealingKey) {
    private static final int BROKER_PORT = 1883;

    /// How this kiosk shows its hub's broker who it is.
    sealed interface BrokerEntry {
        /// By the certificate in this folder, over TLS.
        record Certificate(Path identity) implements BrokerEntry {}

        /// By a secret in the clear.
        record Secret(Path file) implements BrokerEntry {}
    }

    /// Throws SettingsException with every mistake.
    static Settings read(Path file) {
        SettingsReader settings = SettingsReader.of(file);
        Settings read = from(settings, Hardware.from(settings));
        settings.finish();
        return read;
    }

    /// Mistakes are the reader's to tell.
    static Settings from(SettingsReader settings, Hardware hardware) {
        return new Settings(
                hardware,
                settings.required("hub.id", HubId::new, "Give the hub's short name, as its gateway has it."),
                settings.required("device.id", DeviceId::new, "Give this kiosk's short name, such as kiosk-1."),
                settings.optional("device.name", Settings::name, "Give a few words, such as: Front door.")
                        .orElse(""),
                settings.required("hub.zone", Settings::zone, "Give the hub's time zone, such as Europe/London."),
                settings.optional("broker.host", text -> text, "Give the gateway's name or address.")
                        .orElse("127.0.0.1"),
                settings.port("broker.port", BROKER_PORT),
                brokerEntry(settings),
                door(settings),
                settings.required(
                        "pass.keys",
                        PassKeys::parse,
                        "Copy pass.keys from public.properties in the hub's data folder."),
                settings.required(
                        "sealing.key",
                        SealingKey::parse,
                        "Copy sealing.key from public.properties in the hub's data folder."));
    }

    /// The key to seal with: the newest that the hub has said, and the one above before it has.
    HubSealingKey hubSealingKey() {
        return new HubSealingKey(dataFolder(), sealingKey, passKeys);
    }

    Path dataFolder() {
        return hardware.dataFolder();
    }

    private static BrokerEntry brokerEntry(SettingsReader settings) {
        Optional<BrokerEntry> certificate = settings.optional(
                        "broker.identity",
                        SettingsReader::readableFolder,
                        "Name the folder with this kiosk's key and certificate, or take the line out.")
                .map(BrokerEntry.Certificate::new);
        if (certificate.isPresent()) {
            // What it spoke by before it was enrolled may stay in the file.
            settings.optional("broker.secret-file", Path::of, "Take the line out.");
            return certificate.get();
        }
        return new BrokerEntry.Secret(settings.required(
                "broker.secret-file",
                SettingsReader::readableFile,
                "Name the file with this kiosk's secret; 'provisioning device new' makes it."));
    }

    private static Optional<DoorAddress> door(SettingsReader settings) {
        String remedy = "Give the host and port of the hub's device door, or take both lines out.";
        Optional<String> host = settings.optional("door.host", Settings::doorHost, remedy);
        int port = settings.whole("door.port", 0, 1, 65_535);
        if (host.isPresent() == (port == 0)) {
            settings.mistake(host.isPresent() ? "door.port" : "door.host", "It is missing.", remedy);
            return Optional.empty();
        }
        return host.map(there -> new DoorAddress(there, port));
    }

    /// With any port: the two are read one by one.
    private static String doorHost(String text) {
        return new DoorAddress(text, DoorAddress.USUAL_PORT).host();
    }

    private static String name(String text) {
        if (text.length() > 60) {
            throw new IllegalArgumentException("It is longer than 60 characters.");
        }
        return text;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("No such time zone is known.", e);
        }
    }
}
