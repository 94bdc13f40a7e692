package org.doorstep.kiosk;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.render.ChromiumPolicy;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.kiosk.carry.StickCommands;
import org.doorstep.kiosk.joining.Renewals;
import org.doorstep.kiosk.selftest.SelfTest;
import org.doorstep.kiosk.selftest.TypedAnswers;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.LinkSecurity;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.sealing.SealingKey;
import org.doorstep.relay.store.StoreException;
import org.doorstep.relay.supervision.Supervisor;
import org.doorstep.relay.supervision.Watchdog;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.relay.time.KernelClock;
import org.doorstep.relay.time.LastKnownTime;
import org.doorstep.relay.time.LearningClock;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The kiosk's command line. Only here are the arguments, the clocks and chance taken from the
/// machine.
public final class Main {
    private static final String USAGE = """
            The program of one kiosk: reads cards and codes, welcomes people, keeps every tap until the hub has it.

              kiosk-app --settings FILE [--watch-stdin] [--end-when-broken]
              kiosk-app self-test --settings FILE [--report FILE]
              kiosk-app --browser-policy --settings FILE
              kiosk-app carry-out --to FOLDER --settings FILE
              kiosk-app carry-in --from FOLDER --settings FILE
              kiosk-app --help

            FILE is made by `provisioning device new`, or by `provisioning device blank`: a kiosk that knows nothing but
            its own hardware starts into a page where it joins a hub by a code that the hub shows, says "joining URL",
            and goes on from there by itself.
            --watch-stdin ends the program when its standard input is closed, so that it ends with what started it.
            --end-when-broken ends the program with 3 when it finds one of its databases broken while it runs, as a kill
            would, so that its next start saves what still reads. Give it where something starts it again (systemd's
            Restart=always); at most three times in an hour, then it stays and cannot save.
            self-test walks you through every part that the settings name: what to do, what to expect, and what was seen,
            of cards and codes the kind only. It asks about lights and sounds; answer y or n. What it said is left in the
            report, or in self-test.txt in the kiosk's folder. Stop the kiosk's own program first, or its readers are
            taken. 1 if a part was not seen to work.
            --browser-policy prints what Chromium may do on this kiosk, which is to show its page and nothing else, for
            a file in /etc/chromium/policies/managed.
            carry-out writes what this kiosk keeps to one sealed, signed file in FOLDER (a stick), for a hub that no
            network reaches. It changes nothing here, and works while the kiosk runs. carry-in takes the hub's
            acknowledgement of it from FOLDER, or from a file.
            Ends with 0 when asked to stop, 2 if the settings cannot be used, 1 if anything else stops it from starting,
            3 for --end-when-broken.
            """;

    /// To be started again at once: its next start finds the broken database and saves what still
    /// reads.
    static final int BROKEN = 3;

    /// A person is to see that it worked before the page becomes another.
    private static final long SEEN_MILLIS = 1_500;

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Main() {}

    public static void main(String[] args) {
        List<String> arguments = Arrays.asList(args);
        int at = arguments.indexOf("--settings");
        if (arguments.contains("--help")) {
            System.out.print(USAGE);
        } else if (at < 0 || at + 1 >= args.length) {
            System.err.print(USAGE);
            System.exit(SettingsException.EXIT_CODE);
        } else if (arguments.getFirst().equals("carry-out")
                || arguments.getFirst().equals("carry-in")) {
            System.exit(carry(arguments, Path.of(args[at + 1])));
        } else if (arguments.contains("--browser-policy")) {
            System.exit(browserPolicy(Path.of(args[at + 1])));
        } else if (arguments.getFirst().equals("self-test") || arguments.contains("--self-test")) {
            System.exit(selfTest(arguments, Path.of(args[at + 1])));
        } else {
            System.exit(new Main()
                    .run(
                            Path.of(args[at + 1]),
                            arguments.contains("--watch-stdin"),
                            arguments.contains("--end-when-broken")));
        }
    }

    private static int selfTest(List<String> arguments, Path settingsFile) {
        try {
            Hardware hardware = Start.read(settingsFile).hardware();
            int at = arguments.indexOf("--report");
            Path file = at >= 0 && at + 1 < arguments.size()
                    ? Path.of(arguments.get(at + 1))
                    : hardware.dataFolder().resolve("self-test.txt");
            InstantSource clock = InstantSource.system();
            SelfTest test = new SelfTest(System.out, new TypedAnswers(System.in, System.out, TypedAnswers.PATIENCE));
            boolean works;
            try (Devices devices = new Devices(hardware, clock)) {
                works = test.run(devices.parts());
            }
            List<String> report = new ArrayList<>(List.of(
                    "Self-test of kiosk-app " + Kiosk.VERSION + ", " + clock.instant() + " by this machine's clock",
                    System.getProperty("os.name") + " on " + System.getProperty("os.arch") + ", Java "
                            + System.getProperty("java.version"),
                    ""));
            report.addAll(test.report());
            Files.write(file, report);
            System.out.println("This is kept in " + file + ".");
            return works ? 0 : 1;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (IOException e) {
            System.err.println("The report could not be written: " + e.getMessage());
            return 1;
        }
    }

    private static int browserPolicy(Path settingsFile) {
        try {
            Hardware hardware = Start.read(settingsFile).hardware();
            System.out.print(ChromiumPolicy.of(hardware.screen()));
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        }
    }

    private static int carry(List<String> arguments, Path settingsFile) {
        boolean out = arguments.getFirst().equals("carry-out");
        int place = arguments.indexOf(out ? "--to" : "--from");
        if (arguments.size() != 5 || place < 0 || place == 4) {
            System.err.print(USAGE);
            return SettingsException.EXIT_CODE;
        }
        try {
            Settings settings = Settings.read(settingsFile);
            StickCommands commands = new StickCommands(
                    settings.dataFolder(),
                    settings.dataFolder().resolve(KioskStore.FILE),
                    new Source(settings.hub(), settings.device()),
                    System.out);
            Path folder = Path.of(arguments.get(place + 1));
            if (out) {
                SealingKey sealing = settings.hubSealingKey().get();
                CarryKeys.Recipient hub = new CarryKeys.Recipient(sealing.id(), sealing.raw());
                commands.carryOut(folder, hub, InstantSource.system().instant(), new SecureRandom());
            } else {
                commands.carryIn(folder, settings.passKeys());
            }
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (StoreException | KeyFileException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    private int run(Path settingsFile, boolean watchInput, boolean endWhenBroken) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            Start start = Start.read(settingsFile);
            endWhenAsked(watchInput);
            try {
                if (start instanceof Start.New) {
                    join(start.hardware(), settingsFile);
                }
                if (!ended.isDone()) {
                    serve(Settings.read(settingsFile), endWhenBroken);
                }
            } catch (JavalinBindException e) {
                throw SettingsException.cannotServe(
                        settingsFile.toString(),
                        "screen",
                        start.hardware().screenBind(),
                        start.hardware().screenPort(),
                        e);
            } finally {
                closed.countDown();
            }
            return 0;
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return SettingsException.EXIT_CODE;
        } catch (StoreException | KeyFileException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    private void endWhenAsked(boolean watchInput) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ended.complete(null);
            await(closed);
        }));
        if (watchInput) {
            // A thread of its own: reading a pipe would hold one of the few that carry virtual threads.
            Thread.ofPlatform().name("watch standard input").daemon().start(this::endWithInput);
        }
    }

    /// Until this kiosk belongs to a hub, or is asked to end.
    private void join(Hardware hardware, Path settingsFile) throws InterruptedException {
        try (Devices devices = new Devices(hardware, InstantSource.system());
                NewKiosk kiosk = new NewKiosk(hardware, settingsFile, devices, new SecureRandom());
                Watchdog watchdog = new Watchdog(new GoesOn(Supervisor.of(System.getenv())), Map.of())) {
            watchdog.start();
            System.out.println("joining " + kiosk.url());
            CompletableFuture.anyOf(ended, kiosk.joined()).join();
            stayAWhile();
        }
    }

    private void stayAWhile() throws InterruptedException {
        try {
            ended.get(SEEN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Seen.
        } catch (ExecutionException e) {
            throw new IllegalStateException("Nothing ends a kiosk but being asked to.", e);
        }
    }

    private void serve(Settings settings, boolean endWhenBroken) throws InterruptedException, IOException {
        SecureRandom random = new SecureRandom();
        LearningClock clock = new LearningClock(
                new KernelClock(InstantSource.system()), new LastKnownTime(settings.dataFolder()).read());
        Source source = new Source(settings.hub(), settings.device());
        try (KioskStore store = KioskStore.open(settings.dataFolder(), source, clock, random);
                Devices devices = new Devices(settings.hardware(), clock);
                Link link = link(settings, clock, random);
                Kiosk kiosk = new Kiosk(settings, store, devices, link, clock, random);
                Watchdog watchdog = new Watchdog(Supervisor.of(System.getenv()), kiosk.loops())) {
            if (endWhenBroken) {
                BrokenEndings endings = new BrokenEndings(settings.dataFolder());
                store.broken()
                        .forEach(broken -> broken.thenAccept(fault ->
                                Thread.ofPlatform().name("end broken").start(() -> endBroken(endings, clock, fault))));
            }
            watchdog.start();
            System.out.println("ready " + kiosk.url());
            ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Nothing ends a kiosk but being asked to.", e);
        }
    }

    /// What watches this program is not told that it ends where it only becomes another.
    private record GoesOn(Supervisor told) implements Supervisor {
        @Override
        public void tell(String state) {
            if (!state.equals("STOPPING=1")) {
                told.tell(state);
            }
        }

        @Override
        public Optional<Duration> patience() {
            return told.patience();
        }
    }

    /// As if it were killed: closing would let SQLite write its log into a file that is broken, and
    /// the next start takes what it saves from both.
    private static synchronized void endBroken(BrokenEndings endings, InstantSource clock, StoreException fault) {
        switch (endings.leaveToEnd(clock.instant())) {
            case GIVEN -> {
                System.err.println(fault.getMessage() + " The kiosk's memory is broken. It ends, to be started again:"
                        + " then what still reads is saved.");
                Runtime.getRuntime().halt(BROKEN);
            }
            case TOO_OFTEN ->
                System.err.println(fault.getMessage() + " The kiosk's memory has broken more than " + BrokenEndings.MOST
                        + " times within an hour. Its disk is failing: put in another. Until then nothing is saved in"
                        + " that file.");
            case NOT_COUNTED ->
                System.err.println(fault.getMessage()
                        + " The kiosk's memory is broken. It does not end by itself, for it"
                        + " could not write that down in " + BrokenEndings.FILE + " in its folder. See whether the disk"
                        + " is full or takes no writing, then start the kiosk again. Until then nothing is saved in"
                        + " that file.");
        }
    }

    private static Link link(Settings settings, DeviceClock clock, SecureRandom random) throws IOException {
        String name = settings.device().value();
        Topics topics = new Topics(settings.hub());
        Message farewell = Message.retained(
                topics.state(settings.device()), Wire.writeMessage(DeviceState.offline(Kiosk.VERSION)));
        return new PahoLink(
                new BrokerAddress(settings.brokerHost(), settings.brokerPort()),
                name,
                security(settings, clock),
                List.of(
                        topics.acksTo(settings.device()),
                        topics.reply(settings.device()),
                        topics.schedule(),
                        topics.board(),
                        topics.time()),
                new Presence.Announced(farewell),
                random);
    }

    private static LinkSecurity security(Settings settings, DeviceClock clock) throws IOException {
        return switch (settings.brokerEntry()) {
            case Settings.BrokerEntry.Certificate certificate -> {
                // Read once now, so that a mistake is told at the start and not as a broker that cannot be reached.
                IdentityFiles.readAs(
                        certificate.identity(), new Holder.Device(new Source(settings.hub(), settings.device())));
                yield new LinkSecurity.MutualTls(
                        () -> IdentityFiles.read(certificate.identity()),
                        new Holder.HubServer(settings.hub()),
                        () -> Renewals.time(clock, IdentityFiles.read(certificate.identity())));
            }
            case Settings.BrokerEntry.Secret secret ->
                new LinkSecurity.SharedSecret(
                        settings.device().value(),
                        Files.readString(secret.file()).strip());
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
        ended.complete(null);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
