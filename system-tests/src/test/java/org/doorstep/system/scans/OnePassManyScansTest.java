package org.doorstep.system.scans;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.Hub;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.kiosk.checkin.CardTokens;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.checkin.Slips;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.passes.Ed25519Keys;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.sealing.SealingKey;
import org.doorstep.relay.store.Database;
import org.doorstep.system.trial.ToldClock;
import org.doorstep.system.trial.TrialPasses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One pass is held to sixteen readers in the same moment, at each of two kiosks that know nothing
/// of each other, and the hub hears of it later, in whatever order: one visit.
class OnePassManyScansTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final int SCANS = 16;
    private static final List<String> KIOSKS = List.of("kiosk-1", "kiosk-2");

    @TempDir
    Path folder;

    private final Random random = new Random(16);

    @Test
    void onePassScannedSixteenTimesAtOnceAtTwoPartedKiosksIsOneVisit() throws Exception {
        everyPassIsOneVisit(20);
    }

    @Test
    @Tag("long")
    void theSameAThousandTimes() throws Exception {
        everyPassIsOneVisit(1_000);
    }

    private void everyPassIsOneVisit(int passes) throws Exception {
        KeyFiles.make(Files.createDirectory(folder.resolve("keys")), new SecureRandom());
        KeyFiles keys = KeyFiles.read(folder.resolve("keys"));
        TrialPasses codes = new TrialPasses(16, keys);
        List<byte[]> told = new ArrayList<>();
        List<String> from = new ArrayList<>();
        for (String kiosk : KIOSKS) {
            List<byte[]> texts = scanned(kiosk, keys, codes, passes);
            told.addAll(texts);
            from.addAll(Collections.nCopies(texts.size(), kiosk));
        }
        assertThat(told).as("each kiosk tells of each pass once").hasSize(passes * KIOSKS.size());

        try (Database database = Hub.open(folder.resolve("hub"))) {
            receive(database, keys, told, from);
            assertThat(number(database, "SELECT count(*) FROM tap")).isEqualTo((long) passes * KIOSKS.size());
            assertThat(number(database, "SELECT count(*) FROM visit")).isEqualTo(passes);
            assertThat(number(database, "SELECT sum(visits) FROM day_figures")).isEqualTo(passes);
        }
    }

    /// What one kiosk wrote down while each pass was held to it sixteen times in one moment.
    private List<byte[]> scanned(String kiosk, KeyFiles keys, TrialPasses codes, int passes) throws Exception {
        ToldClock clock = new ToldClock(TODAY.atTime(12, 0).atZone(LONDON).toInstant());
        PassKeys passKeys = PassKeys.of(
                codes.keyId(), Ed25519Keys.publicKey(keys.signingKey().publicKey()));
        SecureRandom secrets = new SecureRandom();
        try (KioskStore store =
                        KioskStore.open(folder.resolve(kiosk), new Source(HUB, new DeviceId(kiosk)), clock, random);
                ExecutorService readers = Executors.newFixedThreadPool(SCANS)) {
            CheckInDesk desk = new CheckInDesk(
                    store.database(),
                    store.outbox(),
                    new ScheduleBoard(store.database(), HUB, LONDON, clock),
                    new PassStock(store.database(), passKeys),
                    new CardTokens(
                            new SealingKey("0001", new X25519PrivateKeyParameters(secrets).generatePublicKey()),
                            secrets),
                    passKeys,
                    Slips.none(store.database(), HUB),
                    shown -> false,
                    clock,
                    random);
            for (int pass = 0; pass < passes; pass++) {
                Reading code = Reading.Code.of(codes.code(pass, TODAY));
                List<Outcome> outcomes = atOnce(readers, () -> desk.read(code));
                assertThat(outcomes.stream().filter(Outcome.Welcome.class::isInstance))
                        .as("welcomes for pass " + pass)
                        .hasSize(1);
            }
            return store.database().read(handle -> handle.createQuery("SELECT text FROM outbox_event ORDER BY sequence")
                    .mapTo(byte[].class)
                    .list());
        }
    }

    private static List<Outcome> atOnce(ExecutorService readers, Callable<Outcome> scan) throws Exception {
        CyclicBarrier together = new CyclicBarrier(SCANS);
        List<Future<Outcome>> scans = new ArrayList<>();
        for (int i = 0; i < SCANS; i++) {
            scans.add(readers.submit(() -> {
                together.await(60, TimeUnit.SECONDS);
                return scan.call();
            }));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> one : scans) {
            outcomes.add(one.get(60, TimeUnit.SECONDS));
        }
        return outcomes;
    }

    /// In one mixed order, group by group.
    private void receive(Database database, KeyFiles keys, List<byte[]> told, List<String> from) {
        InstantSource clock =
                InstantSource.fixed(TODAY.atTime(18, 0).atZone(LONDON).toInstant());
        PassRegister register = new PassRegister(new SealedCards(keys.sealingKeys(), keys.tokenKey()));
        EventIngest ingest = new EventIngest(
                database,
                new Inbox(database, HUB, random, clock),
                List.of(register, new Attendance(LONDON, register, new SessionPlaces(LONDON))),
                acknowledgements -> {},
                () -> {});
        List<EventIngest.Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            arrivals.add(new EventIngest.Arrival(
                    new Received(new DeviceId(from.get(i)), Lane.ATTENDANCE, told.get(i), clock.instant()), () -> {}));
        }
        Collections.shuffle(arrivals, random);
        for (int first = 0; first < arrivals.size(); first += 7) {
            ingest.commit(arrivals.subList(first, Math.min(arrivals.size(), first + 7)));
        }
    }

    private static long number(Database database, String sql) {
        return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
