package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.doorstep.hub.keeping.Clearing;
import org.doorstep.hub.keeping.Forgotten;
import org.doorstep.hub.passes.Erasing;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.outbox.Chain;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is personal in the inbox is in boxes; whoever leaves takes it along, and the counts stay.
class KeptInBoxesTest {
    private static final Instant EVENING = Instant.parse("2026-11-24T11:00:00Z");
    private static final SessionId COOKING = TrialIngest.session(TrialIngest.COOKING, "2026-11-24", "18:00");
    private static final PassId ANNAS = new PassId("a1b2c3d4e5f60718293a");
    private static final String ANNAS_CARD = "Xk7-vault-test-token-of-annas-own-card-0123";
    private static final Receipt RECEIPT = new Receipt("7K3M9QAZ");

    @TempDir
    Path folder;

    private TrialIngest hub;

    @BeforeEach
    void open() {
        hub = new TrialIngest(folder, 1);
        hub.addActivities();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aNameIsInNoTextThatIsKeptAndTheFiguresAreMadeAgainFromIt() {
        hub.take(tap(pass()), tap(card()), issued());
        List<String> before = hub.picture();
        assertThat(texts()).hasSize(3).allMatch(text -> text.contains("\"box1."));
        assertThat(texts()).noneMatch(text -> text.contains(ANNAS.value()) || text.contains(ANNAS_CARD));
        hub.ingest.rebuild();
        assertThat(hub.picture()).isEqualTo(before);
    }

    @Test
    void whatCameIsProvedByItsDigestThoughTheTextIsNotKept() {
        Envelope tap = tap(pass());
        hub.take(tap);
        byte[] digest = hub.database.read(h -> h.createQuery("SELECT digest FROM inbox_event")
                .mapTo(byte[].class)
                .one());
        assertThat(digest).isEqualTo(new Chain().digest(Wire.write(tap)));
        assertThat(hub.take(tap)).isZero();
        assertThat(hub.count("SELECT count(*) FROM inbox_quarantine")).isZero();
    }

    @Test
    void aSealedCardIsOpenedWhenItComesAndNeedsItsSealingKeyNeverAgain() throws Exception {
        Credential.Token token = TrialIngest.TOKENS.token("4:00BC614E");
        hub.take(tap(sealed("4:00BC614E", TokenKey.CONTEXT)), tap(token));
        assertThat(hub.count("SELECT count(*) FROM pass")).isOne();
        assertThat(texts()).noneMatch(text -> text.contains("\"sealed\"") || text.contains(token.token()));
        List<String> before = hub.picture();
        hub.close();
        hub = new TrialIngest(folder, 1);
        hub.ingest.rebuild();
        assertThat(hub.picture()).isEqualTo(before);
    }

    @Test
    void wordsAreOpenedWhenTheyComeAndReadToWhoeverCountsThem() throws Exception {
        byte[] words = ResidentWords.NOTHING.withNickname("Annabellina").bytes();
        Envelope said = event(new HubEvent.ResidentSaid(
                pass(), base64(seal(words, ResidentWords.CONTEXT)), TrialIngest.SEALING.id()));
        hub.take(said, tap(pass()));
        assertThat(texts()).noneMatch(text -> text.contains("Annabellina"));
        assertThat(texts().getFirst()).contains("\"key\":\"opened\"");
        HubEvent.ResidentSaid kept =
                (HubEvent.ResidentSaid) counted().getFirst().data();
        assertThat(Base64.getUrlDecoder().decode(kept.sealed())).isEqualTo(words);

        leave(pass());
        assertThat(cleared().step()).isTrue();
        HubEvent.ResidentSaid gone =
                (HubEvent.ResidentSaid) counted().getFirst().data();
        assertThat(gone.credential()).isNotEqualTo(pass());
        assertThat(new String(Base64.getUrlDecoder().decode(gone.sealed()), StandardCharsets.UTF_8))
                .doesNotContain("Annabellina");
        assertThat(onDisk("Annabellina")).isFalse();
    }

    @Test
    void whoLeavesIsInNoByteOfTheHubsFilesAndEveryCountStays() throws IOException {
        hub.take(issued(), tap(pass()), tap(TrialIngest.tap(7, COOKING).credential()), tap(card()));
        List<String> counts = counts();
        assertThat(onDisk(ANNAS.value())).isTrue();

        leave(pass(), card());
        assertThat(cleared().step()).isTrue();

        assertThat(onDisk(ANNAS.value())).isFalse();
        assertThat(onDisk(ANNAS_CARD)).isFalse();
        assertThat(counts()).isEqualTo(counts);
        List<String> after = hub.picture();
        hub.ingest.rebuild();
        assertThat(hub.picture()).isEqualTo(after);
        assertThat(state(RECEIPT)).get().satisfies(erased -> assertThat(erased.everywhere())
                .isTrue());
        assertThat(state(new Receipt("00000000"))).isEmpty();
    }

    @Test
    void whatComesLateOfSomebodyWhoLeftIsCountedUnderWhatStandsForThem() throws IOException {
        hub.take(tap(pass()));
        leave(pass());
        String surrogate = hub.text("SELECT name FROM pass").orElseThrow();

        hub.take(event(EVENING.plusSeconds(60), tapOf(pass())));
        assertThat(hub.count("SELECT count(*) FROM tap")).isEqualTo(2);
        assertThat(hub.text("SELECT name FROM pass")).contains(surrogate);
        assertThat(hub.count("SELECT count(*) FROM pass")).isOne();
        assertThat(cleared().step()).isTrue();
        assertThat(onDisk(ANNAS.value())).isFalse();
    }

    @Test
    void whoShowsTheirPassAgainAfterLeavingBeginsAnew() {
        hub.take(tap(pass()));
        leave(pass());
        hub.take(event(TrialIngest.NOW.plus(Duration.ofHours(3)), tapOf(pass())));
        assertThat(hub.count("SELECT count(*) FROM pass")).isEqualTo(2);
        assertThat(hub.text("SELECT name FROM pass WHERE name = '" + ANNAS.value() + "'"))
                .isPresent();
        List<String> before = hub.picture();
        hub.ingest.rebuild();
        assertThat(hub.picture()).isEqualTo(before);
    }

    @Test
    void theSameEventAtAnotherPlaceIsKnownAgainAlsoAfterItsHolderLeft() {
        Envelope tap = tap(pass());
        hub.take(tap);
        assertThat(hub.take(elsewhere(tap, 1))).isZero();
        leave(pass());
        assertThat(hub.take(elsewhere(tap, 2))).isZero();
        assertThat(hub.count("SELECT count(*) FROM inbox_event WHERE state = 'again'"))
                .isEqualTo(2);
        assertThat(hub.count("SELECT count(*) FROM inbox_quarantine")).isZero();
    }

    @Test
    void aDatabaseFromBeforeSomebodyLeftLetsThemGoAgainWhenItIsOpened() throws IOException {
        hub.take(issued(), tap(pass()), tap(card()));
        List<String> counts = counts();
        assertThat(hub.database.cutLog()).isTrue();
        byte[] lastNight = Files.readAllBytes(folder.resolve("hub.db"));
        leave(pass(), card());
        hub.close();
        Files.write(folder.resolve("hub.db"), lastNight);
        Files.deleteIfExists(folder.resolve("hub.db-wal"));

        hub = new TrialIngest(folder, 1);
        assertThat(onDisk(ANNAS.value())).isTrue();
        int gone = hub.database.write(h -> hub.erasing.catchUp(Database.connection(h)));
        assertThat(gone).isEqualTo(2);
        assertThat(hub.database.cutLog()).isTrue();
        assertThat(onDisk(ANNAS.value())).isFalse();
        assertThat(onDisk(ANNAS_CARD)).isFalse();
        assertThat(counts()).isEqualTo(counts);
        int again = hub.database.write(h -> hub.erasing.catchUp(Database.connection(h)));
        assertThat(again).isZero();
    }

    @Test
    void aTextThatNobodyCouldReadIsEmptiedIfItNamesWhoLeft() throws IOException {
        Envelope good = tap(pass());
        byte[] conflicting = new String(Wire.write(good), StandardCharsets.UTF_8)
                .replace("\"arrival\"", "\"leaving\"")
                .getBytes(StandardCharsets.UTF_8);
        byte[] noTap = new String(Wire.write(tap(pass())), StandardCharsets.UTF_8)
                .replace("\"arrival\"", "\"dancing\"")
                .getBytes(StandardCharsets.UTF_8);
        hub.take(TrialIngest.arrival(good));
        hub.take(TrialIngest.arrival("kiosk-1", conflicting), TrialIngest.arrival("kiosk-1", noTap));
        assertThat(hub.count("SELECT count(*) FROM inbox_quarantine")).isEqualTo(2);
        leave(pass());
        assertThat(cleared().step()).isTrue();
        assertThat(onDisk(ANNAS.value())).isFalse();
    }

    @Test
    void aTextOfBeforeTheBoxesIsBoxedAtTheNextStart() throws IOException {
        hub.take(tap(pass()), tap(card()));
        List<String> before = hub.picture();
        List<byte[]> clear =
                List.of(Wire.write(counted().get(0)), Wire.write(counted().get(1)));
        hub.database.write(h -> h.execute("DROP TRIGGER inbox_event_text_is_boxed_once"));
        for (int i = 0; i < 2; i++) {
            int position = i + 1;
            hub.database.write(
                    h -> h.createUpdate("UPDATE inbox_event SET text = :text, boxed = 0 WHERE position = :at")
                            .bind("text", clear.get(position - 1))
                            .bind("at", position)
                            .execute());
        }
        hub.database.write(h -> h.execute("DELETE FROM keeper"));
        hub.close();
        hub = new TrialIngest(folder, 1);
        hub.inbox.boxTheRest(hub.database);
        assertThat(texts()).allMatch(text -> text.contains("\"box1."));
        hub.ingest.rebuild();
        assertThat(hub.picture()).isEqualTo(before);
    }

    @Test
    void aLeavingThatIsUndoneWithItsBatchIsDoneWhenTheBatchIsTakenAgain() {
        hub.close();
        hub = new TrialIngest(folder, 1, new Stumbling());
        hub.take(tap(pass()));
        hub.take(tap(pass()), left(EVENING, Moment.Clock.SYNCED), tap(card()));

        assertThat(hub.count("SELECT count(*) FROM inbox_event WHERE state = 'unprojected'"))
                .isOne();
        assertThat(hub.count("SELECT count(*) FROM keeper WHERE name = '" + ANNAS.value() + "'"))
                .isZero();
        assertThat(hub.count("SELECT count(*) FROM keeper WHERE surrogate IS NOT NULL"))
                .isOne();
        assertThat(hub.count("SELECT count(*) FROM pass")).isOne();
        assertThat(hub.count("SELECT count(*) FROM tap")).isEqualTo(2);
        assertThat(hub.text("SELECT name FROM pass").orElseThrow()).isNotEqualTo(ANNAS.value());
        List<String> before = hub.picture();
        hub.ingest.rebuild();
        assertThat(hub.picture()).isEqualTo(before);
    }

    @Test
    void aClockThatKnowsNothingBringsNobodyBackAndTakesNothingFromWhoBeganAgain() {
        hub.take(tap(pass()));
        hub.take(left(EVENING, Moment.Clock.SYNCED));
        for (String time : List.of("1970-01-01T00:10:00Z", "2099-05-05T05:05:05Z")) {
            hub.take(unsure(time, tapOf(pass())));
            assertThat(standing()).isZero();
        }

        hub.take(event(TrialIngest.NOW.plus(Duration.ofHours(3)), tapOf(pass())));
        assertThat(standing()).isOne();
        for (String time : List.of("1970-01-01T00:20:00Z", "2099-05-05T05:06:05Z")) {
            hub.take(unsure(time, tapOf(pass())));
            assertThat(((HubEvent.TapRecorded) counted().getLast().data()).credential())
                    .isEqualTo(pass());
        }

        hub.take(left(Instant.parse("1970-01-01T00:30:00Z"), Moment.Clock.UNKNOWN));
        assertThat(standing()).isZero();
    }

    @Test
    void aSealedCardThatIsAddedToItselfStopsNothing() throws Exception {
        Credential one = sealed("4:00BC614E", TokenKey.CONTEXT);
        Credential again = sealed("4:00BC614E", TokenKey.CONTEXT);
        assertThat(hub.take(event(new HubEvent.PassAdded(one, again)), tap(pass())))
                .isEqualTo(2);
        assertThat(hub.count("SELECT count(*) FROM inbox_event WHERE state = 'projected'"))
                .isEqualTo(2);
        assertThat(hub.count("SELECT count(*) FROM resident_pass")).isZero();
    }

    @Test
    void aListWhoseKeyIsLostIsNotTakenForAnEmptyOne() throws IOException {
        hub.take(tap(pass()));
        leave(pass());
        Path bare = Files.createDirectory(folder.resolve("bare"));
        Files.copy(folder.resolve(Forgotten.FILE), bare.resolve(Forgotten.FILE));
        assertThatThrownBy(() -> Forgotten.in(bare, hub.random, InstantSource.fixed(TrialIngest.NOW)))
                .hasStackTraceContaining("whoever left could come back");
    }

    /// Trips over Anna's card.
    private static final class Stumbling implements Projection {
        @Override
        public void project(Connection connection, Envelope event) {
            if (event.data() instanceof HubEvent.TapRecorded tap
                    && tap.credential().equals(card())) {
                throw new IllegalStateException("That card.");
            }
        }

        @Override
        public void flush(Connection connection) {
            // It keeps nothing.
        }

        @Override
        public void forget() {
            // It keeps nothing.
        }

        @Override
        public void clear(Connection connection) {
            // It keeps nothing.
        }
    }

    private Envelope left(Instant time, Moment.Clock clock) {
        return hub.event("kiosk-1", time, clock, new HubEvent.ResidentLeft(pass(), RECEIPT));
    }

    private Envelope unsure(String time, HubEvent data) {
        return hub.event("kiosk-1", Instant.parse(time), Moment.Clock.UNKNOWN, data);
    }

    private long standing() {
        return hub.count("SELECT count(*) FROM keeper WHERE name IS NOT NULL");
    }

    private Optional<Erasing.Erased> state(Receipt receipt) {
        return hub.database.read(h -> Erasing.state(h, receipt));
    }

    private Clearing cleared() {
        return new Clearing(hub.database, then -> true, () -> TrialIngest.NOW, ZoneOffset.UTC);
    }

    private void leave(Credential... credentials) {
        hub.database.write(handle -> {
            List<Long> rows = Stream.of(credentials)
                    .map(credential -> switch (credential) {
                        case Credential.Pass pass -> pass.pass().value();
                        case Credential.Token token -> token.keyversion() + ":" + token.token();
                        case Credential.Sealed sealed -> throw new IllegalArgumentException("Nobody knows whose.");
                    })
                    .map(name -> handle.createQuery("SELECT id FROM pass WHERE name = :name")
                            .bind("name", name)
                            .mapTo(Long.class)
                            .one())
                    .toList();
            hub.erasing.erase(Database.connection(handle), rows, RECEIPT, TrialIngest.NOW);
            return null;
        });
    }

    private List<Envelope> counted() {
        return hub.database.write(h -> hub.inbox.after(h, 0, 100)).stream()
                .map(kept -> (Envelope) kept.event())
                .toList();
    }

    private List<String> texts() {
        return hub.database.read(h -> h.createQuery("SELECT CAST(text AS TEXT) FROM inbox_event ORDER BY position")
                .mapTo(String.class)
                .list());
    }

    private List<String> counts() {
        return hub.picture().stream()
                .filter(row -> row.startsWith("session") || row.startsWith("day") || row.startsWith("activity"))
                .toList();
    }

    /// In any file of the hub's folder.
    private boolean onDisk(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Credential pass() {
        return new Credential.Pass(ANNAS, "0001");
    }

    private static Credential card() {
        return new Credential.Token(ANNAS_CARD, 1);
    }

    private Envelope tap(Credential credential) {
        return event(tapOf(credential));
    }

    private static HubEvent tapOf(Credential credential) {
        return new HubEvent.TapRecorded(credential, HubEvent.Assurance.SIGNED, HubEvent.Outcome.ARRIVAL, COOKING);
    }

    private Envelope issued() {
        return event(new HubEvent.PassIssued(ANNAS, "0001"));
    }

    private Envelope event(HubEvent data) {
        return event(EVENING, data);
    }

    private Envelope event(Instant time, HubEvent data) {
        return hub.event("kiosk-1", time, data);
    }

    /// The same event, issued again in another store.
    private static EventIngest.Arrival elsewhere(Envelope event, int sequence) {
        byte[] moved = Wire.at(
                new Wire.Place(new StoreId("0123456789abcdef0123456789abcdef"), Lane.ATTENDANCE, sequence),
                Wire.write(event));
        return new EventIngest.Arrival(
                new Received(event.source().device(), Lane.ATTENDANCE, moved, TrialIngest.NOW), () -> {});
    }

    private static Credential.Sealed sealed(String card, String context) throws InvalidCipherTextException {
        byte[] padded = Arrays.copyOf(card.getBytes(StandardCharsets.US_ASCII), 24);
        return new Credential.Sealed(base64(seal(padded, context)), TrialIngest.SEALING.id());
    }

    private static byte[] seal(byte[] text, String context) throws InvalidCipherTextException {
        HPKE hpke = new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
        HPKEContextWithEncapsulation sender = hpke.setupBaseS(
                hpke.deserializePublicKey(TrialIngest.SEALING.publicKey()),
                context.getBytes(StandardCharsets.US_ASCII));
        byte[] sealed = sender.seal(new byte[0], text);
        byte[] all = Arrays.copyOf(sender.getEncapsulation(), 32 + sealed.length);
        System.arraycopy(sealed, 0, all, 32, sealed.length);
        return all;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
