package org.doorstep.relay.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real Mosquitto as a child process, on a loopback port of its own.
public final class Mosquitto implements AutoCloseable {
    private static final List<String> PLACES = List.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto");

    private final Path settings;
    private final Path log;
    private final int port;
    private Process process;

    private Mosquitto(Path settings, Path log, int port) {
        this.settings = settings;
        this.log = log;
        this.port = port;
    }

    public static boolean isHere() {
        return program().findFirst().isPresent();
    }

    /// Open to everybody.
    public static Mosquitto start(Path folder) throws IOException {
        return start(folder, """
                allow_anonymous true
                persistence false
                max_queued_messages 0
                """);
    }

    /// As these settings say, but for the listener.
    public static Mosquitto start(Path folder, String saying) throws IOException {
        int port = freePort();
        Path settings = folder.resolve("mosquitto.conf");
        // Started by root it would become another account, which may not read a key made for its owner alone.
        Files.writeString(
                settings, "user " + System.getProperty("user.name") + "\nlistener " + port + " 127.0.0.1\n" + saying);
        Mosquitto mosquitto = new Mosquitto(settings, folder.resolve("mosquitto.log"), port);
        mosquitto.run();
        return mosquitto;
    }

    public int port() {
        return port;
    }

    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void run() throws IOException {
        process = new ProcessBuilder(program().findFirst().orElseThrow(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(this::listens);
    }

    @Override
    public void close() {
        kill();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<String> program() {
        return PLACES.stream().filter(place -> Files.isExecutable(Path.of(place)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
