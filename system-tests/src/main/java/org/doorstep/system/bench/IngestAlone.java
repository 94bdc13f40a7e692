package org.doorstep.system.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.Hub;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.store.Database;
import org.doorstep.system.trial.InventedDays;
import org.doorstep.system.trial.InventedDevice;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;

/// The ingest stage without a broker, fed from memory, against [InsertLoop] over the same rows in the same disk.
final class IngestAlone implements Scenario {
    private static final double SHARE = 0.5;

    /// As many as the ingest takes into one commit.
    static final int ROWS_A_COMMIT = 500;

    private static final int PASSES = 600;
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Source SOURCE = new Source(new HubId(TrialHouse.HUB), new DeviceId("kiosk-1"));
    private static final int PATIENCE_MINUTES = 5;

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        KeyFiles keys = keys(extent);
        List<Envelope> events = events(extent, keys);
        List<byte[]> texts = events.stream().map(Wire::write).toList();
        Path folder = extent.folder();
        Map<String, Samples> rates = new Rounds()
                .with("loop", round -> loop(folder, round, InsertLoop.Rows.INBOX, events, texts))
                .with("loop of all", round -> loop(folder, round, InsertLoop.Rows.INBOX_TAPS_AND_VISITS, events, texts))
                .with("inbox", round -> rate(extent.clock(), round(folder, "inbox", round), texts, List.of()))
                .with("all", round -> rate(extent.clock(), round(folder, "all", round), texts, projections(keys)))
                .run(extent.counts().rounds(), extent.progress());
        return List.of(
                Finding.noted("bare insert loop, inbox rows", "events/s", rates.get("loop")),
                Finding.noted("bare insert loop, inbox, tap and visit rows", "events/s", rates.get("loop of all")),
                new Finding(
                        "ingest from memory, without projections",
                        "events/s",
                        rates.get("inbox"),
                        new Limit.ShareOf(SHARE, "loop, inbox rows", rates.get("loop"))),
                new Finding(
                        "ingest from memory, with projections",
                        "events/s",
                        rates.get("all"),
                        new Limit.ShareOf(SHARE, "loop, all rows", rates.get("loop of all"))));
    }

    private static double loop(
            Path folder, int round, InsertLoop.Rows rows, List<Envelope> events, List<byte[]> texts) {
        Path file = round(folder, rows.name(), round).resolve("loop.db");
        return InsertLoop.run(file, rows, events, texts, ROWS_A_COMMIT);
    }

    private static double rate(InstantSource clock, Path folder, List<byte[]> texts, List<Projection> projections)
            throws Exception {
        try (Database database = Hub.open(folder)) {
            Inbox inbox = new Inbox(database, SOURCE.hub(), new Random(1), clock);
            CountDownLatch done = new CountDownLatch(texts.size());
            try (EventIngest ingest = new EventIngest(database, inbox, projections, acks -> {}, () -> {})) {
                ingest.start();
                long begun = System.nanoTime();
                for (byte[] text : texts) {
                    Received received = new Received(SOURCE.device(), Lane.ATTENDANCE, text, clock.instant());
                    if (!ingest.offer(new EventIngest.Arrival(received, done::countDown))) {
                        throw new IllegalStateException("The ingest let an event go.");
                    }
                }
                if (!done.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                    throw new IllegalStateException(done.getCount() + " events were not committed in time.");
                }
                return texts.size() / ((System.nanoTime() - begun) / 1e9);
            }
        }
    }

    private static List<Projection> projections(KeyFiles keys) {
        PassRegister passes = new PassRegister(new SealedCards(keys.sealingKeys(), keys.tokenKey()));
        return List.of(passes, new Attendance(ZONE, passes, new SessionPlaces(ZONE)));
    }

    static List<Envelope> events(Extent extent, KeyFiles keys) {
        TrialPasses passes = new TrialPasses(extent.seed(), keys);
        InventedDays days = new InventedDays(
                extent.today(ZONE).minusYears(2), ZONE, PASSES, passes::pass, passes.keyId(), extent.random("ingest"));
        InventedDevice device = new InventedDevice(SOURCE, days, extent.random("device"));
        List<Envelope> events = new ArrayList<>();
        for (int i = 0; i < extent.counts().throughputEvents(); i++) {
            events.add(device.next());
        }
        return events;
    }

    static KeyFiles keys(Extent extent) throws IOException {
        Path folder = Files.createDirectories(extent.folder().resolve("ingest-keys"));
        KeyFiles.make(folder, extent.secrets());
        return KeyFiles.read(folder);
    }

    /// A folder of its own for each round.
    private static Path round(Path folder, String way, int round) {
        return folder.resolve("ingest").resolve(way + round);
    }
}
