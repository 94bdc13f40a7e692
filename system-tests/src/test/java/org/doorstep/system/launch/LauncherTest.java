package org.doorstep.system.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.doorstep.system.LongestFirst;
import org.doorstep.system.program.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./run` itself, as a process with its children.
@Tag("slow")
@Order(LongestFirst.FROM_THE_BACK - 1)
class LauncherTest {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();

    /// Far more than it takes: a shared machine may be busy with anything.
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    private Path temp;

    private final List<Program> started = new ArrayList<>();
    private Ports ports;

    @BeforeEach
    void onPortsOfItsOwn() {
        assumeTrue(
                Files.isDirectory(HOUSE.resolve("hub-gateway/target/lib")),
                "The programs are not packaged: run mvn package, as ./test does.");
        do {
            ports = new Ports(ThreadLocalRandom.current().nextInt(20_000, 30_000));
        } while (ports.busy().isPresent());
    }

    @AfterEach
    void nothingIsLeftRunning() {
        started.forEach(Program::kill);
    }

    @Test
    void startsEverythingKeepsItRunningAndStopsItCleanly() throws IOException {
        Program run = run("first", ports);
        awaitSaid(run, "Ready after");
        assertThat(Files.readString(run.log()))
                .contains("http://127.0.0.1:" + ports.kiosk(1) + "/simulator")
                .containsPattern("first sign-in, once +http://127.0.0.1:" + ports.hub() + "/begin/")
                .containsPattern("first sign-in, once +http://127.0.0.1:" + ports.area() + "/begin/");
        everythingServes();

        Program second = run("second", new Ports(ports.base() + 10));
        assertThat(second.ended().join()).isEqualTo(1);
        assertThat(Files.readString(second.log())).contains("already runs on");

        childWith(run, "org.doorstep.kiosk.Main").destroyForcibly();
        awaitSaid(run, "ended by itself (code 137): starting it again, 1 of 5.");
        await().atMost(SOON).ignoreExceptions().untilAsserted(this::everythingServes);

        List<ProcessHandle> children = children(run);
        run.stop();
        assertThat(Files.readString(run.log())).endsWith("Stopped.\n");
        assertThat(children).hasSize(4).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void whatHappenedIsKeptAndPortsMayChange() throws IOException {
        Program first = run("first", ports);
        awaitSaid(first, "Ready after");
        first.stop();

        ports = new Ports(ports.base() + 7);
        Program again = run("again", ports);
        awaitSaid(again, "Ready after");

        everythingServes();
        assertThat(Files.readString(again.log())).doesNotContain("Telling");
        again.stop();
    }

    @Test
    void childrenDoNotOutliveALauncherThatIsKilled() {
        Program run = run("first", ports);
        awaitSaid(run, "Ready after");
        List<ProcessHandle> children = children(run);

        run.kill();

        await().atMost(SOON).untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }

    private Program run(String name, Ports on) {
        Program program = Program.start(
                name,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Ddoorstep.home=" + HOUSE,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.doorstep.system.Main",
                        "run",
                        "--no-history",
                        "--data",
                        temp.resolve("data").toString(),
                        "--port-base",
                        Integer.toString(on.base())),
                temp.resolve(name + ".log"));
        started.add(program);
        return program;
    }

    private static void awaitSaid(Program program, String words) {
        await().atMost(SOON)
                .until(() -> Files.exists(program.log())
                        && Files.readString(program.log()).contains(words));
    }

    private void everythingServes() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int port : List.of(ports.hub(), ports.area(), ports.kiosk(1), ports.kiosk(2))) {
                HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                assertThat(client.send(health, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
        } catch (IOException e) {
            throw new AssertionError("A program does not serve.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    private static List<ProcessHandle> children(Program run) {
        return ProcessHandle.of(run.pid()).orElseThrow().children().toList();
    }

    private static ProcessHandle childWith(Program run, String mainClass) {
        return children(run).stream()
                .filter(child -> commandLine(child).contains(mainClass))
                .findFirst()
                .orElseThrow();
    }

    /// As the kernel has it: Java tells none that is longer than a page, and a class path is.
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
