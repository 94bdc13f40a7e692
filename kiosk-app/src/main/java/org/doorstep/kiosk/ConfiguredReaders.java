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

    static Optional<PassReader> card(Hardware hardware, InstantSource clock) {
        return switch (hardware.cardReader()) {
            case ReaderSetting.None none -> Optional.empty();
            case ReaderSetting.Simulated simulated -> Optional.of(new SimulatedReader(clock));
            case ReaderSetting.Hid(Path device, CardNumbers.Chip chip) ->
                Optional.of(new HidCardReader(device, chip, clock));
            case ReaderSetting.Serial(Path device) -> Optional.of(new SerialCardReader(device, clock));
            case ReaderSetting.Camera camera -> throw new IllegalStateException("A camera reads no cards.");
        };
    }

    static Optional<PassReader> code(Hardware hardware, InstantSource clock) {
        return switch (hardware.qrReader()) {
            case ReaderSetting.None none -> Optional.empty();
            case ReaderSetting.Simulated simulated -> Optional.of(new SimulatedReader(clock));
            case ReaderSetting.Hid hid -> Optional.of(new HidQrScanner(hid.device(), clock));
            case ReaderSetting.Camera(List<String> command) ->
                Optional.of(new CameraQrScanner(command, hardware.cameraSize(), clock));
            case ReaderSetting.Serial serial -> throw new IllegalStateException("A serial line reads no codes.");
        };
    }
}
