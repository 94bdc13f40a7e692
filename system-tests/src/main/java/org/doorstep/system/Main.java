package org.doorstep.system;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import org.doorstep.system.bench.BenchCommand;
import org.doorstep.system.campaign.CampaignCommand;
import org.doorstep.system.launch.RunCommand;
import org.doorstep.system.program.Programs;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The command line of `./run`, `./campaign` and `./test --bench`: hands arguments, clock and chance on.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Programs programs = Programs.here(Path.of(System.getProperty("doorstep.home", ".")));
        String what = arguments.length == 0 ? "" : arguments[0];
        String[] rest = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
        System.exit(
                switch (what) {
                    case "run" ->
                        command(new RunCommand(programs, InstantSource.system(), new SecureRandom(), System.out))
                                .execute(rest);
                    case "campaign" ->
                        command(new CampaignCommand(
                                        programs,
                                        Boolean.getBoolean("doorstep.network.own"),
                                        InstantSource.system(),
                                        new SecureRandom()))
                                .execute(rest);
                    case "bench" ->
                        command(new BenchCommand(programs, InstantSource.system(), new SecureRandom()))
                                .execute(rest);
                    default -> {
                        System.err.println("Say run, campaign or bench, and what each takes.");
                        yield 2;
                    }
                });
    }

    private static CommandLine command(Object command) {
        return new CommandLine(command).setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }
}
