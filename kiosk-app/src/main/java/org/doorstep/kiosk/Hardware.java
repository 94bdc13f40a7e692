package org.doorstep.kiosk;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.doorstep.firmware.settings.OwnAddress;
import org.doorstep.firmware.settings.SettingsReader;
import org.doorstep.kiosk.face.Languages;
import org.doorstep.kiosk.hardware.camera.FrameSize;

/// What a kiosk is told of its own body: its folder, its screen, its readers, what else is wired to
/// it. All that a kiosk has before it belongs to a hub.
///
/// `simulatedPasses` is the list behind the simulator's buttons; without it the page makes up its
/// own cards. `language` is that of the page for whoever wishes for none.
record Hardware(
        Path dataFolder,
        String screenBind,
        int screenPort,
        String language,
        ReaderSetting cardReader,
        ReaderSetting qrReader,
        FrameSize cameraSize,
        Optional<Path> simulatedPasses,
        Parts parts) {
    /// A kiosk's own page; nothing else is likely to listen there.
    private static final int SCREEN_PORT = 8402;

    private static final String LANGUAGE = "en";

    /// Enough for a QR held at arm's length, and a tenth of the work of full HD.
    private static final FrameSize CAMERA_SIZE = new FrameSize(640, 480);

    /// Mistakes are the reader's to tell.
    static Hardware from(SettingsReader settings) {
        return new Hardware(
                settings.required("data.dir", Path::of, "Name the folder where this kiosk keeps its database."),
                settings.optional("screen.bind", Hardware::loopback, "Take the line out, or give 127.0.0.1.")
                        .orElse("127.0.0.1"),
                settings.port("screen.port", SCREEN_PORT),
                settings.optional("language", Hardware::language, "Choose en, cy, pl, pt, so, bn or ar.")
                        .orElse(LANGUAGE),
                settings.optional(
                                "reader.card",
                                ReaderSetting::ofCards,
                                "Choose none, simulated, hid:DEVICE, hid125:DEVICE (a reader of 125 kHz cards only),"
                                        + " serial:DEVICE, mfrc522:BUS.SELECT, pn532:i2c-BUS, pn532:DEVICE, pcsc:NAME or"
                                        + " pcsc:any.")
                        .orElse(new ReaderSetting.None()),
                settings.optional(
                                "reader.qr",
                                ReaderSetting::ofCodes,
                                "Choose none, simulated, hid:DEVICE or camera:COMMAND.")
                        .orElse(new ReaderSetting.None()),
                settings.optional("camera.size", FrameSize::parse, "Give the size of the camera's frames: 640x480.")
                        .orElse(CAMERA_SIZE),
                settings.optional(
                        "simulated.passes-file",
                        SettingsReader::readableFile,
                        "Name a readable file, or take the line out."),
                Parts.from(settings));
    }

    private static String language(String tag) {
        if (!Languages.is(tag)) {
            throw new IllegalArgumentException("This program has no words in that language.");
        }
        return tag;
    }

    /// Where the page is served.
    URI screen() {
        String host = screenBind.indexOf(':') < 0 || screenBind.startsWith("[") ? screenBind : "[" + screenBind + "]";
        return URI.create("http://" + host + ":" + screenPort);
    }

    /// Who reaches the page needs no sign-in to count people and to see who stands there.
    private static String loopback(String address) {
        if (!OwnAddress.isLoopback(address)) {
            throw new IllegalArgumentException(
                    "A kiosk's page is served to its own screen alone, and never at " + address + ".");
        }
        return address;
    }
}
