package org.doorstep.kiosk.hardware.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiMode;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import com.pi4j.plugin.linuxfs.provider.spi.LinuxFsSpiProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.contactless.I2cLine;
import org.doorstep.kiosk.hardware.contactless.SpiLine;

/// Opens chips on a board's SPI and I2C buses. Safe for all threads; what it opens is for one.
///
/// Each has a Pi4J context of its own, so that closing gives all of it back, and what broke is
/// opened anew.
public final class Buses {
    private final Supplier<Context> contexts;

    public Buses() {
        this(() -> Pi4J.newContextBuilder()
                .noAutoDetect()
                .noAutoInject()
                .disableShutdownHook()
                .add(LinuxFsSpiProvider.newInstance(), LinuxFsI2CProvider.newInstance())
                .build());
    }

    Buses(Supplier<Context> contexts) {
        this.contexts = contexts;
    }

    /// `/dev/spidevBUS.CHIP`, mode 0.
    public SpiLine spi(int bus, int chip, int hertz) throws ReaderLost {
        require(Path.of("/dev/spidev" + bus + "." + chip), "Switch SPI on, and add this account to the group spi.");
        return spiOn(bus, chip, hertz);
    }

    /// `/dev/i2c-BUS`.
    public I2cLine i2c(int bus, int address) throws ReaderLost {
        require(Path.of("/dev/i2c-" + bus), "Switch I2C on, and add this account to the group i2c.");
        return i2cOn(bus, address);
    }

    SpiLine spiOn(int bus, int chip, int hertz) throws ReaderLost {
        return opened("SPI bus " + bus, context -> {
            Spi spi = context.spi()
                    .create(Spi.newConfigBuilder(context)
                            .id("spi-" + bus + "-" + chip)
                            .bus(bus)
                            .address(chip)
                            .baud(hertz)
                            .mode(SpiMode.MODE_0)
                            .build());
            return new OpenSpi(context, spi);
        });
    }

    I2cLine i2cOn(int bus, int address) throws ReaderLost {
        return opened("I2C bus " + bus, context -> {
            I2C i2c = context.i2c()
                    .create(I2C.newConfigBuilder(context)
                            .id("i2c-" + bus + "-" + address)
                            .bus(bus)
                            .device(address)
                            .build());
            return new OpenI2c(context, i2c);
        });
    }

    @FunctionalInterface
    private interface Opening<T> {
        T in(Context context);
    }

    private <T> T opened(String what, Opening<T> opening) throws ReaderLost {
        Context context;
        try {
            context = contexts.get();
        } catch (RuntimeException | LinkageError e) {
            throw Pins.noBoard(e);
        }
        try {
            return opening.in(context);
        } catch (RuntimeException | LinkageError e) {
            context.shutdown();
            throw new ReaderLost(ReaderStatus.Why.BROKE_OFF, what + " could not be opened: " + e.getMessage(), e);
        }
    }

    /// Said beforehand and in our words: Pi4J says the same of a bus that is not there and of one
    /// that is not allowed.
    private static void require(Path file, String remedy) throws ReaderLost {
        if (!Files.exists(file)) {
            throw new ReaderLost(ReaderStatus.Why.ABSENT, "There is no " + file + ". " + remedy);
        }
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            throw new ReaderLost(ReaderStatus.Why.NOT_ALLOWED, "This program may not open " + file + ". " + remedy);
        }
    }

    private record OpenSpi(Context context, Spi spi) implements SpiLine {
        @Override
        public byte[] transfer(byte[] bytes) throws ReaderLost {
            byte[] in = new byte[bytes.length];
            try {
                if (spi.transfer(bytes, 0, in, 0, bytes.length) < 0) {
                    throw new ReaderLost(ReaderStatus.Why.BROKE_OFF, "The SPI bus did not take what was sent.");
                }
            } catch (RuntimeException e) {
                throw new ReaderLost(ReaderStatus.Why.BROKE_OFF, "The SPI bus broke off: " + e.getMessage(), e);
            }
            return in;
        }

        @Override
        public void close() {
            context.shutdown();
        }
    }

    private record OpenI2c(Context context, I2C i2c) implements I2cLine {
        @Override
        public void write(byte[] bytes) throws ReaderLost {
            try {
                i2c.write(bytes, 0, bytes.length);
            } catch (RuntimeException e) {
                throw silent(e);
            }
        }

        @Override
        public byte[] read(int bytes) throws ReaderLost {
            byte[] in = new byte[bytes];
            try {
                i2c.read(in, 0, bytes);
            } catch (RuntimeException e) {
                throw silent(e);
            }
            return in;
        }

        @Override
        public void close() {
            context.shutdown();
        }

        private static ReaderLost silent(RuntimeException e) {
            return new ReaderLost(
                    ReaderStatus.Why.ABSENT,
                    "Nothing answers on the I2C bus (" + e.getMessage()
                            + "). Look at its four wires, and the switches on" + " the board.",
                    e);
        }
    }
}
