package org.doorstep.kiosk.hardware.contactless;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.contactless.Mfrc522Registers.Register;

/// The field of an MFRC522 (NXP data sheet, section numbers beside each step). It speaks ISO/IEC
/// 14443-3 type A; the checksums are made here, not by the chip, so that each step is one command
/// of the chip's.
final class Mfrc522 implements Field {
    /// Commands (10.3).
    private static final int IDLE = 0x00;

    private static final int TRANSCEIVE = 0x0C;
    private static final int SOFT_RESET = 0x0F;

    /// CommandReg: it is waking up (9.3.1.2).
    private static final int POWER_DOWN = 0x10;

    /// The data sheet gives the crystal's start no longest time; half of a tenth of a second is ten
    /// times what others wait.
    private static final int MOST_WAKING_MILLIS = 50;

    /// ComIrqReg (9.3.1.5): written without Set1, a 1 clears.
    private static final int CLEAR_ALL = 0x7F;

    private static final int RECEIVED = 0x20;
    private static final int TIMER = 0x01;

    /// ErrorReg (9.3.1.7): buffer overflow, parity, protocol. A collision is told apart.
    private static final int BROKEN_ANSWER = 0x10 | 0x02 | 0x01;

    private static final int COLLISION = 0x08;

    /// FIFOLevelReg: forget what is in it (9.3.1.11).
    private static final int FLUSH = 0x80;

    private static final int FIFO_BYTES = 64;

    /// BitFramingReg: begin to send (9.3.1.14).
    private static final int START_SEND = 0x80;

    /// TxControlReg: both antenna drivers on (9.3.2.5); the other bits as after a reset.
    private static final int ANTENNA_ON = 0x83;

    /// VersionReg of genuine chips, 1.0 and 2.0 (9.3.4.8), and of the commonest copies.
    private static final byte[] VERSIONS = {(byte) 0x91, (byte) 0x92, (byte) 0x88, (byte) 0x90, (byte) 0xB2, 0x12};

    /// A card that answers WUPA does so within 91 microseconds, and a write takes 4.1 ms
    /// (NTAG213/215/216, 10.4). At the timer's 40 kHz (below), 200 turns are 5 ms.
    private static final int TIMER_TURNS = 200;

    /// So many looks at ComIrqReg that the timer would long have rung: the chip itself is gone.
    private static final int MOST_LOOKS = 60;

    private static final int WUPA = 0x52;
    private static final int SHORT_FRAME_BITS = 7;
    private static final int[] SELECT = {0x93, 0x95, 0x97};
    private static final byte ALL_FORTY_BITS = 0x70;
    private static final byte ANTICOLLISION = 0x20;
    private static final int CASCADE_TAG = 0x88;
    private static final int MORE_TO_COME = 0x04;
    private static final byte[] HALT = CrcA.with((byte) 0x50, (byte) 0x00);
    private static final byte READ = 0x30;
    private static final byte WRITE = (byte) 0xA2;
    private static final int ACK = 0x0A;
    private static final int ACK_BITS = 4;

    private final Mfrc522Registers chip;
    private final Pause pause;

    /// What a card answered; `lastBits` is how many of the last byte are real, 0 for all.
    private record Answer(byte[] bytes, int lastBits, boolean collided) {}

    private Mfrc522(Mfrc522Registers chip, Pause pause) {
        this.chip = chip;
        this.pause = pause;
    }

    static Mfrc522 open(SpiLine.Opener opener, Pause pause) throws ReaderLost {
        Mfrc522 field = new Mfrc522(new Mfrc522Registers(opener.open()), pause);
        try {
            field.start();
            return field;
        } catch (ReaderLost | RuntimeException e) {
            field.close();
            throw e;
        }
    }

    private void start() throws ReaderLost {
        int version = chip.read(Register.VERSION);
        if (version == 0x00 || version == 0xFF) {
            throw new ReaderLost(
                    ReaderStatus.Why.ABSENT,
                    "No MFRC522 answers on that SPI bus (version " + version + "). Look at its seven wires, and whether"
                            + " SPI is switched on.");
        }
        if (!known(version)) {
            throw new ReaderLost(
                    ReaderStatus.Why.NOT_A_READER,
                    "What answers on that SPI bus says version 0x" + Integer.toHexString(version)
                            + ", and is no MFRC522.");
        }
        chip.write(Register.COMMAND, SOFT_RESET);
        for (int waited = 0; (chip.read(Register.COMMAND) & POWER_DOWN) != 0; waited++) {
            if (waited == MOST_WAKING_MILLIS) {
                throw new ReaderLost(ReaderStatus.Why.BROKE_OFF, "The MFRC522 does not wake up from its reset.");
            }
            pause.millis(1);
        }
        // 106 kBd both ways, no checksum by the chip (9.3.2.3, 9.3.2.4).
        chip.write(Register.TX_MODE, 0x00);
        chip.write(Register.RX_MODE, 0x00);
        // The timer starts by itself when sending has ended, and divides 13.56 MHz by 2 * 169 + 1: 40 kHz (9.3.3.10).
        chip.write(Register.TIMER_MODE, 0x80);
        chip.write(Register.TIMER_PRESCALER, 0xA9);
        chip.write(Register.TIMER_RELOAD_HIGH, TIMER_TURNS >> 8);
        chip.write(Register.TIMER_RELOAD_LOW, TIMER_TURNS & 0xFF);
        // 100% ASK, which type A is (9.3.2.6).
        chip.write(Register.TX_ASK, 0x40);
        // The checksum's start would be 6363 (9.3.2.2); kept as after a reset but for that.
        chip.write(Register.MODE, 0x3D);
        // 38 dB of 48: reach without hearing itself (9.3.3.6).
        chip.write(Register.RF_CONFIGURATION, 0x50);
        chip.write(Register.TX_CONTROL, ANTENNA_ON);
        // A card needs 5 ms of field before it answers (ISO/IEC 14443-3, 5).
        pause.millis(5);
    }

    private static boolean known(int version) {
        for (byte each : VERSIONS) {
            if (each == (byte) version) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Found look() throws ReaderLost {
        if (!known(chip.read(Register.VERSION)) || (chip.read(Register.TX_CONTROL) & 0x03) == 0) {
            // Without power a wire reads all 0 or all 1. Plugged in again it has forgotten that its antenna was on.
            throw new ReaderLost(ReaderStatus.Why.ABSENT, "The MFRC522 lost its power.");
        }
        try {
            // The answer, ATQA, has two bytes; where several cards answer at once their bits may collide.
            Optional<Answer> there = exchange(SHORT_FRAME_BITS, (byte) WUPA);
            if (there.isEmpty()) {
                // Whoever was left half-way through the last look falls back to rest at the first, without a word, and
                // answers the second (ISO/IEC 14443-3, 6.3).
                there = exchange(SHORT_FRAME_BITS, (byte) WUPA);
            }
            if (there.isEmpty()) {
                return new Found.Nothing();
            }
            return there.get().collided() ? new Found.Several() : select();
        } catch (TagGone gone) {
            return new Found.Nothing();
        }
    }

    /// Anticollision and select at each cascade level (ISO/IEC 14443-3, 6.5.3).
    private Found select() throws ReaderLost, TagGone {
        ByteArrayOutputStream uid = new ByteArrayOutputStream();
        for (int level : SELECT) {
            Answer answer = must(exchange(0, (byte) level, ANTICOLLISION));
            if (answer.collided()) {
                return new Found.Several();
            }
            byte[] part = answer.bytes();
            if (part.length != 5 || (part[0] ^ part[1] ^ part[2] ^ part[3]) != part[4]) {
                throw new TagGone("A part of the card's number does not add up.");
            }
            byte[] select = new byte[7];
            select[0] = (byte) level;
            select[1] = ALL_FORTY_BITS;
            System.arraycopy(part, 0, select, 2, 5);
            byte[] selected = CrcA.checked(must(exchange(0, CrcA.with(select))).bytes());
            int sak = Byte.toUnsignedInt(selected[0]);
            boolean goesOn = (sak & MORE_TO_COME) != 0;
            if (goesOn != (Byte.toUnsignedInt(part[0]) == CASCADE_TAG)) {
                throw new TagGone("The card says two things of how long its number is.");
            }
            uid.write(part, goesOn ? 1 : 0, goesOn ? 3 : 4);
            if (!goesOn) {
                return new Found.One(new Tag(uid.toByteArray(), sak));
            }
        }
        throw new TagGone("The card's number has no end.");
    }

    @Override
    public byte[] page(int number) throws ReaderLost, TagGone {
        byte[] page =
                CrcA.checked(must(exchange(0, CrcA.with(READ, (byte) number))).bytes());
        if (page.length != READ_BYTES) {
            throw new TagGone("The card answered " + page.length + " bytes to a READ.");
        }
        return page;
    }

    @Override
    public void writePage(int number, byte[] four) throws ReaderLost, TagGone {
        byte[] command = Arrays.copyOf(new byte[] {WRITE, (byte) number}, 2 + PAGE_BYTES);
        System.arraycopy(four, 0, command, 2, PAGE_BYTES);
        Answer answer = must(exchange(0, CrcA.with(command)));
        if (answer.bytes().length != 1 || answer.lastBits() != ACK_BITS || (answer.bytes()[0] & 0x0F) != ACK) {
            throw new TagGone("The card did not take what was to be written.");
        }
    }

    /// A halted card is woken by WUPA. It does not answer (ISO/IEC 14443-3, 6.4.3).
    @Override
    public void letGo() throws ReaderLost {
        try {
            exchange(0, HALT);
        } catch (TagGone gone) {
            // It is resting either way.
        }
    }

    @Override
    public void close() {
        chip.close();
    }

    private static Answer must(Optional<Answer> answer) throws TagGone {
        return answer.orElseThrow(() -> new TagGone("The card no longer answers."));
    }

    /// Sends and listens (10.3.1.8). `lastBits` of the last byte are sent, 0 for all. Empty if
    /// nothing answers.
    private Optional<Answer> exchange(int lastBits, byte... bytes) throws ReaderLost, TagGone {
        chip.write(Register.COMMAND, IDLE);
        chip.write(Register.COM_IRQ, CLEAR_ALL);
        chip.write(Register.FIFO_LEVEL, FLUSH);
        chip.write(Register.FIFO_DATA, bytes);
        chip.write(Register.BIT_FRAMING, lastBits);
        // ValuesAfterColl 0: bits after a collision count as 0 (9.3.1.15).
        chip.write(Register.COLLISION, 0x00);
        chip.write(Register.COMMAND, TRANSCEIVE);
        chip.write(Register.BIT_FRAMING, START_SEND | lastBits);
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            int seen = chip.read(Register.COM_IRQ);
            if ((seen & RECEIVED) != 0) {
                return Optional.of(answer());
            }
            if ((seen & TIMER) != 0) {
                return Optional.empty();
            }
            pause.millis(1);
        }
        throw new ReaderLost(ReaderStatus.Why.BROKE_OFF, "The MFRC522 neither answers nor gives up.");
    }

    private Answer answer() throws ReaderLost, TagGone {
        int error = chip.read(Register.ERROR);
        boolean collided = (error & COLLISION) != 0;
        if (!collided && (error & BROKEN_ANSWER) != 0) {
            throw new TagGone("The answer is broken: error bits " + error + ".");
        }
        int level = chip.read(Register.FIFO_LEVEL) & 0x7F;
        if (level > FIFO_BYTES) {
            throw new ReaderLost(ReaderStatus.Why.BROKE_OFF, "The MFRC522 says that it holds " + level + " bytes.");
        }
        byte[] bytes = level == 0 ? new byte[0] : chip.read(Register.FIFO_DATA, level);
        return new Answer(bytes, chip.read(Register.CONTROL) & 0x07, collided);
    }
}
