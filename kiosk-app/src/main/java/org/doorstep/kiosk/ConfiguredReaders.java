package org.doorstep.kiosk;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.camera.CameraQrScanner;
import org.doorstep.kiosk.hardware.contactless.ContactlessCardReader;
import org.doorstep.kiosk.hardware.pi4j.Buses;
import org.doorstep.kiosk.hardware.serial.SerialCardReader;
import org.doorstep.kiosk.hardware.serial.SerialChip;
import org.doorstep.kiosk.hardware.simulated.SimulatedReader;
import org.doorstep.kiosk.hardware.usb.HidCardReader;
import org.doorstep.kiosk.hardware.usb.HidQrScanner;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.identity.PassSlip;

/// Makes the readers that the settings name. None of them is opened here.
final class ConfiguredReaders {
    /// The chip takes ten times that (MFRC522 data sheet, 8.1.2); wires on a bread board do not.
    private static final int MFRC522_HERTZ = 1_000_000;

    private ConfiguredReaders() {}

    static Optional<PassReader> card(Hardware hardware, InstantSource clock) {
        return switch (hardware.cardReader()) {
            case ReaderSetting.None none -> Optional.empty();
            case ReaderSetting.Simulated simulated -> Optional.of(new SimulatedReader(clock));
            case ReaderSetting.Hid(Path device, CardNumbers.Chip chip) ->
                Optional.of(new HidCardReader(device, chip, clock));
            case ReaderSetting.Serial(Path device) -> Optional.of(new SerialCardReader(device, clock));
            case ReaderSetting.Mfrc522(int bus, int select) ->
                Optional.of(ContactlessCardReader.mfrc522(
                        () -> new Buses().spi(bus, select, MFRC522_HERTZ), ConfiguredReaders::isPass, clock));
            case ReaderSetting.Pn532OnI2c(int bus) ->
                Optional.of(ContactlessCardReader.pn532(
                        () -> new Buses().i2c(bus, ContactlessCardReader.PN532_ADDRESS),
                        ConfiguredReaders::isPass,
                        clock));
            case ReaderSetting.Pn532OnSerial(Path device) ->
                Optional.of(ContactlessCardReader.pn532OnSerial(
                        () -> SerialChip.open(device, ContactlessCardReader.PN532_BAUD),
                        ConfiguredReaders::isPass,
                        clock));
            case ReaderSetting.Pcsc(String name) ->
                Optional.of(ContactlessCardReader.pcsc(name, ConfiguredReaders::isPass, clock));
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
            case ReaderSetting.Serial _,
                    ReaderSetting.Mfrc522 _,
                    ReaderSetting.Pn532OnI2c _,
                    ReaderSetting.Pn532OnSerial _,
                    ReaderSetting.Pcsc _ -> throw new IllegalStateException("That reader reads no codes.");
        };
    }

    /// Whether a text on a card is one that the desk knows what to do with. Case does not matter.
    private static boolean isPass(String text) {
        return text.regionMatches(true, 0, PassCode.PREFIX, 0, PassCode.PREFIX.length()) || PassSlip.looksLikeOne(text);
    }
}
