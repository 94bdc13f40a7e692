package org.doorstep.system.launch;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.doorstep.relay.time.KernelClock;
import org.doorstep.system.neighbourhood.DemoPasses;
import org.doorstep.system.neighbourhood.Neighbourhood;
import org.doorstep.system.neighbourhood.Telling;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.program.Programs.Kind;

/// Starts area, hub and kiosks in this order, tells the history in between, says what to open, and on Ctrl-C stops
/// kiosks, hub and area in this order, so that each can still hand on what it has.
final class Launcher {
    /// Two shared cores and a cold disk; a program that takes longer has a reason that waiting does not mend.
    private static final Duration STARTING = Duration.ofSeconds(60);

    private final Programs programs;
    private final DataFolder data;
    private final Ports ports;
    private final Neighbourhood neighbourhood;
    private final InstantSource clock;
    private final SecureRandom random;
    private final PrintStream out;
    private final List<Keeper> started = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean stopping;

    Launcher(
            Programs programs,
            DataFolder data,
            Ports ports,
            Neighbourhood neighbourhood,
            InstantSource clock,
            SecureRandom random,
            PrintStream out) {
        this.programs = programs;
        this.data = data;
        this.ports = ports;
        this.neighbourhood = neighbourhood;
        this.clock = clock;
        this.random = random;
        this.out = out;
    }

    /// Returns when it has been stopped. Throws [LaunchException] if something could not be started; then nothing is
    /// left running.
    void run(boolean withHistory) {
        Thread onCtrlC = new Thread(this::stopAll, "stop");
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        try {
            Instant begun = clock.instant();
            start(withHistory);
            out.println(
                    "Ready after " + Duration.between(begun, clock.instant()).toSeconds() + " s.");
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            if (!isStopping()) {
                throw new LaunchException(e.getMessage(), e);
            }
        } finally {
            stopAll();
        }
    }

    private void start(boolean withHistory) {
        out.println("Everything is kept in " + data.path() + ".");
        Household household = new Household(data, ports, clock, random, out);
        household.settle(neighbourhood);
        boolean told = data.historyTold();
        if (told && data.hasHistory() != withHistory) {
            out.println(
                    withHistory
                            ? "This data folder was begun without a history; --fresh begins again with its three months."
                            : "This data folder has its history already; --fresh --no-history begins without.");
        }
        out.println(told ? "Starting area server, hub and kiosks ..." : "Starting area server and hub ...");
        Keeper area = keep(Household.AREA, Kind.AREA);
        Keeper hub = keep(Household.HUB, Kind.HUB);
        if (!told) {
            hub.awaitReady(STARTING);
            tell(household, withHistory);
            out.println("Starting the kiosks ...");
        }
        Keeper first = keep(Household.kiosk(1), Kind.KIOSK);
        Keeper second = keep(Household.kiosk(2), Kind.KIOSK);
        Program areaProgram = area.awaitReady(STARTING);
        Program hubProgram = hub.awaitReady(STARTING);
        first.awaitReady(STARTING);
        second.awaitReady(STARTING);
        out.print(new WelcomeTable(ports, hubProgram.said("first-sign-in"), areaProgram.said("first-sign-in")).text());
    }

    private void tell(Household household, boolean withHistory) {
        data.historyBegins();
        DemoPasses passes =
                new Telling(neighbourhood, household.kiosks(), new KernelClock(clock), out, random).tell(withHistory);
        Household.write(data.of(Household.DEMO_PASSES), passes.text());
        data.historyIsTold(withHistory);
    }

    private Keeper keep(String name, Kind kind) {
        List<String> command = new ArrayList<>(programs.command(kind, data.settings(name), List.of()));
        if (kind == Kind.KIOSK) {
            // The keeper starts it again, a bounded number of times.
            command.add("--end-when-broken");
        }
        Keeper keeper = new Keeper(
                name, () -> Program.start(name, command, data.of(name).resolve("program.log")), clock, out);
        synchronized (this) {
            if (stopping) {
                throw new IllegalStateException("It is being stopped.");
            }
            started.addFirst(keeper);
        }
        keeper.open();
        return keeper;
    }

    /// Waits for a stop that is under way.
    private synchronized boolean isStopping() {
        return stopping;
    }

    /// The last started is stopped first. A second caller waits for the first.
    private void stopAll() {
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
            out.println("Stopping kiosks, hub and area ...");
            started.forEach(Keeper::close);
            out.println("Stopped.");
        }
        stopped.countDown();
    }
}
