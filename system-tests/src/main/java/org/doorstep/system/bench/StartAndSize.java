package org.doorstep.system.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.doorstep.system.program.Program;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.ClassCache;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// From the command to serving, and how large the program is then: plainly, and with a cache of classes already loaded
/// (JEP 483) that one training run left behind.
final class StartAndSize implements Scenario {
    private final Programs programs;

    StartAndSize(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "start";
    }

    private record Start(double readyMillis, double megabytes, double cpuSeconds) {}

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        List<Finding> findings = new ArrayList<>();
        try (TrialHouse house = TrialHouse.make(
                extent.folder().resolve("start"), programs, TrialHouse.Plan.readable(TrialHouse.Broker.EMBEDDED))) {
            findings.addAll(of(house, Part.KIOSK_1, "kiosk", extent.counts().starts(), extent.progress()));
            findings.addAll(
                    of(house, Part.HUB, "hub with its broker", extent.counts().starts(), extent.progress()));
        }
        return findings;
    }

    private List<Finding> of(TrialHouse house, Part part, String what, int starts, Progress progress) throws Exception {
        Path cache = house.folder(part).resolve("classes.aot");
        List<String> trained = ClassCache.flags(cache);
        ClassCache.train(house, part, cache);
        Map<String, List<Start>> measured = Map.of("plain", new ArrayList<>(), "AOT", new ArrayList<>());
        new Rounds()
                .with("plain", round -> start(house, part, List.of(), measured.get("plain")))
                .with("AOT", round -> start(house, part, trained, measured.get("AOT")))
                .run(starts, progress);
        List<Finding> findings = new ArrayList<>();
        for (String way : List.of("plain", "AOT")) {
            List<Start> counted = measured.get(way).subList(1, starts + 1);
            String name = what + (way.equals("AOT") ? ", AOT cache" : "");
            findings.add(Finding.noted(name + ": ready", "ms", samples(counted, Start::readyMillis)));
            findings.add(Finding.noted(name + ": memory", "MB RSS", samples(counted, Start::megabytes)));
            findings.add(Finding.noted(name + ": work to start", "CPU s", samples(counted, Start::cpuSeconds)));
        }
        return findings;
    }

    private static double start(TrialHouse house, Part part, List<String> flags, List<Start> measured)
            throws IOException {
        house.flags(part, flags);
        long begun = System.nanoTime();
        Program program = house.start(part);
        double millis = (System.nanoTime() - begun) / 1e6;
        ProcessSize size = ProcessSize.of(program.pid());
        measured.add(new Start(millis, size.residentMegabytes(), size.cpuSeconds()));
        house.stop(part);
        return millis;
    }

    private static Samples samples(List<Start> starts, ToDoubleFunction<Start> measure) {
        return new Samples(starts.stream().mapToDouble(measure).toArray());
    }
}
