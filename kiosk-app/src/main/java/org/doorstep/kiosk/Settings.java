package org.doorstep.kiosk;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.settings.SettingsReader;
import org.doorstep.kiosk.checkin.SealingKey;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.camera.FrameSize;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassKeys;

/// Everything a kiosk is told, read once at the start.
///
/// `passKeys` and `sealingKey` are the hub's public halves, as the hub writes them: `id:base64url`.
/// `simulatedPasses` is the list behind the simulator's buttons; without it the page makes up its
/// own cards.
record Settings(
        Path dataFolder,
        HubId hub,
        DeviceId device,
        String deviceName,
        ZoneId zone,
        int screenPort,
        String screenBind,
        String brokerHost,
        int brokerPort,
        BrokerEntry brokerEntry,
        PassKeys passKeys,
        SealingKey sealingKey,
        ReaderSetting cardReader,
        ReaderSetting qrReader,
        FrameSize cameraSize,
        Optional<Path> simulatedPasses) {
    /// A kiosk's own page; nothing else is likely to listen there.
    private static final int SCREEN_PORT = 8402;

    private static final int BROKER_PORT = 1883;

    /// Enough for a QR held at arm's length, and a tenth of the work of full HD.
    private static final FrameSize CAMERA_SIZE = new FrameSize(640, 480);

    /// How this kiosk shows its hub's broker who it is.
    sealed interface BrokerEntry {
        /// By the certificate in this folder, over TLS.
        record Certificate(Path identity) implements BrokerEntry {}

        /// By a secret in the clear.
        record Secret(Path file) implements BrokerEntry {}
    }

    /// Where readings come from.
    sealed interface ReaderSetting {
        record None() implements ReaderSetting {}

        record Simulated() implements ReaderSetting {}

        record Hid(Path device, CardNumbers.Chip chip) implements ReaderSetting {}

        record Serial(Path device) implements ReaderSetting {}

        record Camera(List<String> command) implements ReaderSetting {}
    }

    /// Throws SettingsException with every mistake.
    static Settings read(Path file) {
        SettingsReader settings = SettingsReader.of(file);
        Settings read = new Settings(
                settings.required("data.dir", Path::of, "Name the folder where this kiosk keeps its database."),
                settings.required("hub.id", HubId::new, "Give the hub's short name, as its gateway has it."),
                settings.required("device.id", DeviceId::new, "Give this kiosk's short name, such as kiosk-1."),
                settings.optional("device.name", Settings::name, "Give a few words, such as: Front door.")
                        .orElse(""),
                settings.required("hub.zone", Settings::zone, "Give the hub's time zone, such as Europe/London."),
                settings.port("screen.port", SCREEN_PORT),
                settings.optional("screen.bind", text -> text, "Give an address of this machine.")
                        .orElse("127.0.0.1"),
                settings.optional("broker.host", text -> text, "Give the gateway's name or address.")
                        .orElse("127.0.0.1"),
                settings.port("broker.port", BROKER_PORT),
                brokerEntry(settings),
                settings.required(
                        "pass.keys",
                        PassKeys::parse,
                        "Copy pass.keys from public.properties in the hub's data folder."),
                settings.required(
                        "sealing.key",
                        SealingKey::parse,
                        "Copy sealing.key from public.properties in the hub's data folder."),
                settings.optional(
                                "reader.card",
                                Settings::cardReader,
                                "Choose none, simulated, hid:DEVICE, hid125:DEVICE (a reader of 125 kHz cards only) or"
                                        + " serial:DEVICE.")
                        .orElse(new ReaderSetting.None()),
                settings.optional(
                                "reader.qr",
                                Settings::qrReader,
                                "Choose none, simulated, hid:DEVICE or camera:COMMAND.")
                        .orElse(new ReaderSetting.None()),
                settings.optional("camera.size", FrameSize::parse, "Give the size of the camera's frames: 640x480.")
                        .orElse(CAMERA_SIZE),
                settings.optional(
                        "simulated.passes-file",
                        SettingsReader::readableFile,
                        "Name a readable file, or take the line out."));
        settings.finish();
        return read;
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

    boolean simulated() {
        return cardReader instanceof ReaderSetting.Simulated || qrReader instanceof ReaderSetting.Simulated;
    }

    private static ReaderSetting cardReader(String text) {
        return switch (reader(text)) {
            case ReaderSetting.Camera camera -> throw new IllegalArgumentException("A camera reads codes, not cards.");
            case ReaderSetting other -> other;
        };
    }

    private static ReaderSetting qrReader(String text) {
        return switch (reader(text)) {
            case ReaderSetting.Serial serial ->
                throw new IllegalArgumentException("A serial reader is for cards only.");
            case ReaderSetting.Hid(Path device, CardNumbers.Chip chip)
            when chip == CardNumbers.Chip.EM4100 ->
                throw new IllegalArgumentException("A reader of 125 kHz cards reads no codes.");
            case ReaderSetting other -> other;
        };
    }

    private static ReaderSetting reader(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
        boolean named = !rest.isEmpty();
        if (kind.equals("none") && !named) {
            return new ReaderSetting.None();
        }
        if (kind.equals("simulated") && !named) {
            return new ReaderSetting.Simulated();
        }
        if (kind.equals("hid") && named) {
            return new ReaderSetting.Hid(Path.of(rest), CardNumbers.Chip.UNKNOWN);
        }
        if (kind.equals("hid125") && named) {
            return new ReaderSetting.Hid(Path.of(rest), CardNumbers.Chip.EM4100);
        }
        if (kind.equals("serial") && named) {
            return new ReaderSetting.Serial(Path.of(rest));
        }
        if (kind.equals("camera") && named) {
            return new ReaderSetting.Camera(List.of(rest.split("\\s+")));
        }
        throw new IllegalArgumentException("It is no reader that this kiosk knows.");
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
