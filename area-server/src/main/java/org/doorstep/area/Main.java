package org.doorstep.area;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.doorstep.area.store.PostgresException;
import org.doorstep.area.store.PostgresStore;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.area.store.Store;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.relay.store.StoreException;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The area server's command line. Only here are the arguments, the clock and chance taken from the machine.
public final class Main {
    private static final String USAGE = """
            The program of the central team: takes safe figures from many hubs and compares them.

              area-server --settings FILE [--watch-stdin]
              area-server --help

            FILE is made by `provisioning area new`.
            Until somebody has an account, it prints `first-sign-in URL` at its start: the address at which the first is made.
            It prints `ready URL` when it serves.
            --watch-stdin ends the program when its standard input is closed, so that it ends with what started it.
            Ends with 0 when asked to stop, 2 if the settings cannot be used, 1 if anything else stops it from starting.
            """;

    private final CountDownLatch ended = new CountDownLatch(1);

    private Main() {}

    public static void main(String[] args) {
        List<String> arguments = Arrays.asList(args);
        int at = arguments.indexOf("--settings");
        if (arguments.contains("--help")) {
            System.out.print(USAGE);
        } else if (at < 0 || at + 1 >= args.length) {
            System.err.print(USAGE);
            System.exit(SettingsException.EXIT_CODE);
        } else {
            System.exit(new Main().run(Path.of(args[at + 1]), arguments.contains("--watch-stdin")));
        }
    }

    private int run(Path settingsFile, boolean watchInput) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            serve(Settings.read(settingsFile), watchInput);
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (StoreException | PostgresException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    private void serve(Settings settings, boolean watchInput) throws InterruptedException, IOException {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ended.countDown();
            await(closed);
        }));
        try (Store store = open(settings.keeping());
                Area area = new Area(settings, store, InstantSource.system(), new SecureRandom())) {
            if (watchInput) {
                Thread.ofVirtual().name("watch standard input").start(this::endWithInput);
            }
            area.firstSignIn().ifPresent(url -> System.out.println("first-sign-in " + url));
            System.out.println("ready " + area.url() + "/");
            ended.await();
        } finally {
            closed.countDown();
        }
    }

    private static Store open(Settings.Keeping keeping) throws IOException {
        return switch (keeping) {
            case Settings.Keeping.Sqlite sqlite ->
                SqliteStore.openSound(sqlite.file(), InstantSource.system().instant());
            case Settings.Keeping.Postgres postgres ->
                PostgresStore.open(
                        postgres.url(),
                        postgres.user(),
                        Files.readString(postgres.passwordFile()).strip());
        };
    }

    private void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said this way; only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe is the end too.
        }
        ended.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
