package org.doorstep.kiosk.hardware.contactless;

import java.util.Arrays;
import org.doorstep.kiosk.hardware.ReaderLost;

/// The MFRC522's registers over SPI (NXP MFRC522 data sheet, 8.1.2): the address byte has the
/// direction in its highest bit, the register in bits 6 to 1, and 0 in the lowest; what is read
/// comes one byte later. For one thread.
final class Mfrc522Registers implements AutoCloseable {

    /// Numbers as in the data sheet's table 20; the section of each stands beside it.
    enum Register {
        /// 9.3.1.2
        COMMAND(0x01),
        /// 9.3.1.5
        COM_IRQ(0x04),
        /// 9.3.1.7
        ERROR(0x06),
        /// 9.3.1.10
        FIFO_DATA(0x09),
        /// 9.3.1.11
        FIFO_LEVEL(0x0A),
        /// 9.3.1.13
        CONTROL(0x0C),
        /// 9.3.1.14
        BIT_FRAMING(0x0D),
        /// 9.3.1.15
        COLLISION(0x0E),
        /// 9.3.2.2
        MODE(0x11),
        /// 9.3.2.3
        TX_MODE(0x12),
        /// 9.3.2.4
        RX_MODE(0x13),
        /// 9.3.2.5
        TX_CONTROL(0x14),
        /// 9.3.2.6
        TX_ASK(0x15),
        /// 9.3.3.6
        RF_CONFIGURATION(0x26),
        /// 9.3.3.10
        TIMER_MODE(0x2A),
        /// 9.3.3.10
        TIMER_PRESCALER(0x2B),
        /// 9.3.3.11
        TIMER_RELOAD_HIGH(0x2C),
        /// 9.3.3.11
        TIMER_RELOAD_LOW(0x2D),
        /// 9.3.4.8
        VERSION(0x37);

        private final int number;

        Register(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    private static final int READ = 0x80;

    private final SpiLine line;

    Mfrc522Registers(SpiLine line) {
        this.line = line;
    }

    int read(Register register) throws ReaderLost {
        return Byte.toUnsignedInt(read(register, 1)[0]);
    }

    /// The same register so many times, as the FIFO is emptied (8.1.2.1): its address again and
    /// again, and a last 0.
    byte[] read(Register register, int times) throws ReaderLost {
        byte[] out = new byte[times + 1];
        Arrays.fill(out, 0, times, (byte) (READ | register.number << 1));
        byte[] in = line.transfer(out);
        return Arrays.copyOfRange(in, 1, times + 1);
    }

    /// One byte, or many into the same register, as the FIFO is filled (8.1.2.2).
    void write(Register register, byte... values) throws ReaderLost {
        byte[] out = new byte[values.length + 1];
        out[0] = (byte) (register.number << 1);
        System.arraycopy(values, 0, out, 1, values.length);
        line.transfer(out);
    }

    void write(Register register, int value) throws ReaderLost {
        write(register, new byte[] {(byte) value});
    }

    @Override
    public void close() {
        line.close();
    }
}
