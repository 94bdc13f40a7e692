package org.doorstep.area;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.doorstep.area.login.Role;
import org.doorstep.area.store.PostgresException;
import org.doorstep.area.store.PostgresStore;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.area.store.Store;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.settings.OwnAddress;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.login.Login;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.supervision.Supervisor;
import org.doorstep.relay.supervision.Watchdog;
import org.doorstep.relay.time.KernelClock;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The area server's command line. Only here are the arguments, the clock and chance taken from the machine.
public final class Main {
    private static final String USAGE = """
            The program of the central team: takes safe figures from many hubs and compares them.

              area-server --settings FILE [--watch-stdin]
              area-server invite --settings FILE
              area-server carry-in FILE... --settings FILE
              area-server --help

            FILE is made by `provisioning area new`.
            Until somebody has an account, it prints `first-sign-in URL` at its start: the address at which the first is made.
            It prints `ready URL` when it serves.
            invite prints a link by which one more lead begins, for a team whose leads have all forgotten their passwords
            or have gone. On SQLite, stop the server first, and start it before you open the link.
            carry-in takes in figures that hubs without a network had carried here, and writes the answers beside them.
            On SQLite, stop the server first.
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
        } else if (arguments.getFirst().equals("invite")) {
            System.exit(invite(Path.of(args[at + 1])));
        } else if (arguments.getFirst().equals("carry-in")) {
            System.exit(carryIn(Path.of(args[at + 1]), arguments.subList(1, at)));
        } else {
            System.exit(new Main().run(Path.of(args[at + 1]), arguments.contains("--watch-stdin")));
        }
    }

    private int run(Path settingsFile, boolean watchInput) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            Settings settings = Settings.read(settingsFile);
            try {
                serve(settings, settingsFile.toString(), watchInput);
            } catch (JavalinBindException e) {
                Settings.Web web = settings.web();
                throw SettingsException.cannotServe(settingsFile.toString(), "web", web.bind(), web.port(), e);
            }
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (StoreException | PostgresException | KeyFileException | IOException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    /// The settings name the folder with everything the area knows: whoever can read them could change it anyway.
    private static int invite(Path settingsFile) {
        try {
            Settings settings = Settings.read(settingsFile);
            try (Store store = open(settings.keeping())) {
                String path = Login.inviteAtTheMachine(store, Role.LEAD, InstantSource.system(), new SecureRandom());
                URI pages = settings.web().url(settings.web().port());
                System.out.println("one-time-link " + OwnAddress.of(pages.resolve(path)));
            }
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (StoreException e) {
            System.err.println(
                    e.getMessage() + (e.kind() == StoreException.Kind.IN_USE ? " Stop the area server first." : ""));
            return 1;
        } catch (PostgresException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int carryIn(Path settingsFile, List<String> files) {
        if (files.isEmpty()) {
            System.err.print(USAGE);
            return SettingsException.EXIT_CODE;
        }
        try {
            Settings settings = Settings.read(settingsFile);
            try (Store store = open(settings.keeping())) {
                Carrying carrying = new Carrying(settings, System.out, InstantSource.system());
                return carrying.in(store, files.stream().map(Path::of).toList()) ? 0 : 1;
            }
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (StoreException e) {
            System.err.println(
                    e.getMessage() + (e.kind() == StoreException.Kind.IN_USE ? " Stop the area server first." : ""));
            return 1;
        } catch (KeyFileException | PostgresException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private void serve(Settings settings, String settingsFile, boolean watchInput)
            throws InterruptedException, IOException {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ended.countDown();
            await(closed);
        }));
        try (Store store = open(settings.keeping());
                Area area = new Area(settings, store, new KernelClock(InstantSource.system()), new SecureRandom());
                Watchdog watchdog = new Watchdog(Supervisor.of(System.getenv()), area.loops(), area::state)) {
            if (watchInput) {
                // A thread of its own: reading a pipe would hold one of the few that carry virtual threads.
                Thread.ofPlatform().name("watch standard input").daemon().start(this::endWithInput);
            }
            openDoor(area, settings, settingsFile);
            area.firstSignIn().ifPresent(url -> System.out.println("first-sign-in " + OwnAddress.of(URI.create(url))));
            watchdog.start();
            System.out.println("ready " + OwnAddress.of(URI.create(area.url() + "/")));
            ended.await();
        } finally {
            closed.countDown();
        }
    }

    private static void openDoor(Area area, Settings settings, String settingsFile) {
        try {
            area.openDoor();
        } catch (JavalinBindException e) {
            if (settings.door() instanceof Settings.Door.Certificates door) {
                throw SettingsException.cannotServe(settingsFile, "door", door.bind(), door.port(), e);
            }
            throw e;
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
