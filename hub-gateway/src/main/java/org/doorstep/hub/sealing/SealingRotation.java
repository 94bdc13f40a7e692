package org.doorstep.hub.sealing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.firmware.keys.SealingFiles;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a new sealing key each month, and destroys an old one as soon as nothing can come any more
/// that only it opens (decision 0072). On a thread of its own; while the hub does not know its time
/// it does nothing.
///
/// What was sealed is opened when it comes. So a key is needed for as long as a device may have
/// something that was sealed to it: until the device has said that it seals with a newer one, and
/// everything is here that it had recorded then.
public final class SealingRotation implements AutoCloseable {
    /// Who takes the hub's keys, and has recorded everything that went over the broker, reads what
    /// was asked and shown without the hub in so long, and a drain, and nothing of before.
    static final Duration EACH = Duration.ofDays(30);

    /// A card that was being sealed while the key changed is on the kiosk's disk long before.
    static final Duration SETTLED_AFTER = Duration.ofMinutes(10);

    /// What a device that was shut out recorded before can still be brought on a stick; a kiosk keeps
    /// what its hub has for as long.
    static final Duration SHUT_OUT_WAITED_FOR = Duration.ofDays(35);

    /// A kiosk may lie in a cupboard over a year's break. As long as the list of who left is kept:
    /// what comes later than that could bring somebody back who left, so it is better not read.
    static final Duration LONGEST = Duration.ofDays(400);

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SealingRotation.class);

    private final SealingFiles files;
    private final SealingKeys keys;
    private final Database database;
    private final EnrolledDevices devices;
    private final Copies copies;
    private final Supplier<Optional<Instant>> time;
    private final SecureRandom random;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// The second copy, if there is one; where there is none, both are true at once.
    public interface Copies {
        /// Whether everything that was in the hub's folder then is in it.
        boolean has(Instant then);

        /// Asks for one begun anew; true once it is whole and every earlier one is gone.
        boolean anewSince(Instant then);
    }

    /// `time` is empty while the hub does not know it.
    public SealingRotation(
            SealingFiles files,
            SealingKeys keys,
            Database database,
            EnrolledDevices devices,
            Copies copies,
            Supplier<Optional<Instant>> time,
            SecureRandom random) {
        this.files = files;
        this.keys = keys;
        this.database = database;
        this.devices = devices;
        this.copies = copies;
        this.time = time;
        this.random = random;
        // Kiosks ask before the first look, and the hub may not know its time for long.
        keys.tell(newest(keys.all(), this::wasTold));
    }

    public void start() {
        Thread.ofPlatform().name("sealing keys").daemon().start(this::lookUntilClosed);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /// One look; public for tests alone, which have no patience.
    public void look() {
        Optional<Instant> known = time.get();
        if (known.isEmpty()) {
            return;
        }
        Instant now = known.get();
        files.takeAwayOverwritten();
        List<KeyPairBytes> there = there(now);
        if (age(there.getLast(), now).compareTo(EACH) >= 0) {
            files.makeNext(random);
            there = there(now);
        }
        tell(there, now);
        for (KeyPairBytes key : there) {
            if (mayGo(key, there, now)) {
                destroy(key, now);
            }
        }
        clear();
    }

    /// What is in the folder now, also what a person put there or a restoring brought back; one that
    /// was destroyed is not taken in again.
    private List<KeyPairBytes> there(Instant now) {
        for (KeyPairBytes key : files.all()) {
            if (isDestroyed(key) && !isNewest(key)) {
                destroy(key, now);
            } else {
                keys.add(key);
                database.write(handle -> handle.execute(
                        "INSERT INTO sealing_key (public, made_at) VALUES (?, ?) ON CONFLICT (public) DO NOTHING",
                        key.publicText(),
                        now.toEpochMilli()));
            }
        }
        return files.all();
    }

    private boolean isNewest(KeyPairBytes key) {
        return files.all().getLast().id().equals(key.id());
    }

    private boolean isDestroyed(KeyPairBytes key) {
        return at(key, "destroyed_at").isPresent();
    }

    private Duration age(KeyPairBytes key, Instant now) {
        return Duration.between(at(key, "made_at").orElse(now), now);
    }

    /// Nobody seals to a key that would be lost with this hub's disk. While the second copy is away for
    /// months there are several that it has not.
    private void tell(List<KeyPairBytes> there, Instant now) {
        KeyPairBytes safe = newest(
                there,
                key -> there.size() == 1
                        || wasTold(key)
                        || at(key, "made_at").filter(copies::has).isPresent());
        keys.tell(safe);
        files.tell(safe.id());
        if (!wasTold(safe)) {
            database.write(handle -> handle.execute(
                    "UPDATE sealing_key SET told_at = ? WHERE public = ? AND told_at IS NULL",
                    now.toEpochMilli(),
                    safe.publicText()));
        }
    }

    /// The newest of which that is so; else the oldest, which has been in use for longest.
    private static KeyPairBytes newest(List<KeyPairBytes> there, Predicate<KeyPairBytes> isSo) {
        return there.reversed().stream().filter(isSo).findFirst().orElseGet(there::getFirst);
    }

    private boolean wasTold(KeyPairBytes key) {
        return at(key, "told_at").isPresent();
    }

    private boolean mayGo(KeyPairBytes key, List<KeyPairBytes> there, Instant now) {
        Set<String> newer = new HashSet<>();
        Optional<Instant> told = Optional.empty();
        for (KeyPairBytes other : there) {
            if (other.id().compareTo(key.id()) > 0) {
                newer.add(other.publicText());
                told = told.isPresent() ? told : at(other, "told_at");
            }
        }
        if (told.isEmpty()) {
            return false;
        }
        if (!told.get().plus(LONGEST).isAfter(now)) {
            LOG.warn(
                    "Sealing key {} is destroyed after {} days, though not every kiosk has said that it needs it no more."
                            + " What comes sealed to it now cannot be counted any more; Set aside says how many.",
                    key.id(),
                    LONGEST.toDays());
            return true;
        }
        return database.read(handle ->
                nothingWaitsFor(handle, key) && noneShutOutLately(handle, now) && allHaveMovedOn(handle, newer, now));
    }

    /// A row that is here and could not be opened, though its key is: it is tried again at the next
    /// start.
    private static boolean nothingWaitsFor(Handle handle, KeyPairBytes key) {
        return handle.createQuery("SELECT count(*) FROM inbox_event WHERE boxed = 0 AND instr(text, :key) > 0")
                        .bind("key", ("\"key\":\"" + key.id() + "\"").getBytes(StandardCharsets.US_ASCII))
                        .mapTo(Long.class)
                        .one()
                == 0;
    }

    private static boolean noneShutOutLately(Handle handle, Instant now) {
        return Fences.all(handle).stream()
                .allMatch(fence -> fence.shutAt().plus(SHUT_OUT_WAITED_FOR).isBefore(now));
    }

    private boolean allHaveMovedOn(Handle handle, Set<String> newer, Instant now) {
        for (EnrolledDevices.Device device : devices.allForCertain()) {
            Optional<RegisteredDevices.ShutOut> shutOut = devices.shutOut(device.id());
            boolean waitedFor = shutOut.isEmpty()
                    || shutOut.get().at().plus(SHUT_OUT_WAITED_FOR).isAfter(now);
            // A box of buttons seals nothing.
            if (waitedFor && !devices.isBoxOfButtons(device.id()) && !hasMovedOn(handle, device, newer)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasMovedOn(Handle handle, EnrolledDevices.Device device, Set<String> newer) {
        Optional<Instant> since = handle.createQuery("SELECT public, since FROM sealing_use WHERE device = :device")
                .bind("device", device.id().value())
                .map((row, context) -> newer.contains(row.getString("public"))
                        ? Optional.of(Instant.ofEpochMilli(row.getLong("since")))
                        : Optional.<Instant>empty())
                .findOne()
                .orElse(Optional.empty());
        Optional<Instant> whole = Contacts.wholeUntil(handle, device.id());
        return since.isPresent()
                && whole.filter(until -> !until.isBefore(since.get().plus(SETTLED_AFTER)))
                        .isPresent();
    }

    /// Written down first: a hub that is cut off in between finishes it at its next look.
    private void destroy(KeyPairBytes key, Instant now) {
        database.write(handle -> handle.execute(
                "UPDATE sealing_key SET destroyed_at = coalesce(destroyed_at, ?), cleared_at = NULL WHERE public = ?",
                now.toEpochMilli(),
                key.publicText()));
        keys.drop(key.id());
        files.destroy(key.id());
        LOG.info("Sealing key {} is destroyed; what was sealed to it can be opened by nobody any more.", key.id());
    }

    /// The second copy has every file of the hub's folder as it was: it is begun anew.
    private void clear() {
        Optional<Instant> last = database.read(handle -> handle.createQuery("""
                        SELECT max(destroyed_at) AS at
                        FROM sealing_key
                        WHERE destroyed_at IS NOT NULL AND cleared_at IS NULL
                        """)
                .map((row, context) -> row.getObject("at") == null
                        ? Optional.<Instant>empty()
                        : Optional.of(Instant.ofEpochMilli(row.getLong("at"))))
                .one());
        if (last.isPresent() && copies.anewSince(last.get())) {
            database.write(handle -> handle.execute(
                    "UPDATE sealing_key SET cleared_at = ? WHERE cleared_at IS NULL AND destroyed_at <= ?",
                    last.get().toEpochMilli(),
                    last.get().toEpochMilli()));
        }
    }

    private Optional<Instant> at(KeyPairBytes key, String column) {
        return database.read(handle -> handle.createQuery("SELECT " + column
                        + " AS at FROM sealing_key WHERE public = :public AND " + column + " IS NOT NULL")
                .bind("public", key.publicText())
                .map((row, context) -> Instant.ofEpochMilli(row.getLong("at")))
                .findOne());
    }

    private void lookUntilClosed() {
        try {
            do {
                try {
                    look();
                } catch (StoreException | KeyFileException e) {
                    LOG.warn("The sealing keys could not be looked after; it is tried again: {}", e.getMessage());
                } catch (RuntimeException e) {
                    LOG.error("A mistake with the sealing keys; it is tried again.", e);
                }
            } while (!closed.await(LOOK_EVERY.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
