package org.doorstep.kiosk.hardware.contactless;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.smartcardio.TerminalFactory;
import org.doorstep.kiosk.hardware.CardReader;
import org.doorstep.kiosk.hardware.CardWriter;
import org.doorstep.kiosk.hardware.ReaderListener;
import org.doorstep.kiosk.hardware.ReaderLoop;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// A reader of 13.56 MHz cards that is not a keyboard: it reads the pass that a card holds as a
/// signed text, and says it as a [Code][org.doorstep.kiosk.hardware.Reading.Code]; of a card
/// without one, the number. Safe for all threads.
///
/// `pass` tells the texts that are worth more than the card's number: whatever else a sticker holds
/// is passed over.
public final class ContactlessCardReader implements CardReader, CardWriter {
    /// A PN532's one address on I2C.
    public static final int PN532_ADDRESS = Pn532OnI2c.ADDRESS;

    /// A PN532's speed on a serial line.
    public static final int PN532_BAUD = Pn532OnSerial.BAUD;

    private final ReaderLoop loop;
    private final CardWishes wishes;

    private ContactlessCardReader(Field.Opener opener, Predicate<String> pass, InstantSource clock, Pause pause) {
        wishes = new CardWishes(clock);
        loop = new ReaderLoop("card reader", () -> new TagWatch(opener.open(), pass, wishes, pause), clock);
    }

    /// An MFRC522 on an SPI bus, mode 0, at 1 MHz or more and 10 MHz at most (MFRC522 data sheet,
    /// 8.1.2).
    public static ContactlessCardReader mfrc522(SpiLine.Opener line, Predicate<String> pass, InstantSource clock) {
        return of(() -> Mfrc522.open(line, Pause.real()), pass, clock, Pause.real());
    }

    /// A PN532 on an I2C bus, at its one address.
    public static ContactlessCardReader pn532(I2cLine.Opener line, Predicate<String> pass, InstantSource clock) {
        return of(() -> Pn532.open(new Pn532OnI2c(line.open(), Pause.real())), pass, clock, Pause.real());
    }

    /// A PN532 on a serial line of 115200 baud.
    public static ContactlessCardReader pn532OnSerial(
            SerialBytes.Opener line, Predicate<String> pass, InstantSource clock) {
        return of(() -> Pn532.open(new Pn532OnSerial(line.open())), pass, clock, Pause.real());
    }

    /// A reader that PC/SC knows, by a part of its name, or the first there is if that is empty.
    public static ContactlessCardReader pcsc(String name, Predicate<String> pass, InstantSource clock) {
        return of(() -> PcscField.open(TerminalFactory.getDefault().terminals(), name), pass, clock, Pause.real());
    }

    static ContactlessCardReader of(Field.Opener field, Predicate<String> pass, InstantSource clock, Pause pause) {
        return new ContactlessCardReader(field, pass, clock, pause);
    }

    @Override
    public void open(ReaderListener listener) {
        loop.open(listener);
    }

    @Override
    public ReaderStatus status() {
        return loop.status();
    }

    @Override
    public void rewrite(String from, String to, Consumer<Written> told) {
        wishes.rewrite(from, to, told);
    }

    @Override
    public void close() {
        loop.close();
    }
}
