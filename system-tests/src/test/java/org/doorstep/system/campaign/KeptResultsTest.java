package org.doorstep.system.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the document says was run is what the results in the repository say.
class KeptResultsTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().getParent().resolve("docs");

    @TempDir
    Path folder;

    private final Results kept = new Results(DOCS.resolve("campaign.jsonl"));

    @Test
    void theTableInTheDocumentIsTheSumOfTheRoundsThatAreKept() throws IOException {
        assertThat(Files.readString(DOCS.resolve("campaign.md")))
                .as("./campaign --sum --results docs/campaign.jsonl")
                .contains(Report.of(kept.all(), Map.of()).strip());
    }

    @Test
    void noRoundIsKeptTwice() throws IOException {
        assertThat(kept.all().stream().map(round -> round.seed() + " " + round.round()))
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @Test
    void aSeedGoesOnAfterItsLastRoundAndRoundsAddUp() throws IOException {
        List<RoundResult> two = kept.all().subList(0, 2);
        Results results = new Results(folder.resolve("results.jsonl"));
        assertThat(results.nextRound(two.getFirst().seed())).isZero();

        for (RoundResult round : two) {
            results.add(round);
        }

        assertThat(results.all()).isEqualTo(two);
        assertThat(results.nextRound(two.getLast().seed()))
                .isEqualTo(two.getLast().round() + 1);
    }
}
