package org.doorstep.kiosk.hardware.contactless;

import java.util.Arrays;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;

/// The field of a PN532, by any of its wires (NXP UM0701-02, PN532 user manual; sections beside
/// each command). The chip does the anticollision and the checksums itself.
final class Pn532 implements Field {
    /// 7.2.2
    private static final int GET_FIRMWARE_VERSION = 0x02;

    /// 7.2.10
    private static final int SAM_CONFIGURATION = 0x14;

    /// 7.3.1
    private static final int RF_CONFIGURATION = 0x32;

    /// 7.3.8
    private static final int IN_DATA_EXCHANGE = 0x40;

    /// 7.3.5
    private static final int IN_LIST_PASSIVE_TARGET = 0x4A;

    /// 7.3.11
    private static final int IN_RELEASE = 0x52;

    private static final byte PN532 = 0x32;

    /// RF field, as the chip's own choice, on (7.3.1, item 1).
    private static final byte[] FIELD_ON = {RF_CONFIGURATION, 0x01, 0x01};

    /// Times to try (7.3.1, item 5): ATR_REQ and PSL_REQ as they are after a reset, and to find a
    /// card once and not for ever, so that a look comes back.
    private static final byte[] LOOK_ONCE = {RF_CONFIGURATION, 0x05, (byte) 0xFF, 0x01, 0x01};

    /// No security module; wait no longer than 1 s for one (20 * 50 ms); use the interrupt pin
    /// (7.2.10).
    private static final byte[] NO_SAM = {SAM_CONFIGURATION, 0x01, 0x14, 0x01};

    /// Two cards at most, 106 kbit/s type A.
    private static final byte[] LOOK = {IN_LIST_PASSIVE_TARGET, 0x02, 0x00};

    /// Of all cards.
    private static final byte[] RELEASE = {IN_RELEASE, 0x00};

    private static final byte FIRST_CARD = 0x01;
    private static final byte READ = 0x30;
    private static final byte WRITE = (byte) 0xA2;

    /// Its acknowledgement comes within 15 ms (6.2.2.1).
    private static final int ACK_MILLIS = 100;

    /// The longest that a command here takes is the look, with its two tries.
    private static final int ANSWER_MILLIS = 500;

    /// Tg, SENS_RES (2), SEL_RES, length of the number.
    private static final int TARGET_HEAD = 5;

    /// Bit 5 of SEL_RES: the card speaks ISO-DEP, so its ATS follows, with its own length first
    /// (7.3.5).
    private static final int ISO_DEP = 0x20;

    private final Pn532Wire wire;

    private Pn532(Pn532Wire wire) {
        this.wire = wire;
    }

    /// Closes the wire if it does not find the chip there.
    static Pn532 open(Pn532Wire wire) throws ReaderLost {
        Pn532 field = new Pn532(wire);
        try {
            field.start();
            return field;
        } catch (ReaderLost | RuntimeException e) {
            field.close();
            throw e;
        }
    }

    private void start() throws ReaderLost {
        wire.wake();
        command(NO_SAM);
        byte[] version = command(new byte[] {GET_FIRMWARE_VERSION});
        if (version.length < 1 || version[0] != PN532) {
            throw new ReaderLost(ReaderStatus.Why.NOT_A_READER, "What answers is not a PN532.");
        }
        command(LOOK_ONCE);
        command(FIELD_ON);
    }

    @Override
    public Found look() throws ReaderLost {
        byte[] answer = command(LOOK);
        int cards = answer.length == 0 ? 0 : answer[0];
        if (cards == 0) {
            return new Found.Nothing();
        }
        if (cards > 1) {
            return new Found.Several();
        }
        if (answer.length <= TARGET_HEAD) {
            throw cutOff();
        }
        int sak = Byte.toUnsignedInt(answer[4]);
        int length = answer[TARGET_HEAD];
        int end = TARGET_HEAD + 1 + length;
        if ((length != 4 && length != 7 && length != 10) || answer.length < end) {
            throw cutOff();
        }
        boolean whole = answer.length == end || (sak & ISO_DEP) != 0;
        if (!whole) {
            throw cutOff();
        }
        return new Found.One(new Tag(Arrays.copyOfRange(answer, TARGET_HEAD + 1, end), sak));
    }

    @Override
    public byte[] page(int number) throws ReaderLost, TagGone {
        byte[] page = exchange(READ, (byte) number);
        if (page.length != READ_BYTES) {
            throw new TagGone("The card answered " + page.length + " bytes to a READ.");
        }
        return page;
    }

    @Override
    public void writePage(int number, byte[] four) throws ReaderLost, TagGone {
        exchange(WRITE, (byte) number, four[0], four[1], four[2], four[3]);
    }

    @Override
    public void letGo() throws ReaderLost {
        command(RELEASE);
    }

    @Override
    public void close() {
        wire.close();
    }

    /// The first byte of its answer is 0 if the card answered rightly (7.1).
    private byte[] exchange(byte... bytes) throws ReaderLost, TagGone {
        byte[] command = new byte[bytes.length + 2];
        command[0] = IN_DATA_EXCHANGE;
        command[1] = FIRST_CARD;
        System.arraycopy(bytes, 0, command, 2, bytes.length);
        byte[] answer = command(command);
        if (answer.length == 0) {
            throw cutOff();
        }
        if ((answer[0] & 0x3F) != 0) {
            throw new TagGone("The card did not answer rightly: status " + (answer[0] & 0x3F) + ".");
        }
        return Arrays.copyOfRange(answer, 1, answer.length);
    }

    private byte[] command(byte[] command) throws ReaderLost {
        wire.send(Pn532Frame.of(command));
        if (!Pn532Frame.isAck(wire.receive(ACK_MILLIS))) {
            throw new ReaderLost(ReaderStatus.Why.SENDS_NONSENSE, "The PN532 did not acknowledge a command.");
        }
        return Pn532Frame.answer(wire.receive(ANSWER_MILLIS), command[0]);
    }

    private static ReaderLost cutOff() {
        return new ReaderLost(ReaderStatus.Why.SENDS_NONSENSE, "The PN532's answer is not whole.");
    }
}
