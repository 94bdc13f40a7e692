package org.doorstep.system.campaign;

import ch.qos.logback.core.status.NopStatusListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.TrialHouse;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./campaign` and its options; its usage text is its specification.
@Command(
        name = "./campaign",
        description = {
            "Builds what is not built, starts whole houses of Doorstep (area, hub, broker, two kiosks), and hurts them in"
                    + " every way that a hub is hurt, while invented people come and go.",
            "It keeps its own truth, holds the hub's books against it at the end of each round, and prints a table."
                    + " Results are added to a file, so that runs add up.",
            "Ends with 0 if nothing was lost, doubled or silently misplaced; 1 if anything was, or a program did not"
                    + " come back; 2 if it was asked wrongly."
        },
        usageHelpWidth = 100)
public final class CampaignCommand implements Callable<Integer> {
    /// A house is made new so often: what is wrong is found soon, and a run that is stopped loses no more than this.
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(4);

    /// Making them takes about half a minute.
    private static final double WORTH_QUICK_STARTS = 2;

    private static final int MOST_INVENTED_SEED = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long faults strike, in all. Starting, waiting and comparing come on top."
                    + " ${DEFAULT-VALUE} if not given.")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Which faults, in which order, at each place. With the seed of an earlier run it goes on"
                    + " after that run's last round. Invented and printed if not given.")
    private Long seed;

    @Option(
            names = "--broker",
            paramLabel = "WHICH",
            defaultValue = "both",
            description = "embedded, mosquitto, or both in turn. ${DEFAULT-VALUE} if not given.")
    private String broker;

    @Option(names = "--kinds", paramLabel = "KIND", split = ",", description = "Only these kinds of fault; see --list.")
    private List<String> keys = List.of();

    @Option(names = "--list", description = "Say which kinds of fault there are, and end.")
    private boolean list;

    @Option(names = "--sum", description = "Print the table of all rounds in the results file, and end.")
    private boolean sum;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Where results are added. target/campaign.jsonl beside `campaign` if not given.")
    private Path file;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep the folder and logs of every round here; else only those of a round that went wrong.")
    private Path keep;

    @Option(names = "--help", usageHelp = true, description = "Say this.")
    private boolean help;

    private final Programs programs;
    private final boolean ownNetwork;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// `ownNetwork`: whether this process is in a network namespace of its own, where packets may be lost.
    public CampaignCommand(Programs programs, boolean ownNetwork, InstantSource clock, RandomGenerator random) {
        this.programs = programs;
        this.ownNetwork = ownNetwork;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Integer call() throws Exception {
        // Each program brings its own logging settings; with all of them on one class path, logback would talk of that.
        System.setProperty("logback.statusListenerClass", NopStatusListener.class.getName());
        Results results =
                new Results(file == null ? programs.home().resolve("target").resolve("campaign.jsonl") : file);
        if (list) {
            Stream.of(Kind.values()).forEach(kind -> say("%-10s %s".formatted(kind.key(), kind.title())));
            return 0;
        }
        if (sum) {
            say(Report.of(results.all(), Map.of()));
            return 0;
        }
        if (minutes <= 0) {
            throw wrong("--minutes is more than 0.");
        }
        return run(results);
    }

    private int run(Results results) throws Exception {
        Permits permits = Permits.look(ownNetwork);
        Set<Kind> kinds = kinds();
        kinds.removeAll(permits.notHere().keySet());
        List<TrialHouse.Broker> brokers = brokers();
        long chosen = seed == null ? random.nextInt(MOST_INVENTED_SEED) : seed;
        int number = results.nextRound(chosen);
        int count = Math.max(brokers.size(), (int) Math.ceil(minutes * 60 / LONGEST_ROUND.toSeconds()));
        Duration each = Duration.ofMillis((long) (minutes * 60_000 / count));
        Path folder = Files.createTempDirectory("doorstep-campaign");
        say("Campaign with seed " + chosen + ", from round " + number + ", " + count + " rounds of " + each.toSeconds()
                + " s.");
        QuickStarts starts = minutes < WORTH_QUICK_STARTS
                ? QuickStarts.none()
                : QuickStarts.make(folder.resolve("quick-starts"), programs);
        List<RoundResult> done = new ArrayList<>();
        for (int i = 0; i < count; i++, number++) {
            Round.Plan plan =
                    new Round.Plan(chosen, number, brokers.get(number % brokers.size()), kinds, each, Machine.words());
            Path house = (keep == null ? folder : keep).resolve("round-" + chosen + "-" + number);
            // Of a run that was stopped in the middle of this round.
            remove(house);
            RoundResult result = new Round(house, programs, plan, permits, starts, clock).run();
            results.add(result);
            done.add(result);
            say("Round " + number + " on " + plan.broker() + ": " + result.struck() + " faults, "
                    + result.verdict().told() + " people told, "
                    + (result.good() ? "all of them counted once." : "NOT as it should be: see " + house + "."));
            if (result.good() && keep == null) {
                remove(house);
            }
        }
        say("\nSeed " + chosen + ", " + done.getFirst().began() + ", " + Machine.words() + "\n");
        say(Report.of(done, permits.notHere()));
        return done.stream().allMatch(RoundResult::good) ? 0 : 1;
    }

    private Set<Kind> kinds() {
        if (keys.isEmpty()) {
            return EnumSet.allOf(Kind.class);
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String key : keys) {
            kinds.add(Stream.of(Kind.values())
                    .filter(kind -> kind.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> wrong("There is no kind of fault " + key + ": see --list.")));
        }
        return kinds;
    }

    private List<TrialHouse.Broker> brokers() {
        List<TrialHouse.Broker> here = TrialHouse.hasMosquitto()
                ? List.of(TrialHouse.Broker.EMBEDDED, TrialHouse.Broker.MOSQUITTO)
                : List.of(TrialHouse.Broker.EMBEDDED);
        List<TrialHouse.Broker> wanted =
                switch (broker) {
                    case "embedded" -> List.of(TrialHouse.Broker.EMBEDDED);
                    case "mosquitto" -> List.of(TrialHouse.Broker.MOSQUITTO);
                    case "both" -> here;
                    default -> throw wrong("--broker is embedded, mosquitto or both.");
                };
        if (!here.containsAll(wanted)) {
            throw wrong("Mosquitto is not installed here.");
        }
        return wanted;
    }

    private CommandLine.ParameterException wrong(String why) {
        return new CommandLine.ParameterException(spec.commandLine(), why);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
