package org.doorstep.system.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
/// store of the hub, its kiosks or its stick; and last night's copy, put back in either of the two
/// ways in which a hub is restored, is without them before anybody sees it. The counts stay.
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
    void whoLeftIsInNoStoreAndLastNightsCopyPutBackHasThemNoMoreAndTheCountsStay() throws Exception {
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
        Path night = Files.createDirectories(folder.resolve("night"));
        copyOfTheDatabase(night.resolve("hub.db"));
        copyOfTheStick(night.resolve("stick"));

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

        // The database of last night is put back as it is.
        house.stop(Part.HUB);
        Path database = house.folder(Part.HUB).resolve("hub.db");
        for (String beside : List.of("-wal", "-shm")) {
            Files.deleteIfExists(Path.of(database + beside));
        }
        Files.copy(night.resolve("hub.db"), database, StandardCopyOption.REPLACE_EXISTING);
        house.start(Part.HUB);
        await("the database of last night, put back, is without them")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(inTheHub(theirs)).isEmpty());
        await("the counts are as before").atMost(PATIENCE).until(() -> visits() == visits);

        // The copy of last night is on the stick again, and a hub is made of it.
        house.stop(Part.HUB);
        List<Path> newer = files(swept.folder().resolve("stick"));
        for (Path file : newer) {
            if (file.toString().endsWith(".copy")) {
                Files.delete(file);
            }
        }
        for (Path file : files(night.resolve("stick"))) {
            if (file.toString().endsWith(".copy")) {
                Files.copy(file, swept.folder().resolve("stick").resolve(file.getFileName()));
            }
        }
        Path restored = swept.restored();
        assertThat(places(theirs, files(restored)))
                .as("a hub made of last night's stick")
                .isEmpty();
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

    private TreeSet<String> inTheHub(Search search) throws IOException {
        return places(search, files(house.folder(Part.HUB)));
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

    /// As a nightly copy is made, beside the running hub.
    private void copyOfTheDatabase(Path to) throws Exception {
        Path database = house.folder(Part.HUB).resolve("hub.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + to + "'");
        }
    }

    private void copyOfTheStick(Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files(swept.folder().resolve("stick"))) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static List<Path> files(Path top) {
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
