package org.doorstep.system.campaign;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.ClassCache;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// The programs' classes, loaded once and kept, so that a program that was killed is back in half the time and a
/// campaign can kill it twice as often.
record QuickStarts(Map<Part, Path> caches) {
    QuickStarts {
        caches = Map.copyOf(caches);
    }

    /// None: every start is a plain one. For a run that is shorter than making them takes.
    static QuickStarts none() {
        return new QuickStarts(Map.of());
    }

    /// Makes them in this folder, which must stay.
    static QuickStarts make(Path folder, Programs programs) throws Exception {
        Map<Part, Path> caches = new EnumMap<>(Part.class);
        TrialHouse.Plan plan = TrialHouse.Plan.readable(TrialHouse.Broker.EMBEDDED);
        try (TrialHouse house = TrialHouse.make(folder, programs, plan)) {
            for (Part part : new Part[] {Part.AREA, Part.HUB, Part.KIOSK_1}) {
                Path cache = folder.resolve(part.folder() + ".aot");
                ClassCache.train(house, part, cache);
                caches.put(part, cache);
            }
        }
        caches.put(Part.KIOSK_2, caches.get(Part.KIOSK_1));
        return new QuickStarts(caches);
    }

    /// For the Java of this part.
    List<String> flags(Part part) {
        return caches.containsKey(part) ? ClassCache.flags(caches.get(part)) : List.of();
    }
}
