package org.doorstep.system.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people leave, one with a card and one with a pass. From then on no byte of theirs is in any
/// store of the hub, its kiosks or its stick. The counts stay.
@Tag("long")
class ErasedTest {
    private static final long SEED = 17;
    private static final int PEOPLE = 60;
    private static final int DAYS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    private SweptHouse swept;
    private TrialHouse house;
    private Life life;
    private List<Invented> people;

    @AfterEach
    void close() throws Exception {
        if (swept != null) {
            swept.close();
        }
    }

    @Test
    void whoLeftIsInNoStoreAndTheCountsStay() throws Exception {
        people = Invented.people(SEED, PEOPLE);
        swept = new SweptHouse(
                folder.resolve("swept"),
                Programs.here(Path.of("").toAbsolutePath().getParent()),
                TrialHouse.Broker.EMBEDDED);
        house = swept.house();
        life = new Life(house, people, SEED);
        life.live(Part.KIOSK_1, swept.today(), DAYS);
        life.live(Part.KIOSK_2, swept.today(), DAYS);
        house.startAll();
        swept.hand(Part.KIOSK_1);
        swept.hand(Part.KIOSK_2);
        swept.awaitAllIsSafe();
        List<Invented> leaving = List.of(leaver(true), leaver(false));
        Search theirs = new Search(needles(leaving));
        assertThat(stores(theirs)).as("where they are while they are here").contains("house/hub/hub.db");
        long visits = visits();

        house.stop(Part.KIOSK_1);
        for (Invented person : leaving) {
            life.leave(Part.KIOSK_1, person, swept.today(), Receipt.by(new SecureRandom()));
        }
        house.start(Part.KIOSK_1);
        await("nothing of them is in any store")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(stores(theirs)).isEmpty());
        assertThat(visits()).isEqualTo(visits);
        assertThat(stores(new Search(needles(others(leaving)))))
                .as("a search that finds those who stayed")
                .contains("house/hub/hub.db");
    }

    private Invented leaver(boolean card) {
        return people.stream()
                .filter(person -> Life.hasCard(person) == card && Life.comesTo(Part.KIOSK_1, person))
                .filter(person -> person.card().length > 4 || !card)
                .findFirst()
                .orElseThrow();
    }

    private List<Invented> others(List<Invented> leaving) {
        return people.stream().filter(person -> !leaving.contains(person)).toList();
    }

    private List<Needle> needles(List<Invented> of) {
        List<Needle> needles = new ArrayList<>();
        for (Invented person : of) {
            needles.addAll(life.needles(person, swept.today()));
        }
        return needles.stream().filter(Needle::sure).toList();
    }

    /// Everything that keeps anything; not what was overheard or shown before they left.
    private TreeSet<String> stores(Search search) {
        return places(
                search,
                swept.files().stream()
                        .filter(file -> swept.place(file).startsWith("house/")
                                || swept.place(file).startsWith("stick/"))
                        .toList());
    }

    private TreeSet<String> places(Search search, List<Path> files) {
        return files.stream()
                .filter(file -> !search.in(file).isEmpty())
                .map(file -> folder.relativize(file).toString().replaceFirst("^swept/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long visits() throws Exception {
        try (HubBooks hub = new HubBooks(house.folder(Part.HUB))) {
            return hub.number("SELECT count(*) FROM visit");
        }
    }
}
