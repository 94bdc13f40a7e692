package org.doorstep.system.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// A kiosk that runs from a copy of another's card: one name, one secret, one store, and an address of its own, since
/// two on one machine cannot serve at one port.
final class TwinCard implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final Path log;
    private Program program;

    private TwinCard(Path folder, int port, Path log) {
        this.folder = folder;
        this.port = port;
        this.log = log;
    }

    /// Copies the card of a kiosk that is stopped.
    static TwinCard of(TrialHouse house, Part kiosk, Path folder) {
        int port = freePort();
        Path from = house.folder(kiosk);
        Shell.run("cp", "-a", from.toString(), folder.toString());
        Path settings = folder.resolve("settings.properties");
        try {
            Files.writeString(
                    settings,
                    Files.readString(settings)
                            .replace(from.toString(), folder.toString())
                            .replace(" = " + house.port(kiosk) + "\n", " = " + port + "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not change the settings of the copied card.", e);
        }
        return new TwinCard(folder, port, Path.of(folder + ".log"));
    }

    void start(Programs programs, List<String> flags) {
        program = Program.start(
                "twin", programs.command(Programs.Kind.KIOSK, folder.resolve("settings.properties"), flags), log);
        program.awaitReady(TrialHouse.STARTING);
    }

    boolean running() {
        return program != null && program.running();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /// Somebody switches it off.
    @Override
    public void close() {
        if (program != null) {
            program.stop();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port was to be had.", e);
        }
    }
}
