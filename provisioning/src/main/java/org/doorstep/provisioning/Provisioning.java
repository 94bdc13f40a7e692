package org.doorstep.provisioning;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.function.Function;
import org.doorstep.provisioning.broker.BrokerCommand;
import org.doorstep.provisioning.enrol.AreaCommand;
import org.doorstep.provisioning.enrol.CarryCommand;
import org.doorstep.provisioning.enrol.CopyCommand;
import org.doorstep.provisioning.enrol.DeviceCommand;
import org.doorstep.provisioning.enrol.HubCommand;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/// Makes the folders of area, hub and kiosk: settings, secrets, and who knows whom.
///
/// A secret is made here, kept in a file that only its owner can read, and never printed, never taken as an argument
/// and never made a second time. The one other is the recovery sheet: printed once, and kept in no file. Nothing that
// is already there is changed. For one thread.
public final class Provisioning {
    private static final int WIDTH = 100;

    private final CommandLine commands;

    @Command(
            name = "doorstep",
            description = "Makes the folders that area, hubs and devices run from: settings, secrets, registrations.",
            subcommandsRepeatable = false,
            synopsisSubcommandLabel = "COMMAND",
            footer = {
                "",
                "Begin with the area, then its hubs, then each hub's devices. Nothing that is already there is ever"
                        + " changed, and no secret is printed but a hub's recovery sheet, once."
            })
    private static final class Doorstep {}

    public Provisioning(PrintWriter out, PrintWriter err, SecureRandom random) {
        this.commands = new CommandLine(new Doorstep())
                .addSubcommand(new CommandLine.HelpCommand())
                .addSubcommand("area", group("The central team's server.", new AreaCommand(random)))
                .addSubcommand("hub", group("A building with its own gateway.", new HubCommand(random)))
                .addSubcommand("device", group("A kiosk in a hub.", new DeviceCommand(random)))
                .addSubcommand(
                        "copy",
                        group("A stick for a hub's second copy, and its recovery sheet.", new CopyCommand(random)))
                .addSubcommand(
                        "carry",
                        group("What an older kiosk or hub lacks to be carried from.", new CarryCommand(random)))
                .addSubcommand(
                        "broker",
                        group("Mosquitto, for a hub that does not embed its broker.", new BrokerCommand(random)))
                .registerConverter(HubId.class, name(HubId::new))
                .registerConverter(DeviceId.class, name(DeviceId::new))
                .setUsageHelpWidth(WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(out)
                .setErr(err)
                .registerConverter(ZoneId.class, Provisioning::zone)
                .setParameterExceptionHandler(Provisioning::explain)
                .setExecutionExceptionHandler((e, line, result) -> {
                    if (e instanceof FolderException told) {
                        line.getErr().println(told.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw e;
                });
    }

    /// Returns the exit code: 0 done, 1 could not be done, 2 not understood.
    public int run(String... arguments) {
        return arguments.length == 0 ? commands.execute("help") : commands.execute(arguments);
    }

    @Command(subcommandsRepeatable = false, synopsisSubcommandLabel = "COMMAND")
    private static final class Group {}

    private static CommandLine group(String description, Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("--help")
                        .usageHelp(true)
                        .description("Say this.")
                        .build());
        CommandLine group = new CommandLine(new Group()).addSubcommand("new", line);
        group.getCommandSpec().usageMessage().description(description);
        return group;
    }

    private static <T> CommandLine.ITypeConverter<T> name(Function<String, T> of) {
        return text -> {
            try {
                return of.apply(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        };
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new CommandLine.TypeConversionException("There is no time zone " + text + ".");
        }
    }

    private static int explain(CommandLine.ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        e.getCommandLine().getErr().println(e.getMessage());
        e.getCommandLine().getErr().println("See: " + command + (command.contains(" new") ? " --help" : " help"));
        return CommandLine.ExitCode.USAGE;
    }
}
