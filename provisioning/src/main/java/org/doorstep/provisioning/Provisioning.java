package org.doorstep.provisioning;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import org.doorstep.firmware.keys.RegisteredDevices.Because;
import org.doorstep.provisioning.authority.AuthorityCommand;
import org.doorstep.provisioning.authority.CertifyArea;
import org.doorstep.provisioning.authority.CertifyHub;
import org.doorstep.provisioning.authority.EnrolCommand;
import org.doorstep.provisioning.authority.InventoryCommand;
import org.doorstep.provisioning.authority.RenewCommand;
import org.doorstep.provisioning.authority.RequestCommand;
import org.doorstep.provisioning.authority.RevokeCommand;
import org.doorstep.provisioning.broker.BrokerCommand;
import org.doorstep.provisioning.enrol.AreaCommand;
import org.doorstep.provisioning.enrol.BlankCommand;
import org.doorstep.provisioning.enrol.CarryCommand;
import org.doorstep.provisioning.enrol.CopyCommand;
import org.doorstep.provisioning.enrol.DeviceCommand;
import org.doorstep.provisioning.enrol.HubCommand;
import org.doorstep.provisioning.enrol.ReplaceCommand;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.identity.Serial;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/// Makes the folders of area, hub and kiosk: settings, secrets, and who knows whom.
///
/// A secret is made here, kept in a file that only its owner can read, and never printed, never
/// taken as an argument and never made a second time. The one other is a recovery sheet: shown
/// once, or written once as a page to print, and read from what is typed. Nothing that is already
/// there is changed. For one thread.
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
                        + " changed, and no secret is printed but a recovery sheet, once."
            })
    private static final class Doorstep {}

    /// What is not this program's own: `typed` is asked for a recovery sheet, and for nothing else.
    public record Surroundings(BufferedReader typed, SecureRandom random, InstantSource clock) {}

    /// For a program that makes folders only: what needs to ask somebody or to know the time says
    /// so and ends with 1.
    public Provisioning(PrintWriter out, PrintWriter err, SecureRandom random) {
        this(out, err, new Surroundings(new BufferedReader(Reader.nullReader()), random, () -> {
            throw new FolderException("Certificates need a clock, and this was started without one.");
        }));
    }

    public Provisioning(PrintWriter out, PrintWriter err, Surroundings with) {
        SecureRandom random = with.random();
        InstantSource clock = with.clock();
        this.commands = new CommandLine(new Doorstep())
                .addSubcommand(new CommandLine.HelpCommand())
                .addSubcommand(
                        "authority",
                        group(
                                "Who hubs and devices are known by.",
                                Map.of("init", new AuthorityCommand(random, clock))))
                .addSubcommand(
                        "area",
                        group(
                                "The central team's server.",
                                Map.of(
                                        "new", new AreaCommand(random),
                                        "init", new CertifyArea(with.typed(), random, clock))))
                .addSubcommand(
                        "hub",
                        group(
                                "A building with its own gateway.",
                                Map.of(
                                        "new", new HubCommand(random),
                                        "init", new CertifyHub(with.typed(), random, clock))))
                .addSubcommand(
                        "device",
                        group(
                                "A kiosk in a hub.",
                                Map.of(
                                        "new", new DeviceCommand(random),
                                        "blank", new BlankCommand(),
                                        "replace", new ReplaceCommand(random, clock))))
                .addSubcommand(
                        "copy",
                        group(
                                "A stick for a hub's second copy, and its recovery sheet.",
                                Map.of("new", new CopyCommand(random))))
                .addSubcommand(
                        "carry",
                        group(
                                "What an older kiosk or hub lacks to be carried from.",
                                Map.of("new", new CarryCommand(random))))
                .addSubcommand(
                        "broker",
                        group(
                                "Mosquitto, for a hub that does not embed its broker.",
                                Map.of("new", new BrokerCommand(random))))
                .addSubcommand("request", leaf(new RequestCommand(random)))
                .addSubcommand("enrol", leaf(new EnrolCommand(random, clock)))
                .addSubcommand("renew", leaf(new RenewCommand(random, clock)))
                .addSubcommand("revoke", leaf(new RevokeCommand(clock)))
                .addSubcommand("inventory", leaf(new InventoryCommand(clock)))
                .registerConverter(Serial.class, name(Serial::parse))
                .registerConverter(HubId.class, name(HubId::new))
                .registerConverter(DeviceId.class, name(DeviceId::new))
                .registerConverter(Because.class, name(Because::parse))
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

    private static CommandLine group(String description, Map<String, Object> verbs) {
        CommandLine group = new CommandLine(new Group());
        verbs.entrySet().stream()
                .sorted(Map.Entry.<String, Object>comparingByKey().reversed())
                .forEach(verb -> group.addSubcommand(verb.getKey(), leaf(verb.getValue())));
        group.getCommandSpec().usageMessage().description(description);
        return group;
    }

    private static CommandLine leaf(Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("--help")
                        .usageHelp(true)
                        .description("Say this.")
                        .build());
        return line;
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
        boolean leaf = e.getCommandLine().getSubcommands().isEmpty();
        e.getCommandLine().getErr().println(e.getMessage());
        e.getCommandLine().getErr().println("See: " + command + (leaf ? " --help" : " help"));
        return CommandLine.ExitCode.USAGE;
    }
}
