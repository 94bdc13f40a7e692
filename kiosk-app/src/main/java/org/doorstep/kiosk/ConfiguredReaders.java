package org.doorstep.kiosk;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.camera.CameraQrScanner;
import org.doorstep.kiosk.hardware.serial.SerialCardReader;
import org.doorstep.kiosk.hardware.simulated.SimulatedReader;
import org.doorstep.kiosk.hardware.usb.HidCardReader;
import org.doorstep.kiosk.hardware.usb.HidQrScanner;

/// Makes the readers that the settings name. None of them is opened here.
final class ConfiguredReaders {
    private ConfiguredReaders() {}

    static Optional<PassReader> card(Settings settings, InstantSource clock) {
        return switch (settings.cardReader()) {
            case Settings.ReaderSetting.None none -> Optional.empty();
            case Settings.ReaderSetting.Simulated simulated -> Optional.of(new SimulatedReader(clock));
            case Settings.ReaderSetting.Hid(Path device, CardNumbers.Chip chip) ->
                Optional.of(new HidCardReader(device, chip, clock));
            case Settings.ReaderSetting.Serial(Path device) -> Optional.of(new SerialCardReader(device, clock));
            case Settings.ReaderSetting.Camera camera -> throw new IllegalStateException("A camera reads no cards.");
        };
    }

    static Optional<PassReader> code(Settings settings, InstantSource clock) {
        return switch (settings.qrReader()) {
            case Settings.ReaderSetting.None none -> Optional.empty();
            case Settings.ReaderSetting.Simulated simulated -> Optional.of(new SimulatedReader(clock));
            case Settings.ReaderSetting.Hid hid -> Optional.of(new HidQrScanner(hid.device(), clock));
            case Settings.ReaderSetting.Camera(List<String> command) ->
                Optional.of(new CameraQrScanner(command, settings.cameraSize(), clock));
            case Settings.ReaderSetting.Serial serial ->
                throw new IllegalStateException("A serial line reads no codes.");
        };
    }
}
