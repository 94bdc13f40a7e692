package org.doorstep.system.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The table that a campaign prints.
final class Report {
    private static final int TITLE_WIDTH = 52;

    private Report() {}

    /// Of rounds that belong together; `notRun` says why for each kind that could not be.
    static String of(List<RoundResult> rounds, Map<Kind, String> notRun) {
        Map<String, Tally.Count> faults = new TreeMap<>();
        Verdict verdict = Verdict.NOTHING;
        List<String> trouble = new ArrayList<>();
        long seconds = 0;
        int ended = 0;
        for (RoundResult round : rounds) {
            round.faults().forEach((kind, count) -> faults.merge(kind, count, Tally.Count::plus));
            verdict = verdict.plus(round.verdict());
            trouble.addAll(round.trouble());
            seconds += round.seconds();
            ended += round.endedThemselves();
        }
        StringBuilder text = new StringBuilder();
        text.append(line("fault", "times", "to recover: median", "longest"));
        for (Kind kind : Kind.values()) {
            Tally.Count count = faults.getOrDefault(kind.key(), Tally.Count.none());
            String why = notRun.getOrDefault(kind, "");
            if (count.struck() > 0 || why.isEmpty()) {
                text.append(line(
                        kind.title(),
                        Integer.toString(count.struck()),
                        count.anyRecovered() ? seconds(count.medianSeconds()) : "",
                        count.anyRecovered() ? seconds(count.longestSeconds()) : ""));
            } else {
                text.append(cell(kind.title())).append("not run: ").append(why).append('\n');
            }
        }
        int struck = faults.values().stream().mapToInt(Tally.Count::struck).sum();
        text.append(line("all faults", Integer.toString(struck), "", ""));
        text.append('\n');
        text.append(line("rounds, and minutes of faults", rounds.size() + ", " + seconds / 60, "", ""));
        text.append(line("people who were told that they are counted", verdict.told()));
        text.append(line("events at the hub", verdict.events()));
        text.append(line("lost", verdict.lost()));
        text.append(line("doubled", verdict.doubled()));
        text.append(line("misplaced in time, not marked unsure", verdict.misplaced()));
        text.append(line("kept, not counted by the hub", verdict.notCounted()));
        text.append(line("figures compared at the area", verdict.area().getOrDefault(Verdict.FIGURES, 0L)));
        text.append(line("of them otherwise than in truth", verdict.area().getOrDefault(Verdict.OTHERWISE, 0L)));
        text.append(line("marked unsure, for a person to look at", verdict.unsure()));
        new TreeMap<>(verdict.causes()).forEach((cause, count) -> text.append(line("  " + cause, count)));
        text.append(line(
                "lost as the design says: only the hub knew",
                verdict.allowed().getOrDefault(Verdict.ONLY_THE_HUB, 0L)));
        text.append(line("set aside, for a person to look at", verdict.setAside()));
        text.append(line("programs that ended without being killed", ended));
        text.append(line("programs that did not come back", trouble.size()));
        verdict.findings().forEach(finding -> text.append("! ").append(finding).append('\n'));
        trouble.forEach(finding -> text.append("! ").append(finding).append('\n'));
        return text.toString();
    }

    private static String line(String what, long count) {
        return line(what, Long.toString(count), "", "");
    }

    private static String line(String what, String count, String median, String longest) {
        return (cell(what) + "%9s %20s %9s".formatted(count, median, longest)).stripTrailing() + "\n";
    }

    private static String cell(String what) {
        return String.format(Locale.ROOT, "%-" + TITLE_WIDTH + "s", what);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
