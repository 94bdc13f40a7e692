package org.doorstep.hub;

import io.javalin.util.JavalinBindException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.settings.OwnAddress;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.hub.activities.ActivitiesFileException;
import org.doorstep.hub.broker.BrokerException;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.hub.joining.DoorException;
import org.doorstep.hub.privacy.Papers;
import org.doorstep.hub.web.Role;
import org.doorstep.login.Login;
import org.doorstep.login.LoginStore;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.supervision.Supervisor;
import org.doorstep.relay.supervision.Watchdog;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.relay.time.KernelClock;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The hub's command line. Only here are the arguments, the clock and chance taken from the machine.
public final class Main {
    private static final String USAGE = """
            The program of one hub: takes in what the kiosks saw, counts it, shows it.

              hub-gateway --settings FILE [--watch-stdin]
              hub-gateway invite --settings FILE
              hub-gateway restore --from WHAT --into FOLDER
              hub-gateway carry-in FILE... --settings FILE
              hub-gateway papers --into FOLDER
              hub-gateway --help

            FILE is made by `provisioning hub new`.
            --watch-stdin ends the program when its standard input is closed, so that it ends with what started it.
            invite prints a link by which one more manager begins, for a hub whose managers have all forgotten their
            passphrases or have gone. Stop the hub first, and start it before you open the link.
            restore makes a hub's folder again. WHAT is the stick with its second copies, or one of them (then the
            recovery sheet is read from standard input), or a plain copy of a hub.db for a FOLDER that still has its
            settings and keys. Nothing in FOLDER is written over; a database that is there is set aside.
            carry-in takes in files that kiosks wrote with carry-out, and writes the answers beside them, while the hub
            is stopped. While it runs, a manager does this on its page Carried.
            papers writes what the law asks for about personal data (impact assessment, record of processing, retention
            schedule, privacy notice) from the file of fields by which the hub works, over what is there.
            Ends with 0 when asked to stop or restored, 2 if the settings cannot be used, 1 if anything else stops it.
            """;

    private final CountDownLatch ended = new CountDownLatch(1);

    private Main() {}

    public static void main(String[] args) {
        List<String> arguments = Arrays.asList(args);
        int at = arguments.indexOf("--settings");
        if (arguments.contains("--help")) {
            System.out.print(USAGE);
        } else if (!arguments.isEmpty() && arguments.getFirst().equals("restore")) {
            System.exit(restore(arguments));
        } else if (arguments.size() == 3
                && arguments.getFirst().equals("papers")
                && arguments.get(1).equals("--into")) {
            System.exit(papers(Path.of(arguments.getLast())));
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
                serve(settings, watchInput);
            } catch (JavalinBindException e) {
                Settings.Web web = settings.web();
                throw SettingsException.cannotServe(settingsFile.toString(), "web", web.bind(), web.port(), e);
            }
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (StoreException
                | BrokerException
                | DoorException
                | KeyFileException
                | ActivitiesFileException
                | UncheckedIOException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    /// The settings name the folder with everything the hub knows: whoever can read them could
    /// change it anyway.
    private static int invite(Path settingsFile) {
        try {
            Settings settings = Settings.read(settingsFile);
            try (Database database = Hub.open(settings.dataDir())) {
                String path = Login.inviteAtTheMachine(
                        LoginStore.of(database), Role.MANAGER, InstantSource.system(), new SecureRandom());
                System.out.println(
                        "one-time-link " + OwnAddress.of(settings.web().url().resolve(path)));
            }
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (StoreException e) {
            System.err.println(e.getMessage() + (e.kind() == StoreException.Kind.IN_USE ? " Stop the hub first." : ""));
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
            Carrying carrying = new Carrying(settings, System.out, InstantSource.system(), new SecureRandom());
            return carrying.in(files.stream().map(Path::of).toList()) ? 0 : 1;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (StoreException e) {
            System.err.println(e.getMessage()
                    + (e.kind() == StoreException.Kind.IN_USE
                            ? " The hub runs: give the file on its page Carried."
                            : ""));
            return 1;
        } catch (KeyFileException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    private static int papers(Path into) {
        try {
            new Papers(Fields.kept()).writeInto(into);
            return 0;
        } catch (IOException e) {
            System.err.println("The papers could not be written into " + into + ": " + e.getMessage());
            return 1;
        }
    }

    private static int restore(List<String> arguments) {
        int from = arguments.indexOf("--from");
        int into = arguments.indexOf("--into");
        if (arguments.size() != 5 || from < 0 || into < 0 || from + 1 == into || into + 1 == from) {
            System.err.print(USAGE);
            return SettingsException.EXIT_CODE;
        }
        Path source = Path.of(arguments.get(from + 1));
        SecureRandom random = new SecureRandom();
        Restoring restoring =
                new Restoring(Path.of(arguments.get(into + 1)), System.out, InstantSource.system(), random);
        BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            restoring.from(source, typed);
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (IOException | UncheckedIOException | StoreException | KeyFileException | IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private void serve(Settings settings, boolean watchInput) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ended.countDown();
            await(closed);
        }));
        SecureRandom random = new SecureRandom();
        KeyFiles keys = KeyFiles.read(settings.dataDir().resolve("keys"));
        String areaToken = settings.area() instanceof Settings.Area.Server server
                ? secret("area.token-file", server.tokenFile())
                : "";
        DeviceClock clock = new KernelClock(InstantSource.system());
        TurnedAway turnedAway = new TurnedAway(clock);
        try (Database database = Hub.openSound(
                        settings.dataDir(),
                        settings.copy() instanceof Settings.Copy.Folder,
                        InstantSource.system().instant());
                BrokerSide broker = BrokerSide.of(settings, database, clock, turnedAway, random);
                Hub hub = new Hub(
                        settings,
                        keys,
                        database,
                        broker.link(),
                        areaToken,
                        clock,
                        turnedAway,
                        broker::shutOut,
                        broker.following(),
                        random);
                Watchdog watchdog = new Watchdog(Supervisor.of(System.getenv()), hub.loops(), hub::state)) {
            if (watchInput) {
                // A thread of its own: reading a pipe would hold one of the few that carry virtual threads.
                Thread.ofPlatform().name("watch standard input").daemon().start(this::endWithInput);
            }
            hub.firstSignIn().ifPresent(link -> System.out.println("first-sign-in " + OwnAddress.of(link)));
            watchdog.start();
            System.out.println("ready " + OwnAddress.of(URI.create(hub.url())));
            ended.await();
        } finally {
            closed.countDown();
        }
    }

    static String secret(String key, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new SettingsException(
                    file.toString(),
                    List.of(new SettingsException.Mistake(
                            key, "The file cannot be read.", "Make it with the provisioning command.")));
        }
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
