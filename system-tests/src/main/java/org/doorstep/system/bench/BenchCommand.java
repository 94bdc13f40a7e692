package org.doorstep.system.bench;

import ch.qos.logback.core.status.NopStatusListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.doorstep.system.program.Programs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `bench`: measures the built programs on this machine and prints the findings beside their limits.
///
/// Returns 0 if everything could be measured, whether or not a limit was missed: a busy machine is
/// no fault of the code, and the table says it. 1 if something could not be measured.
@Command(
        name = "bench",
        description = "Measures speed and size of the real programs and prints them beside their limits.")
public final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WHAT",
            arity = "0..*",
            description = "What to measure, of those that --list names. All of them if not given.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Name what can be measured, and measure nothing.")
    private boolean listing;

    @Option(names = "--quick", description = "Each in small: shows that it runs, not what the machine can do.")
    private boolean quick;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "2026",
            description = "What the invented days are made from. ${DEFAULT-VALUE} if not given.")
    private long seed;

    private final Programs programs;
    private final InstantSource clock;
    private final SecureRandom secrets;

    public BenchCommand(Programs programs, InstantSource clock, SecureRandom secrets) {
        this.programs = programs;
        this.clock = clock;
        this.secrets = secrets;
    }

    @Override
    public Integer call() throws Exception {
        List<Scenario> chosen = chosen();
        if (listing) {
            scenarios().forEach(scenario -> spec.commandLine().getOut().println(scenario.name()));
            return 0;
        }
        // Each program brings its own logging settings; with all of them on one class path, logback would talk of that.
        System.setProperty("logback.statusListenerClass", NopStatusListener.class.getName());
        Path folder = Files.createTempDirectory("doorstep-bench");
        Extent extent =
                new Extent(folder, seed, clock, secrets, this::say, quick ? Extent.Counts.QUICK : Extent.Counts.FULL);
        List<Finding> findings = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        say("Measuring in " + folder + ", seed " + seed + (quick ? ", in small." : "."));
        for (Scenario scenario : chosen) {
            say(scenario.name() + " ...");
            long begun = System.nanoTime();
            try {
                List<Finding> found = scenario.run(extent);
                findings.addAll(found);
                // At once, so that a run that is stopped has not been for nothing.
                say("%s: measured in %.0f s%n%s"
                        .formatted(scenario.name(), (System.nanoTime() - begun) / 1e9, Table.of(found)));
            } catch (Exception e) {
                failures.add(scenario.name() + " could not be measured: " + e);
                say(failures.getLast());
            }
        }
        if (!findings.isEmpty()) {
            spec.commandLine().getOut().println("\n" + Table.of(findings));
        }
        failures.forEach(spec.commandLine().getOut()::println);
        return failures.isEmpty() ? 0 : 1;
    }

    private List<Scenario> chosen() {
        List<Scenario> all = scenarios();
        List<String> known = all.stream().map(Scenario::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no " + name + " to measure. There are: " + String.join(", ", known));
            }
        }
        return all.stream()
                .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
                .toList();
    }

    private List<Scenario> scenarios() {
        return List.of(
                new WelcomePainted(programs),
                new CountedOnThePage(programs),
                new QrReading(programs),
                new TouchPainted(programs),
                new ThroughBroker(programs),
                new IngestAlone(),
                new Backlog(programs),
                new Crowd(programs),
                new SingleCommits(),
                new Accepted(programs),
                new AckTimes(programs),
                new Drain(programs),
                new TlsCost(programs),
                new RevokeTime(programs),
                new SlowDisk(programs),
                new StartAndSize(programs),
                new MillionEvents(programs),
                new Claims());
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}
