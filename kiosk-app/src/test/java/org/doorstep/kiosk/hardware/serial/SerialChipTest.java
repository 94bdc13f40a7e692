package org.doorstep.kiosk.hardware.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real pseudo-terminal, as a USB serial adapter is seen.
class SerialChipTest {
    private static final int LONG_ENOUGH_MILLIS = 30_000;

    @TempDir
    private Path folder;

    @Test
    void everyByteComesAsItIsAndNoneIsMinusOne() throws Exception {
        try (PseudoTerminal terminal = new PseudoTerminal();
                SerialChip chip = SerialChip.open(terminal.device(), 115_200)) {
            assertThat(chip.read(20)).isEqualTo(-1);
            // What a line set up for typing would swallow or change: ends of lines, Ctrl+C, XON and XOFF.
            byte[] bytes = {0x00, (byte) 0xFF, 0x0D, 0x0A, 0x03, 0x11, 0x13, 0x7F, (byte) 0xD5};
            terminal.write(bytes);

            for (byte each : bytes) {
                assertThat(chip.read(LONG_ENOUGH_MILLIS)).isEqualTo(Byte.toUnsignedInt(each));
            }
            assertThat(chip.read(20)).isEqualTo(-1);
        }
    }

    @Test
    void pulledOutItIsAway() throws Exception {
        Path link = folder.resolve("usb-PN532");
        PseudoTerminal terminal = new PseudoTerminal();
        Files.createSymbolicLink(link, terminal.device());
        try (SerialChip chip = SerialChip.open(link, 115_200)) {
            Files.delete(link);
            terminal.close();

            assertThatThrownBy(() -> chip.read(LONG_ENOUGH_MILLIS))
                    .isInstanceOfSatisfying(
                            ReaderLost.class, lost -> assertThat(lost.why()).isEqualTo(ReaderStatus.Why.ABSENT));
        }
    }

    @Test
    void whereNothingIsPluggedInItIsAway() {
        assertThatThrownBy(() -> SerialChip.open(folder.resolve("nothing"), 115_200))
                .isInstanceOfSatisfying(
                        ReaderLost.class, lost -> assertThat(lost.why()).isEqualTo(ReaderStatus.Why.ABSENT));
    }
}
