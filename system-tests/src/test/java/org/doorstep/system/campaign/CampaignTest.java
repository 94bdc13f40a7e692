package org.doorstep.system.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A short round of what `./campaign` does for hours. A round is repeated by its seed: `DOORSTEP_SEED=123`.
class CampaignTest {
    /// Those after which a house is whole again within seconds; the others have long waits of their own.
    private static final Set<Kind> QUICK =
            EnumSet.of(Kind.KILL, Kind.FREEZE, Kind.POWER_CUT, Kind.SLOW, Kind.DOUBLED, Kind.REORDERED, Kind.REPLAYED);

    @TempDir
    Path folder;

    @Tag("slow")
    @Test
    void aShortRoundLosesAndDoublesNothing() throws Exception {
        String given = System.getenv().getOrDefault("DOORSTEP_SEED", "");
        long seed = given.isEmpty() ? new Random().nextInt(1_000_000) : Long.parseLong(given);
        System.out.println("CampaignTest: DOORSTEP_SEED=" + seed);
        Permits permits = Permits.look(false);
        Set<Kind> kinds = EnumSet.copyOf(QUICK);
        kinds.removeAll(permits.notHere().keySet());
        Round.Plan plan =
                new Round.Plan(seed, 0, TrialHouse.Broker.EMBEDDED, kinds, Duration.ofSeconds(8), Machine.words());
        Programs programs = Programs.here(Path.of("").toAbsolutePath().getParent());

        RoundResult result =
                new Round(folder, programs, plan, permits, QuickStarts.none(), InstantSource.system()).run();

        assertThat(result.trouble()).as("seed %s", seed).isEmpty();
        assertThat(result.verdict().findings()).as("seed %s", seed).isEmpty();
        assertThat(result.verdict().good()).as("seed %s", seed).isTrue();
        assertThat(result.struck()).as("faults, seed %s", seed).isPositive();
        assertThat(result.verdict().told()).as("people, seed %s", seed).isPositive();
    }
}
