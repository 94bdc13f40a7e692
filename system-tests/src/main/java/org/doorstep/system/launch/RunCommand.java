package org.doorstep.system.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.doorstep.system.neighbourhood.Neighbourhood;
import org.doorstep.system.program.Programs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./run` and its options; its usage text is its specification.
@Command(
        name = "./run",
        description = {
            "Builds what is not built and starts all of Doorstep on this machine: a hub with its broker, two kiosks with"
                    + " simulated readers, and the central team's server, in an invented neighbourhood with three months"
                    + " of history.",
            "Then it says what to open and what to try. Ctrl-C stops all of it."
        },
        usageHelpWidth = 100)
public final class RunCommand implements Callable<Integer> {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final long SEED = 20_260_101;

    @Spec
    private CommandSpec spec;

    @Option(names = "--fresh", description = "Take away what is in the data folder, and begin anew.")
    private boolean fresh;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "" + Ports.STANDARD,
            description =
                    "The first of seven ports in a row: hub, area, two kiosks, broker, and the doors of hub and area."
                            + " ${DEFAULT-VALUE} if not given.")
    private int portBase;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept. The folder `data` beside `run` if not given.")
    private Path data;

    @Option(names = "--no-history", description = "Begin with an empty hub, where nobody has ever been.")
    private boolean noHistory;

    @Option(names = "--help", usageHelp = true, description = "Say this.")
    private boolean help;

    private final Programs programs;
    private final InstantSource clock;
    private final SecureRandom random;
    private final PrintStream out;

    public RunCommand(Programs programs, InstantSource clock, SecureRandom random, PrintStream out) {
        this.programs = programs;
        this.clock = clock;
        this.random = random;
        this.out = out;
    }

    @Override
    public Integer call() {
        if (portBase < 1024 || portBase > Ports.HIGHEST_BASE) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--port-base is a number from 1024 to " + Ports.HIGHEST_BASE + ".");
        }
        try (DataFolder folder = DataFolder.hold(data == null ? programs.home().resolve("data") : data)) {
            Ports ports = new Ports(portBase);
            ports.busy().ifPresent(port -> {
                throw new LaunchException("Another program listens on port " + port
                        + ": stop it, or choose seven others in a row with --port-base N.");
            });
            if (fresh) {
                folder.empty();
            } else if (folder.historyHalfTold()) {
                out.println("The history was not told to its end last time: beginning anew.");
                folder.empty();
            }
            Neighbourhood neighbourhood = new Neighbourhood(SEED, ZONE, LocalDate.ofInstant(clock.instant(), ZONE));
            new Launcher(programs, folder, ports, neighbourhood, clock, random, out).run(!noHistory);
            return 0;
        } catch (LaunchException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }
}
