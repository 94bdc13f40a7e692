package org.doorstep.kiosk;

import java.nio.file.Path;
import java.util.List;
import org.doorstep.kiosk.hardware.CardNumbers;

/// Where readings come from, as the settings say it: `kind` or `kind:DEVICE`.
sealed interface ReaderSetting {
    record None() implements ReaderSetting {}

    record Simulated() implements ReaderSetting {}

    record Hid(Path device, CardNumbers.Chip chip) implements ReaderSetting {}

    record Serial(Path device) implements ReaderSetting {}

    record Camera(List<String> command) implements ReaderSetting {}

    /// An MFRC522 on `/dev/spidevBUS.SELECT`.
    record Mfrc522(int bus, int select) implements ReaderSetting {}

    /// A PN532 on `/dev/i2c-BUS`.
    record Pn532OnI2c(int bus) implements ReaderSetting {}

    record Pn532OnSerial(Path device) implements ReaderSetting {}

    /// A reader of the system's PC/SC service, by a part of its name, or empty for the first.
    record Pcsc(String name) implements ReaderSetting {}

    /// Throws IllegalArgumentException, in a sentence, for what reads no cards.
    static ReaderSetting ofCards(String text) {
        return switch (parse(text)) {
            case Camera camera -> throw new IllegalArgumentException("A camera reads codes, not cards.");
            case ReaderSetting other -> other;
        };
    }

    /// Throws IllegalArgumentException, in a sentence, for what reads no codes.
    static ReaderSetting ofCodes(String text) {
        return switch (parse(text)) {
            case Serial _, Mfrc522 _, Pn532OnI2c _, Pn532OnSerial _, Pcsc _ ->
                throw new IllegalArgumentException("That reader is for cards only.");
            case Hid(Path device, CardNumbers.Chip chip)
            when chip == CardNumbers.Chip.EM4100 ->
                throw new IllegalArgumentException("A reader of 125 kHz cards reads no codes.");
            case ReaderSetting other -> other;
        };
    }

    private static ReaderSetting parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1).strip();
        boolean named = !rest.isEmpty();
        if (kind.equals("none") && !named) {
            return new None();
        }
        if (kind.equals("simulated") && !named) {
            return new Simulated();
        }
        if (kind.equals("hid") && named) {
            return new Hid(Path.of(rest), CardNumbers.Chip.UNKNOWN);
        }
        if (kind.equals("hid125") && named) {
            return new Hid(Path.of(rest), CardNumbers.Chip.EM4100);
        }
        if (kind.equals("serial") && named) {
            return new Serial(Path.of(rest));
        }
        if (kind.equals("mfrc522") && rest.matches("[0-6]\\.[0-9]")) {
            return new Mfrc522(rest.charAt(0) - '0', rest.charAt(2) - '0');
        }
        if (kind.equals("pn532") && rest.matches("i2c-[0-9]{1,2}")) {
            return new Pn532OnI2c(Integer.parseInt(rest.substring("i2c-".length())));
        }
        if (kind.equals("pn532") && rest.startsWith("/")) {
            return new Pn532OnSerial(Path.of(rest));
        }
        if (kind.equals("pcsc") && named) {
            return new Pcsc(rest.equals("any") ? "" : rest);
        }
        if (kind.equals("camera") && named) {
            return new Camera(List.of(rest.split("\\s+")));
        }
        throw new IllegalArgumentException("It is no reader that this kiosk knows.");
    }
}
