package org.doorstep.kiosk.hardware.contactless;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// The field of any USB reader that the system's PC/SC service knows, by the commands for storage
/// cards (PC/SC Specification part 3, 2.01.09, section 3.2.2). The reader is looked for at each
/// look, so it may be pulled out and plugged in as the service sees it.
final class PcscField implements Field {
    /// GET DATA, the card's number (3.2.2.1.3).
    private static final CommandAPDU NUMBER = new CommandAPDU(0xFF, 0xCA, 0x00, 0x00, 256);

    private static final int DONE = 0x9000;

    /// READ BINARY and UPDATE BINARY (3.2.2.1.8, 3.2.2.1.9).
    private static final int READ = 0xB0;

    private static final int UPDATE = 0xD6;
    private static final int STORAGE_CLASS = 0xFF;

    /// The ATR that a reader makes up for a storage card (part 3, 3.1.3.2.3): the registered id A0
    /// 00 00 03 06 of the PC/SC workgroup, a standard, and two bytes of the card's name.
    private static final byte[] STORAGE_CARD = HexFormat.of().parseHex("4F0CA000000306");

    private static final int STORAGE_CARD_AT = 5;
    private static final int NAME_AT = 13;

    /// Names in the part 3 supplement: MIFARE Ultralight, as which readers tell NTAG too, and
    /// Ultralight C.
    private static final int ULTRALIGHT = 0x0003;

    private static final int ULTRALIGHT_C = 0x003A;

    /// What a select would have said of a card with a protocol above this one; nothing here looks
    /// further into it.
    private static final int ISO_DEP = 0x20;

    /// Many readers have a second slot inside, for a card with keys (SAM). Nobody holds a card to that.
    private static final Pattern FOR_KEYS = Pattern.compile("\\bsam\\b");

    private final CardTerminals terminals;
    private final String name;
    private Optional<Card> card = Optional.empty();

    /// `name` is a part of the reader's name, in any case, or empty for the first there is.
    PcscField(CardTerminals terminals, String name) {
        this.terminals = terminals;
        this.name = name.toLowerCase(Locale.ROOT);
    }

    /// Finds the reader once, so that one that is not there is said to be away.
    static PcscField open(CardTerminals terminals, String name) throws ReaderLost {
        PcscField field = new PcscField(terminals, name);
        field.terminal();
        return field;
    }

    @Override
    public Found look() throws ReaderLost {
        CardTerminal terminal = terminal();
        try {
            if (!terminal.isCardPresent()) {
                return new Found.Nothing();
            }
            Card there = terminal.connect("*");
            card = Optional.of(there);
            ResponseAPDU answer = there.getBasicChannel().transmit(NUMBER);
            int length = answer.getData().length;
            if (answer.getSW() != DONE || (length != 4 && length != 7 && length != 10)) {
                letGo();
                return new Found.Strange();
            }
            return new Found.One(new Tag(answer.getData(), sak(there.getATR().getBytes())));
        } catch (CardNotPresentException gone) {
            return new Found.Nothing();
        } catch (CardException e) {
            letGo();
            if (isThere()) {
                return new Found.Nothing();
            }
            throw lost(e);
        }
    }

    @Override
    public byte[] page(int number) throws TagGone {
        byte[] page = exchange(new CommandAPDU(STORAGE_CLASS, READ, 0x00, number, READ_BYTES));
        if (page.length != READ_BYTES) {
            throw new TagGone("The reader gave " + page.length + " bytes for a page.");
        }
        return page;
    }

    @Override
    public void writePage(int number, byte[] four) throws TagGone {
        exchange(new CommandAPDU(STORAGE_CLASS, UPDATE, 0x00, number, four));
    }

    @Override
    public void letGo() {
        card.ifPresent(there -> {
            try {
                there.disconnect(false);
            } catch (CardException e) {
                // It was taken away: that is let go too.
            }
        });
        card = Optional.empty();
    }

    @Override
    public void close() {
        letGo();
    }

    private byte[] exchange(CommandAPDU command) throws TagGone {
        try {
            ResponseAPDU answer = card.orElseThrow(() -> new TagGone("No card is selected."))
                    .getBasicChannel()
                    .transmit(command);
            if (answer.getSW() != DONE) {
                throw new TagGone("The reader says " + Integer.toHexString(answer.getSW()) + ".");
            }
            return answer.getData();
        } catch (CardException e) {
            throw new TagGone("The card was taken away: " + e.getMessage());
        }
    }

    private CardTerminal terminal() throws ReaderLost {
        try {
            for (CardTerminal each : terminals.list()) {
                String called = each.getName().toLowerCase(Locale.ROOT);
                if (called.contains(name) && !FOR_KEYS.matcher(called).find()) {
                    return each;
                }
            }
        } catch (CardException e) {
            throw lost(e);
        }
        throw new ReaderLost(
                ReaderStatus.Why.ABSENT, "PC/SC knows no reader" + (name.isEmpty() ? "." : " called " + name + "."));
    }

    private boolean isThere() {
        try {
            terminal();
            return true;
        } catch (ReaderLost e) {
            return false;
        }
    }

    private static ReaderLost lost(CardException e) {
        return new ReaderLost(
                ReaderStatus.Why.ABSENT,
                "PC/SC does not answer (" + e.getMessage()
                        + "). Is pcscd installed and running, and the reader plugged in?",
                e);
    }

    private static int sak(byte[] atr) {
        int end = STORAGE_CARD_AT - 1 + STORAGE_CARD.length;
        boolean storage = atr.length > NAME_AT + 1
                && Arrays.equals(atr, STORAGE_CARD_AT, end + 1, STORAGE_CARD, 0, STORAGE_CARD.length);
        if (!storage) {
            return ISO_DEP;
        }
        int card = Byte.toUnsignedInt(atr[NAME_AT]) << 8 | Byte.toUnsignedInt(atr[NAME_AT + 1]);
        return card == ULTRALIGHT || card == ULTRALIGHT_C ? 0x00 : 0x08;
    }
}
