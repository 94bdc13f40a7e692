package org.doorstep.system.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.system.trial.ToldClock;
import org.doorstep.system.trial.TrialHouse;
import org.eclipse.paho.mqttv5.client.MqttClientPersistence;
import org.eclipse.paho.mqttv5.client.persist.MqttDefaultFilePersistence;
import org.eclipse.paho.mqttv5.common.MqttPersistable;

/// Events put into a kiosk's outbox one after the other, each on the disk before the next: beside the bare syncs that
/// this disk does, and beside the file persistence that comes with Paho.
final class SingleCommits implements Scenario {
    private static final double SHARE_OF_SYNCS = 0.6;
    private static final double TIMES_PAHO = 5;

    /// What a commit adds to SQLite's log at the least is a page and its frame's head.
    private static final int BLOCK = 4096 + 24;

    /// As large as SQLite's log may grow before it begins at its start again.
    private static final int BLOCKS = 1000;

    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final Source SOURCE = new Source(new HubId(TrialHouse.HUB), new DeviceId("kiosk-1"));

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int commits = extent.counts().commits();
        Path folder = Files.createDirectories(extent.folder().resolve("commits"));
        try (KioskStore store = KioskStore.open(
                        folder.resolve("outbox"),
                        SOURCE,
                        new ToldClock(extent.clock().instant()),
                        extent.random("outbox"));
                FileChannel file = FileChannel.open(
                        folder.resolve("syncs"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            byte[] text = Wire.write(
                    IngestAlone.events(extent, IngestAlone.keys(extent)).getFirst());
            Map<String, Samples> rates = new Rounds()
                    .with("syncs", round -> syncs(file, commits))
                    .with("outbox", round -> outbox(store, extent, commits))
                    .with("Paho's files", round -> files(folder.resolve("paho" + round), text, commits))
                    .run(extent.counts().rounds(), extent.progress());
            return List.of(
                    Finding.noted("a page appended and synced, again and again", "/s", rates.get("syncs")),
                    new Finding(
                            "outbox: single durable commits",
                            "/s",
                            rates.get("outbox"),
                            new Limit.ShareOf(SHARE_OF_SYNCS, "bare syncs", rates.get("syncs"))),
                    new Finding(
                            "outbox: the same beside Paho's file persistence",
                            "/s",
                            rates.get("outbox"),
                            new Limit.ShareOf(TIMES_PAHO, "Paho, a message kept", rates.get("Paho's files"))));
        }
    }

    /// fsync(2) after each page of a file that grows as SQLite's log does, and begins again when that would.
    private static double syncs(FileChannel file, int count) throws IOException {
        file.truncate(0);
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            block.clear();
            block.putInt(0, i);
            file.write(block, (long) (i % BLOCKS) * BLOCK);
            file.force(true);
        }
        return count / ((System.nanoTime() - begun) / 1e9);
    }

    private static double outbox(KioskStore store, Extent extent, int count) {
        HubEvent guest = new HubEvent.GuestCounted(SessionId.dropIn(extent.today(ZONE)), 0, 0);
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Envelope written =
                    store.database().write(transaction -> store.outbox().append(transaction, Lane.ATTENDANCE, guest));
            if (written.sequence() <= 0) {
                throw new IllegalStateException("It was not written.");
            }
        }
        return count / ((System.nanoTime() - begun) / 1e9);
    }

    /// Kept, and not yet taken away: the taking away is not counted here, nor for the outbox.
    private static double files(Path folder, byte[] text, int count) throws Exception {
        MqttClientPersistence persistence = new MqttDefaultFilePersistence(folder.toString());
        persistence.open("kiosk-1");
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            persistence.put("s-" + i, new Kept(text));
        }
        double rate = count / ((System.nanoTime() - begun) / 1e9);
        persistence.clear();
        persistence.close();
        return rate;
    }

    /// A publish as Paho keeps it: a few bytes of head, then the text.
    private record Kept(byte[] text) implements MqttPersistable {
        private static final byte[] HEAD = new byte[64];

        @Override
        public byte[] getHeaderBytes() {
            return HEAD;
        }

        @Override
        public int getHeaderLength() {
            return HEAD.length;
        }

        @Override
        public int getHeaderOffset() {
            return 0;
        }

        @Override
        public byte[] getPayloadBytes() {
            return text;
        }

        @Override
        public int getPayloadLength() {
            return text.length;
        }

        @Override
        public int getPayloadOffset() {
            return 0;
        }
    }
}
