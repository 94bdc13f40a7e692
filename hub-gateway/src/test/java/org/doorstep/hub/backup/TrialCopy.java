package org.doorstep.hub.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.doorstep.firmware.keys.RecoveryKey;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.inbox.Addressed;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.inbox.Received;
import org.doorstep.relay.inbox.Receiving;
import org.doorstep.relay.store.Database;

/// A hub's database with a stick beside it, whose copying a test does step by step.
final class TrialCopy implements AutoCloseable {
    static final HubId HUB = new HubId("millbrook");
    static final DeviceId KIOSK = new DeviceId("kiosk-1");
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String[] TABLES = {
        "org/doorstep/hub/db", "org/doorstep/login/db/sqlite", Inbox.MIGRATIONS,
    };

    final RecoverySheet sheet;
    final Path hubFolder;
    final Path stick;
    final List<Addressed> told = new ArrayList<>();
    Database database;
    Inbox inbox;
    SecondCopy copy;
    private final Random random;
    private final SecureRandom chance = new SecureRandom();
    private final StoreId store;
    private Instant now = NOON;
    private long sequence;

    TrialCopy(Path folder, long seed) throws IOException {
        random = new Random(seed);
        store = StoreId.random(random);
        sheet = RecoverySheet.random(chance);
        hubFolder = Files.createDirectories(folder.resolve("hub"));
        stick = Files.createDirectories(folder.resolve("stick"));
        mark();
        Files.createDirectories(hubFolder.resolve("keys"));
        Files.writeString(hubFolder.resolve("keys/token-0001.properties"), "key = not-really");
        start();
    }

    /// As `doorstep copy new` leaves it.
    void mark() throws IOException {
        Files.createDirectories(stick);
        Files.writeString(stick.resolve(RecoveryKey.markOf(HUB)), "");
    }

    void start() {
        database = Database.open(hubFolder.resolve("hub.db"), TABLES);
        inbox = new Inbox(database, HUB, random, () -> now);
        copy = new SecondCopy(stick, sheet.key(), HUB, hubFolder, database, inbox, () -> now, chance, told::addAll);
    }

    void restart() {
        database.close();
        start();
    }

    void step() {
        now = now.plus(Duration.ofSeconds(5));
        copy.step();
    }

    Instant now() {
        return now;
    }

    /// So many guests, each an event; some come before the one before them.
    void events(int count) {
        List<byte[]> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(Wire.write(new Envelope(
                    EventId.random(now.toEpochMilli(), random),
                    new Source(HUB, KIOSK),
                    now,
                    store,
                    Lane.ATTENDANCE,
                    ++sequence,
                    new Moment("boot", sequence, Moment.Clock.SYNCED, 10),
                    new HubEvent.GuestCounted(SessionId.dropIn(LocalDate.parse("2026-11-24")), 1, 0))));
        }
        if (random.nextInt(3) == 0) {
            texts = texts.reversed();
        }
        List<byte[]> inThisOrder = texts;
        database.write(handle -> {
            Receiving receiving = inbox.receiving(handle);
            for (byte[] text : inThisOrder) {
                receiving.accept(new Received(KIOSK, Lane.ATTENDANCE, text, now));
            }
            return receiving.finish();
        });
    }

    /// Something that no event says: an activity made, changed or taken away, a figure released, a stock of passes.
    void decide() {
        String id = "a" + random.nextInt(12);
        int what = random.nextInt(6);
        database.write(handle -> switch (what) {
            case 0 ->
                handle.execute(
                        "INSERT OR IGNORE INTO activity (id, title, room, picture) VALUES (?, ?, '', 'star')",
                        id,
                        "It's \\ 100% :on? " + id);
            case 1 -> handle.execute("UPDATE activity SET room = ? WHERE id = ?", "Room " + random.nextInt(9), id);
            case 2 ->
                handle.execute("DELETE FROM activity WHERE id = ? AND id NOT IN (SELECT activity FROM weekly)", id);
            case 3 -> handle.execute("""
                        INSERT INTO weekly (activity, weekday, starts, ends, first_date)
                        SELECT id, 2, '10:00', '11:00', '2026-09-01' FROM activity WHERE id = ?
                        """, id);
            case 4 ->
                handle.execute(
                        "INSERT INTO hub_time_confirmed (boot, uptime_ms, at, by_name) VALUES ('b', 1, 2, ?)", id);
            default ->
                handle.execute(
                        "INSERT INTO blank (pass, device, at) VALUES (?, 'kiosk-1', ?)",
                        "%020x':\\".formatted(random.nextLong()),
                        now.toEpochMilli());
        });
    }

    Restoration open() throws IOException {
        return open(Restoration.copiesIn(stick).getLast());
    }

    Restoration open(Path file) throws IOException {
        return Restoration.of(file, sheet);
    }

    /// What a database restored from this says.
    List<String> restored(Restoration restoration, Path file) {
        try (Database made = Database.open(file, TABLES)) {
            restoration.fill(made);
            return picture(made);
        }
    }

    List<String> picture() {
        return picture(database);
    }

    private static List<String> picture(Database database) {
        Set<String> learntAgain = Set.of("heard_at", "stated", "safe", "centre");
        return database.read(handle -> {
            List<String> rows = new ArrayList<>();
            for (CopiedTable table : CopiedTable.all(handle)) {
                List<String> columns = table.columns().stream()
                        .filter(column -> !learntAgain.contains(column))
                        .map(column -> "quote(" + CopiedTable.quoted(column) + ")")
                        .toList();
                rows.addAll(handle.createQuery("SELECT " + String.join(" || ' ' || ", columns) + " FROM " + table.name()
                                + " ORDER BY " + table.keyList())
                        .mapTo(String.class)
                        .map(row -> table.name() + " " + row)
                        .list());
            }
            return rows;
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
