package org.doorstep.system.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorstep.system.program.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path temp;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AtomicInteger starts = new AtomicInteger();

    @Test
    void aProgramThatIsKilledIsReportedAndStartedAgain() {
        try (Keeper keeper = keeper("echo ready somewhere; exec cat")) {
            keeper.open();
            Program first = keeper.awaitReady(SOON);

            first.kill();

            await().atMost(SOON).untilAsserted(() -> assertThat(starts).hasValue(2));
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("kiosk-1 ended by itself (code 137): starting it again, 1 of 5.")
                    .contains("program.log");
            assertThat(keeper.awaitReady(SOON).pid()).isNotEqualTo(first.pid());
        }
    }

    @Test
    void aProgramThatKeepsEndingStaysDown() {
        try (Keeper keeper = keeper("echo ready somewhere; exit 3")) {
            keeper.open();
            keeper.awaitReady(SOON);

            await().atMost(SOON).untilAsserted(() -> assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("has ended 6 times within 10 minutes and stays down"));
            assertThat(starts).hasValue(1 + Keeper.MOST_RESTARTS);
        }
    }

    @Test
    void whatAProgramSaysIsForItsOwnerAloneSinceItMaySayAOneTimeLink() throws IOException {
        try (Keeper keeper = keeper("echo ready somewhere; exec cat")) {
            keeper.open();
            keeper.awaitReady(SOON);
            assertThat(Files.getPosixFilePermissions(temp.resolve("program.log")))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }

    @Test
    void aProgramThatIsStoppedStaysStopped() {
        Keeper keeper = keeper("echo ready somewhere; exec cat");
        keeper.open();
        Program program = keeper.awaitReady(SOON);

        keeper.close();

        assertThat(program.running()).isFalse();
        assertThat(starts).hasValue(1);
        assertThat(said.size()).isZero();
    }

    @Test
    void whatAProgramSaidBeforeItFailedIsPassedOn() {
        try (Keeper keeper = keeper("echo The settings cannot be used.; exit 2")) {
            keeper.open();

            assertThatThrownBy(() -> keeper.awaitReady(SOON))
                    .hasMessageContaining("kiosk-1 ended before it was ready")
                    .hasMessageContaining("The settings cannot be used.");
            assertThat(starts).hasValue(1);
        }
    }

    private Keeper keeper(String script) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Keeper(
                "kiosk-1",
                () -> {
                    starts.incrementAndGet();
                    return Program.start("kiosk-1", List.of("sh", "-c", script), temp.resolve("program.log"));
                },
                InstantSource.system(),
                out);
    }
}
