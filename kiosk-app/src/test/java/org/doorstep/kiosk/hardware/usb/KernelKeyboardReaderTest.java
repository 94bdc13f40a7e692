package org.doorstep.kiosk.hardware.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.Heard;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.PassReaderTest;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The reader as it is used, grab and all, on a keyboard of the kernel's own making.
@EnabledIf(
        value = "aKeyboardCanBeMade",
        disabledReason = "There is no /dev/uinput here that may be written to, so the kernel makes no keyboard.")
class KernelKeyboardReaderTest extends PassReaderTest {
    @TempDir
    private Path folder;

    static boolean aKeyboardCanBeMade() {
        return Files.isWritable(KernelKeyboard.UINPUT);
    }

    @Override
    protected Rig rig() {
        return new Plugged();
    }

    /// A link in the manner of `/dev/input/by-id`, to the keyboard.
    private final class Plugged implements Rig {
        private final Path link = folder.resolve("usb-Test_Reader-event-kbd");
        private final HidCardReader reader = new HidCardReader(link, CardNumbers.Chip.UNKNOWN, InstantSource.system());
        private KernelKeyboard keyboard;

        @Override
        public PassReader reader() {
            return reader;
        }

        @Override
        public void plugIn() throws IOException {
            if (keyboard == null) {
                keyboard = new KernelKeyboard();
                Files.createSymbolicLink(link, keyboard.device());
            }
        }

        @Override
        public void unplug() throws IOException {
            if (keyboard != null) {
                keyboard.close();
                keyboard = null;
                Files.delete(link);
            }
        }

        @Override
        public void show(int which) throws IOException {
            keyboard.write(synced(which == 1 ? "0012345678" : "0009876543"));
        }

        @Override
        public Reading expected(int which) {
            return new Reading.CardNumber(Reading.Width.FOUR, which == 1 ? "00BC614E" : "0096B43F");
        }

        @Override
        public void close() throws IOException {
            unplug();
        }
    }

    @Test
    void whatIsTakenIsTakenForOneAlone() throws Exception {
        try (Plugged plugged = new Plugged()) {
            plugged.plugIn();
            try (InputDevice first = LinuxInputDevice.open(plugged.link, LinuxInputDevice.Grab.NEEDED)) {
                assertThat(first).isNotNull();
                assertThatThrownBy(() -> LinuxInputDevice.open(plugged.link, LinuxInputDevice.Grab.NEEDED))
                        .isInstanceOfSatisfying(
                                ReaderLost.class, lost -> assertThat(lost.why()).isEqualTo(ReaderStatus.Why.TAKEN));
                Heard heard = new Heard();
                plugged.reader().open(heard);
                heard.waitUntilAway(ReaderStatus.Why.TAKEN);
            }
            plugged.reader().close();
        }
    }

    @Test
    void aReaderThatWasTakenIsFoundWhenItIsLetGo() throws Exception {
        try (Plugged plugged = new Plugged()) {
            plugged.plugIn();
            Heard heard = new Heard();
            try (InputDevice other = LinuxInputDevice.open(plugged.link, LinuxInputDevice.Grab.NEEDED)) {
                assertThat(other).isNotNull();
                plugged.reader().open(heard);
                heard.waitUntilAway(ReaderStatus.Why.TAKEN);
            }
            heard.waitUntilWorking();
            plugged.show(1);

            heard.waitForReadings(plugged.expected(1));
            plugged.reader().close();
        }
    }

    @Test
    void pulledOutWhileItIsReadItIsAbsent() throws Exception {
        try (Plugged plugged = new Plugged()) {
            plugged.plugIn();
            try (InputDevice device = LinuxInputDevice.open(plugged.link, LinuxInputDevice.Grab.NEEDED)) {
                plugged.unplug();
                assertThatThrownBy(() -> device.read(ByteBuffer.allocate(InputEvent.BYTES), 1000))
                        .isInstanceOfSatisfying(
                                ReaderLost.class, lost -> assertThat(lost.why()).isEqualTo(ReaderStatus.Why.ABSENT));
            }
        }
    }

    /// The kernel's buffer runs over when nobody reads. What is left must never be taken for a number.
    @Test
    void whenTheKernelDropsEventsNoWrongNumberComesOut() throws Exception {
        try (Plugged plugged = new Plugged()) {
            plugged.plugIn();
            try (InputDevice device = LinuxInputDevice.open(plugged.link, LinuxInputDevice.Grab.NEEDED)) {
                for (int i = 0; i < 200; i++) {
                    plugged.keyboard.write(synced("0012345678"));
                }
                List<Typed> typed = decoded(device);

                assertThat(typed).contains(new Typed.Broken(Reading.Reason.PART_LOST));
                assertThat(typed)
                        .filteredOn(Typed.Line.class::isInstance)
                        .allMatch(line -> line.equals(new Typed.Line("0012345678")));
            }
        }
    }

    private static List<Typed> decoded(InputDevice device) throws ReaderLost {
        KeyDecoder decoder = new KeyDecoder(CardNumbers.MOST_TYPED);
        ByteBuffer bytes = ByteBuffer.allocate(64 * InputEvent.BYTES);
        List<Typed> typed = new ArrayList<>();
        while (device.read(bytes, 500)) {
            bytes.flip();
            while (bytes.hasRemaining()) {
                decoder.feed(InputEvent.from(bytes)).ifPresent(typed::add);
            }
            bytes.clear();
        }
        return typed;
    }

    /// With a SYN_REPORT after each key, as the kernel wants it before it hands anything on.
    private static byte[] synced(String number) {
        byte[] typed = new Typist().text(number).enter().bytes();
        ByteBuffer all = ByteBuffer.allocate(typed.length * 2);
        for (int at = 0; at < typed.length; at += InputEvent.BYTES) {
            all.put(typed, at, InputEvent.BYTES).put(new byte[InputEvent.BYTES]);
        }
        return all.array();
    }
}
