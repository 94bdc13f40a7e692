package org.doorstep.area.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.doorstep.area.TrialArea;
import org.doorstep.area.TrialLedger;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.area.store.Store;
import org.doorstep.firmware.keys.AreaKeys;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.carry.CarriedFigures;
import org.doorstep.relay.carry.CarriedHeading;
import org.doorstep.relay.carry.CarriedWriter;
import org.doorstep.relay.carry.CarryException.Reason;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.carry.FiguresTaken;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.passes.PassKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Figures that are carried to an area on a stick come to the same as those that are sent.
class CarriedIntakeTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final String WEEK = "2026-11-02";

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private Store store;
    private Intake intake;
    private AreaKeys keys;
    private KeyPair hubKey;
    private CarriedIntake carried;

    @BeforeEach
    void open() throws Exception {
        hubKey = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.createDirectories(folder.resolve("hubs"));
        Files.createDirectories(folder.resolve("keys"));
        AreaKeys.make(folder.resolve("keys"), random);
        keys = AreaKeys.read(folder.resolve("keys"));
        register("carry.keys = " + PassKeys.text("0001", hubKey.getPublic()));
        store = SqliteStore.open(folder.resolve("area.db"));
        intake = new Intake(store, () -> TrialArea.START);
        carried = new CarriedIntake(intake, new HubRegistry(folder.resolve("hubs")), keys, () -> TrialArea.START);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void filesOnceTwiceLateAndOutOfOrderComeToTheSameFiguresAndCursorAsSending() throws Exception {
        for (long seed = 1; seed <= 5; seed++) {
            Random dice = new Random(seed);
            TrialLedger ledger =
                    new TrialLedger("millbrook", Long.toString(seed).charAt(0));
            ledger.setAsOf(TrialArea.START.plus(Duration.ofHours(seed)));
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                grow(ledger, 1 + dice.nextInt(30));
                files.add(file(ledger, 1 + dice.nextInt(12), signer()));
            }
            files.addAll(files.subList(0, 2));
            Path last = files.get(3);
            Collections.shuffle(files, dice);
            files.add(last);
            for (Path file : files) {
                assertThat(carried.take(file)).as("seed %d", seed).isInstanceOf(CarriedIntake.Outcome.Taken.class);
            }
            try (Store sent = SqliteStore.open(folder.resolve("sent-" + seed + ".db"))) {
                Intake other = new Intake(sent, () -> TrialArea.START);
                other.take(ledger.all());
                assertThat(intake.cursor(HUB)).as("seed %d", seed).isEqualTo(other.cursor(HUB));
                assertThat(said(store, ledger)).as("seed %d", seed).isEqualTo(said(sent, ledger));
            }
        }
    }

    @Test
    void theAnswerSaysHowFarAndIsTheAreasOwn() throws Exception {
        TrialLedger ledger = new TrialLedger("millbrook", 'a');
        grow(ledger, 7);
        CarriedIntake.Outcome.Taken taken = (CarriedIntake.Outcome.Taken) carried.take(file(ledger, 3, signer()));

        assertThat(taken.fresh()).isEqualTo(7);
        assertThat(taken.answer().cursor()).isEqualTo(intake.cursor(HUB));
        assertThat(FiguresTaken.read(
                        carried.signed(taken.answer()),
                        PassKeys.parse(keys.publicHalves().signing())))
                .isEqualTo(taken.answer());
        CarriedIntake.Outcome.Taken again = (CarriedIntake.Outcome.Taken) carried.take(file(ledger, 2, signer()));
        assertThat(again.fresh()).isZero();
    }

    @Test
    void aFileOfAnEarlierLedgerThatComesLateTurnsNothingBack() throws Exception {
        TrialLedger old = new TrialLedger("millbrook", 'a');
        grow(old, 3);
        TrialLedger now = new TrialLedger("millbrook", 'b');
        now.setAsOf(TrialArea.START.plus(Duration.ofHours(1)));
        grow(now, 2);
        carried.take(file(now, 5, signer()));

        assertThat(carried.take(file(old, 5, signer()))).isInstanceOf(CarriedIntake.Outcome.Older.class);
        assertThat(intake.cursor(HUB).ledger()).isEqualTo("b".repeat(32));
    }

    @Test
    void aLedgerThatHasGoneAnotherWayIsNotTakenAndTheAnswerTellsTheHub() throws Exception {
        TrialLedger ledger = new TrialLedger("millbrook", 'a');
        grow(ledger, 4);
        carried.take(file(ledger, 9, signer()));
        FigureBatch batch = ledger.all();
        List<String> chains = new ArrayList<>(chains(ledger, 0, 4));
        chains.set(3, "f".repeat(64));
        FigureBatch other = new FigureBatch(
                batch.hub(),
                batch.ledger(),
                0,
                4,
                "f".repeat(64),
                batch.asOf(),
                batch.today(),
                batch.activities(),
                batch.rows());

        assertThat(carried.take(file(List.of(new CarriedFigures.Part(other, chains)), signer())))
                .isInstanceOfSatisfying(
                        CarriedIntake.Outcome.AnotherWay.class,
                        way -> assertThat(way.answer().cursor()).isEqualTo(intake.cursor(HUB)));
    }

    @Test
    void whatWasChangedOrSignedByAnotherOrIsFromNoHubOfOursIsRefusedAndChangesNothing() throws Exception {
        TrialLedger ledger = new TrialLedger("millbrook", 'a');
        grow(ledger, 7);
        Path file = file(ledger, 3, signer());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 100] = (byte) ~bytes[bytes.length - 100];
        Files.write(folder.resolve("changed"), bytes);
        assertRefused(folder.resolve("changed"), Reason.WRONG_SIGNATURE);
        Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(folder.resolve("cut"), Reason.CUT_OFF);
        CarryKeys.Signer stranger = new CarryKeys.Signer(
                "0001",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        assertRefused(file(ledger, 3, stranger), Reason.WRONG_SIGNATURE);
        register("");
        assertRefused(file, Reason.SENDER_WITHOUT_KEY);
        long counted =
                store.read(handle -> handle.createQuery("SELECT sum(times) FROM refused_batch WHERE hub = 'millbrook'")
                        .mapTo(Long.class)
                        .one());
        assertThat(counted).isEqualTo(4);
        Files.delete(folder.resolve("hubs/millbrook.properties"));
        assertRefused(file, Reason.UNKNOWN_SENDER);
        assertThat(said(store, ledger)).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadToItsEndIsRefusedBeforeAnythingOfItIsUsed() throws Exception {
        TrialLedger ledger = new TrialLedger("millbrook", 'a');
        grow(ledger, 4);
        TrialLedger elsewhere = new TrialLedger("elsewhere", 'a');
        grow(elsewhere, 6);
        CarriedFigures.Part first = new CarriedFigures.Part(ledger.all(), chains(ledger, 0, 4));
        CarriedFigures.Part anothers = new CarriedFigures.Part(elsewhere.batch(4, 6), chains(elsewhere, 4, 6));
        grow(ledger, 3);
        CarriedFigures.Part withAGap = new CarriedFigures.Part(ledger.batch(5, 7), chains(ledger, 5, 7));

        assertRefused(
                file(signer(), first.text(), "{\"later\":1}".getBytes(StandardCharsets.UTF_8)), Reason.UNREADABLE);
        assertRefused(file(List.of(first, anothers), signer()), Reason.UNREADABLE);
        assertRefused(file(List.of(first, withAGap), signer()), Reason.UNREADABLE);
        assertThat(intake.cursor(HUB)).isEqualTo(FigureCursor.NONE);
        assertThat(said(store, ledger)).isEmpty();
    }

    @Test
    void aKiosksFileOnTheSameStickIsPassedOverAndNotCountedAgainstItsHub() throws Exception {
        Path file = file(CarriedHeading.Kind.EVENTS, signer());

        assertThat(carried.take(file)).isInstanceOf(CarriedIntake.Outcome.AnotherKind.class);
        assertThat(text("SELECT count(*) FROM refused_batch")).isEqualTo("0");
    }

    @Test
    void anOlderFileWithTheSameRowsSetsNeitherTimeNorTitleBack() throws Exception {
        TrialLedger ledger = new TrialLedger("millbrook", 'a');
        grow(ledger, 3);
        Instant earlier = TrialArea.START;
        Instant later = earlier.plus(Duration.ofDays(2));
        List<String> chains = chains(ledger, 0, 3);
        Path old = file(List.of(new CarriedFigures.Part(saying(ledger, earlier, "Cooking"), chains)), signer());
        Path now = file(List.of(new CarriedFigures.Part(saying(ledger, later, "Cook and eat"), chains)), signer());

        for (Path file : List.of(old, now, old)) {
            assertThat(carried.take(file)).isInstanceOf(CarriedIntake.Outcome.Taken.class);
        }
        assertThat(intake.asOf(HUB)).contains(later);
        assertThat(text("SELECT today FROM hub_cursor"))
                .isEqualTo(LocalDate.ofInstant(later, ZoneOffset.UTC).toString());
        assertThat(text("SELECT title FROM activity_title WHERE activity = 'cook-and-eat'"))
                .isEqualTo("Cook and eat");
    }

    private String text(String query) {
        return store.read(
                handle -> handle.createQuery(query).mapTo(String.class).one());
    }

    /// The whole ledger, as it would be sent at another time.
    private static FigureBatch saying(TrialLedger ledger, Instant asOf, String title) {
        FigureBatch batch = ledger.all();
        return new FigureBatch(
                batch.hub(),
                batch.ledger(),
                batch.after(),
                batch.through(),
                batch.chain(),
                asOf,
                LocalDate.ofInstant(asOf, ZoneOffset.UTC),
                List.of(new FigureBatch.Named(new ActivityId("cook-and-eat"), title)),
                batch.rows());
    }

    private void assertRefused(Path file, Reason reason) throws IOException {
        assertThat(carried.take(file))
                .isInstanceOfSatisfying(CarriedIntake.Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    private static void grow(TrialLedger ledger, int rows) {
        for (int i = 0; i < rows; i++) {
            ledger.week(FigureCell.VISITS, "*", WEEK, ledger.size() + 1, Integer.toString(50 + 5 * ledger.size()));
        }
    }

    private static List<String> chains(TrialLedger ledger, int after, int through) {
        List<String> chains = new ArrayList<>();
        for (int row = after + 1; row <= through; row++) {
            chains.add(ledger.batch(0, row).chain());
        }
        return chains;
    }

    private Path file(TrialLedger ledger, int rowsAPart, CarryKeys.Signer signer) throws IOException {
        List<CarriedFigures.Part> parts = new ArrayList<>();
        for (int after = 0; after < ledger.size(); after += rowsAPart) {
            int through = Math.min(ledger.size(), after + rowsAPart);
            parts.add(new CarriedFigures.Part(ledger.batch(after, through), chains(ledger, after, through)));
        }
        return file(parts, signer);
    }

    private Path file(List<CarriedFigures.Part> parts, CarryKeys.Signer signer) throws IOException {
        return file(signer, parts.stream().map(CarriedFigures.Part::text).toArray(byte[][]::new));
    }

    private Path file(CarryKeys.Signer signer, byte[]... frames) throws IOException {
        return file(CarriedHeading.Kind.FIGURES, signer, frames);
    }

    private Path file(CarriedHeading.Kind kind, CarryKeys.Signer signer, byte[]... frames) throws IOException {
        KeyPairBytes sealing = keys.sealingKeys().getLast();
        CarriedHeading heading = new CarriedHeading(
                kind, HUB, HUB.value(), signer.id(), sealing.id(), CarriedHeading.randomId(random), TrialArea.START);
        Path file = folder.resolve(heading.file());
        try (CarriedWriter writer = new CarriedWriter(
                file, heading, new CarryKeys.Recipient(sealing.id(), sealing.publicKey()), signer, random)) {
            for (byte[] frame : frames) {
                writer.frame(frame);
            }
            writer.finish();
        }
        return file;
    }

    private CarryKeys.Signer signer() {
        return new CarryKeys.Signer("0001", hubKey.getPrivate());
    }

    private void register(String also) throws IOException {
        TrialArea.writeHub(folder.resolve("hubs"), "millbrook", "Millbrook Fold");
        Path file = folder.resolve("hubs/millbrook.properties");
        Files.writeString(file, Files.readString(file) + also + "\n");
    }

    private static List<String> said(Store store, TrialLedger ledger) {
        return store.read(handle -> handle.createQuery("""
                        SELECT number, version, value
                        FROM figure_said
                        WHERE hub = 'millbrook' AND ledger = :ledger
                        ORDER BY number""")
                .bind("ledger", ledger.all().ledger())
                .map((row, context) -> row.getLong(1) + " " + row.getInt(2) + " " + row.getInt(3))
                .list());
    }
}
