package org.doorstep.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process, killed with no warning at moments by a seed.
@Tag("slow")
class KilledOutboxTest {
    private static final long SEED = 20261122;
    private static final int KILLS = 4;

    @TempDir
    Path folder;

    @Test
    void whatAppendHasReturnedIsThereAfterAKillAndTheChainIsWhole() throws Exception {
        Random random = new Random(SEED);
        Path file = folder.resolve("kiosk.db");
        Map<Long, String> promised = new HashMap<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            Path said = folder.resolve("said-" + kill);
            Process child = start(file, said, kill);
            int enough = 20 + random.nextInt(400);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(3))
                    .until(() -> Files.exists(said) && Files.readAllLines(said).size() >= enough);
            child.destroyForcibly();
            assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
            collect(said, promised);
            check(file, promised, "seed " + SEED + " kill " + kill);
        }
    }

    private static Process start(Path file, Path said, int seed) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.sqlite.tmpdir=" + System.getProperty("org.sqlite.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendUntilKilled.class.getName(),
                        file.toString(),
                        Integer.toString(seed))
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// The last line may be cut off by the kill.
    private static void collect(Path said, Map<Long, String> promised) throws IOException {
        String text = Files.readString(said);
        for (String line : text.substring(0, text.lastIndexOf('\n')).split("\n")) {
            String[] parts = line.split(" ");
            assertThat(promised.put(Long.parseLong(parts[0]), parts[1])).isNull();
        }
    }

    private static void check(Path file, Map<Long, String> promised, String when) throws Exception {
        try (Database database = Database.open(file, Outbox.MIGRATIONS)) {
            OutboxRows rows = new OutboxRows(new Random(1));
            List<OutboxRows.Stream> streams = database.read(rows::streams);
            assertThat(streams).as(when).hasSize(1);
            List<OutboxRows.Row> kept =
                    database.read(handle -> rows.rowsAfter(handle, streams.getFirst(), 0, 1_000_000));
            byte[] chain = Chain.nothing();
            long next = 1;
            for (OutboxRows.Row row : kept) {
                Envelope event = Wire.read(row.text());
                assertThat(row.sequence()).as(when).isEqualTo(next++);
                assertThat(event.sequence()).as(when).isEqualTo(row.sequence());
                String said = promised.getOrDefault(row.sequence(), event.id().toString());
                assertThat(event.id()).as(when).hasToString(said);
                chain = new Chain().after(chain, row.text());
            }
            assertThat(promised.keySet()).as(when).allMatch(sequence -> sequence <= kept.size());
            assertThat(streams.getFirst().chain()).as(when).isEqualTo(chain);
        }
    }
}
