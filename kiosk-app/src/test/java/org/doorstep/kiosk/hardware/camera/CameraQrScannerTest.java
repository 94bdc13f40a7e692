package org.doorstep.kiosk.hardware.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.doorstep.kiosk.hardware.Heard;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.PassReaderTest;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class CameraQrScannerTest extends PassReaderTest {
    /// Films the file $1 as long as it is there, and says at the end what rpicam-vid says.
    private static final String FILM =
            "while cat \"$1\" 2>/dev/null; do sleep 0.06; done; echo 'ERROR: *** no cameras available ***' >&2; exit 255";

    @TempDir
    private Path folder;

    /// A shell that films a file, and a file that is what stands before it.
    private final class Scene implements Rig {
        private final Path scene = folder.resolve("scene.yuv");
        private final CameraQrScanner scanner = scanner(FILM, scene);
        private final String[] passes = {QrPicturesTest.pass(1), QrPicturesTest.pass(2)};

        @Override
        public PassReader reader() {
            return scanner;
        }

        @Override
        public void plugIn() throws IOException {
            film(Frames.wall());
        }

        @Override
        public void unplug() throws IOException {
            Files.deleteIfExists(scene);
        }

        @Override
        public void show(int which) throws Exception {
            film(Frames.frame(Frames.qr(passes[which - 1], 200), 0.7, 10));
        }

        @Override
        public Reading expected(int which) {
            return new Reading.Code(passes[which - 1]);
        }

        @Override
        public void close() throws IOException {
            unplug();
        }

        void film(byte[] frame) throws IOException {
            Path next = Files.write(folder.resolve("next.yuv"), frame);
            Files.move(next, scene, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    protected Rig rig() {
        return new Scene();
    }

    @Test
    void aCodeHeldBeforeTheCameraIsOneReading() throws Exception {
        try (Scene scene = new Scene()) {
            scene.show(1);
            Heard heard = new Heard();
            scene.reader().open(heard);
            heard.waitForReadings(scene.expected(1));
            // Two dozen frames of the same, and then of another.
            await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
            scene.show(2);

            heard.waitForReadings(scene.expected(1), scene.expected(2));
            scene.reader().close();
        }
    }

    @Test
    void aCommandThatDiesIsStartedAgain() throws Exception {
        Path frame =
                Files.write(folder.resolve("frame.yuv"), Frames.frame(Frames.qr(QrPicturesTest.pass(1), 200), 0.7, 0));
        try (CameraQrScanner scanner = scanner("cat \"$1\"; cat \"$1\"; kill -9 $$", frame)) {
            Heard heard = new Heard();
            scanner.open(heard);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> heard.statuses().stream()
                                    .filter(ReaderStatus.Working.class::isInstance)
                                    .count()
                            >= 3);
            assertThat(heard.readings()).isNotEmpty();
        }
    }

    @Test
    void framesOfAnotherSizeAreNoticed() throws Exception {
        byte[] smaller = new byte[new FrameSize(320, 240).bytes()];
        Path frame = Files.write(folder.resolve("small.yuv"), smaller);
        try (CameraQrScanner scanner = scanner(FILM, frame)) {
            Heard heard = new Heard();
            scanner.open(heard);

            heard.waitUntilAway(ReaderStatus.Why.SENDS_NONSENSE);
        }
    }

    /// Measured on a machine that was busy with other things: every frame came in several pieces, and for that the
    /// camera was given up.
    @Test
    void framesThatComeInPiecesAreFramesAllTheSame() throws Exception {
        Path frame =
                Files.write(folder.resolve("frame.yuv"), Frames.frame(Frames.qr(QrPicturesTest.pass(1), 200), 0.7, 10));
        String halting = "at=1000; for frame in 1 2 3 4 5 6 7 8 9 10; do head -c $at \"$1\"; sleep 0.05;"
                + " tail -c +$((at + 1)) \"$1\" | head -c 99000; sleep 0.05; tail -c +$((at + 99001)) \"$1\"; sleep 0.05;"
                + " at=$((at + 7919)); done; sleep 60";
        try (CameraQrScanner scanner = scanner(halting, frame)) {
            Heard heard = new Heard();
            scanner.open(heard);
            heard.waitUntilWorking();

            heard.waitForReadings(new Reading.Code(QrPicturesTest.pass(1)));
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            assertThat(scanner.status()).isInstanceOf(ReaderStatus.Working.class);
        }
    }

    @Test
    void noCommandOfThatNameIsACameraThatIsAbsent() {
        try (CameraQrScanner scanner =
                new CameraQrScanner(List.of("no-such-camera-command"), Frames.SIZE, InstantSource.system())) {
            Heard heard = new Heard();
            scanner.open(heard);

            heard.waitUntilAway(ReaderStatus.Why.ABSENT);
        }
    }

    @Test
    void closingEndsTheCommandAndWhatItStarted() throws Exception {
        Path scene = Files.write(folder.resolve("scene.yuv"), Frames.wall());
        CameraQrScanner scanner = scanner(FILM, scene);
        Heard heard = new Heard();
        scanner.open(heard);
        heard.waitUntilWorking();
        // Other tests run beside this one, with programs of their own.
        List<ProcessHandle> commands = ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(scene.toString()))
                .flatMap(command -> Stream.concat(Stream.of(command), command.descendants()))
                .toList();
        assertThat(commands).isNotEmpty();

        scanner.close();

        await().until(() -> commands.stream().noneMatch(ProcessHandle::isAlive));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "640", "641x480", "640x481", "64x64", "99999x480", "640 x 480", "-640x480"})
    void aSizeThatNoCameraHasIsRefusedInASentence(String text) {
        assertThatThrownBy(() -> FrameSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(".");
    }

    private static CameraQrScanner scanner(String script, Path file) {
        return new CameraQrScanner(
                List.of("sh", "-c", script, "film", file.toString()), Frames.SIZE, InstantSource.system());
    }
}
