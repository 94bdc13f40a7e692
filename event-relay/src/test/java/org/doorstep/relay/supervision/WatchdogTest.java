package org.doorstep.relay.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {
    @TempDir
    Path folder;

    private static final class Listening implements Supervisor {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void tell(String state) {
            heard.add(state);
        }

        @Override
        public Optional<Duration> patience() {
            return Optional.of(Duration.ofMillis(20));
        }
    }

    @Test
    void itSaysThatItIsReadyAndFeedsWhileAllLoopsTurn() {
        Listening manager = new Listening();
        try (Watchdog watchdog = new Watchdog(manager, Map.of("ingest", () -> Duration.ZERO))) {
            watchdog.start();
            await().until(() ->
                    manager.heard.stream().filter("WATCHDOG=1"::equals).count() > 3);
        }
        assertThat(manager.heard).startsWith("READY=1").endsWith("STOPPING=1");
    }

    @Test
    void theFeedingStopsWhenOneLoopHangsAndGoesOnWhenItTurnsAgain() {
        Listening manager = new Listening();
        List<Duration> still = new ArrayList<>(List.of(Duration.ZERO));
        Watchdog watchdog = new Watchdog(manager, Map.of("ingest", still::getFirst, "requests", () -> Duration.ZERO));
        watchdog.feed();
        still.set(0, Watchdog.LONGEST_TURN.plusSeconds(1));
        watchdog.feed();
        watchdog.feed();
        still.set(0, Duration.ZERO);
        watchdog.feed();

        assertThat(manager.heard).containsExactly("WATCHDOG=1", "STATUS=The loop 'ingest' hangs.", "WATCHDOG=1");
        watchdog.close();
    }

    @Test
    void howTheProgramIsIsSaidWhenItChangesAndAgainAfterAHang() {
        Listening manager = new Listening();
        List<String> state = new ArrayList<>(List.of("All is well."));
        List<Duration> still = new ArrayList<>(List.of(Duration.ZERO));
        Watchdog watchdog = new Watchdog(manager, Map.of("ingest", still::getFirst), state::getFirst);
        watchdog.feed();
        watchdog.feed();
        state.set(0, "The disk is full:\nmake room.");
        watchdog.feed();
        still.set(0, Watchdog.LONGEST_TURN.plusSeconds(1));
        watchdog.feed();
        still.set(0, Duration.ZERO);
        watchdog.feed();

        assertThat(manager.heard)
                .containsExactly(
                        "STATUS=All is well.",
                        "WATCHDOG=1",
                        "WATCHDOG=1",
                        "STATUS=The disk is full: make room.",
                        "WATCHDOG=1",
                        "STATUS=The loop 'ingest' hangs.",
                        "STATUS=The disk is full: make room.",
                        "WATCHDOG=1");
        watchdog.close();
    }

    @Test
    void whereNobodyWatchesNothingIsSaid() {
        assertThat(Supervisor.of(Map.of())).isInstanceOf(Supervisor.Nobody.class);
        assertThat(Supervisor.of(Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "30000000"))
                        .patience())
                .contains(Duration.ofSeconds(30));
        assertThat(Supervisor.of(Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "soon"))
                        .patience())
                .isEmpty();
    }

    @Test
    void systemdHearsItOnARealSocketByNameAndInTheAbstractNamespace() throws Throwable {
        for (String socket : List.of(folder.resolve("notify").toString(), "@doorstep-test-" + folder.hashCode())) {
            assertThat(UnixDatagram.send(socket, new byte[1]))
                    .as("nobody there")
                    .isFalse();
            assertThat(heardOn(socket)).isEqualTo("READY=1");
        }
    }

    private static String heardOn(String socket) throws Throwable {
        var bind = UnixDatagram.call(
                "bind",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        var receive = UnixDatagram.call(
                "recv",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) UnixDatagram.SOCKET.invokeExact(
                    (int) UnixDatagram.AF_UNIX, UnixDatagram.SOCK_DGRAM | UnixDatagram.SOCK_CLOEXEC, 0);
            MemorySegment address = UnixDatagram.address(arena, socket);
            int bound = (int) bind.invokeExact(descriptor, address, (int) address.byteSize());
            assertThat(bound).isZero();
            new Supervisor.Systemd(socket, Optional.empty()).tell("READY=1");
            MemorySegment bytes = arena.allocate(100);
            long length = (long) receive.invokeExact(descriptor, bytes, 100L, 0x40);
            int closed = (int) UnixDatagram.CLOSE.invokeExact(descriptor);
            assertThat(closed).isZero();
            return new String(
                    bytes.asSlice(0, Math.max(0, length)).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }
}
