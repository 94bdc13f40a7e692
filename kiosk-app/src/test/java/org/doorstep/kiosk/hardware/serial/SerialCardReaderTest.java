package org.doorstep.kiosk.hardware.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import org.doorstep.kiosk.hardware.Heard;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.PassReaderTest;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialCardReaderTest extends PassReaderTest {
    private static final Reading CARD = new Reading.CardNumber(Reading.Width.FOUR, "00BC614E");
    private static final Reading OTHER = new Reading.CardNumber(Reading.Width.FOUR, "0096B43F");
    private static final int FRAME_BYTES = 14;

    @TempDir
    private Path folder;

    /// A link in the manner of `/dev/serial/by-id`, to a pseudo-terminal.
    private final class Line implements Rig {
        private final Path link = folder.resolve("usb-serial-reader");
        private final SerialCardReader reader = new SerialCardReader(link, InstantSource.system());
        private PseudoTerminal terminal;

        @Override
        public PassReader reader() {
            return reader;
        }

        @Override
        public void plugIn() throws IOException {
            if (terminal == null) {
                terminal = new PseudoTerminal();
                Files.createSymbolicLink(link, terminal.device());
            }
        }

        @Override
        public void unplug() throws IOException {
            if (terminal != null) {
                Files.delete(link);
                terminal.close();
                terminal = null;
            }
        }

        @Override
        public void show(int which) throws IOException {
            byte[] both = Rdm6300FramesTest.recorded("two-cards");
            terminal.write(Arrays.copyOfRange(
                    both, which == 1 ? 0 : 3 * FRAME_BYTES, which == 1 ? 3 * FRAME_BYTES : 6 * FRAME_BYTES));
        }

        @Override
        public Reading expected(int which) {
            return which == 1 ? CARD : OTHER;
        }

        @Override
        public void close() throws IOException {
            unplug();
        }
    }

    @Override
    protected Rig rig() {
        return new Line();
    }

    @Test
    void aCardHeldAtTheReaderIsOneReading() throws Exception {
        try (Line line = new Line()) {
            line.plugIn();
            Heard heard = new Heard();
            line.reader().open(heard);
            heard.waitUntilWorking();
            line.terminal.write(Rdm6300FramesTest.recorded("card-held"));
            line.show(2);

            heard.waitForReadings(CARD, OTHER);
            line.reader().close();
        }
    }

    @Test
    void aLineThatSendsOnlyWrongFramesIsSaidToSendNonsense() throws Exception {
        try (Line line = new Line()) {
            line.plugIn();
            Heard heard = new Heard();
            line.reader().open(heard);
            heard.waitUntilWorking();
            for (int i = 0; i < 60; i++) {
                line.terminal.write(
                        "\u0002000000000000\u0003".replace("000000", "00000Z").getBytes(StandardCharsets.US_ASCII));
            }

            heard.waitUntilAway(ReaderStatus.Why.SENDS_NONSENSE);
            assertThat(heard.readings()).containsExactly(new Reading.Garbage(Reading.Reason.CHECK_FAILED));
            line.reader().close();
        }
    }

    @Test
    void aFileThatIsNoSerialLineIsNotRead() throws Exception {
        Path file = Files.writeString(folder.resolve("not-a-line"), "hello");
        try (SerialCardReader reader = new SerialCardReader(file, InstantSource.system())) {
            Heard heard = new Heard();
            reader.open(heard);

            heard.waitUntilAway(ReaderStatus.Why.NOT_A_READER);
            assertThat(heard.readings()).isEmpty();
        }
    }
}
