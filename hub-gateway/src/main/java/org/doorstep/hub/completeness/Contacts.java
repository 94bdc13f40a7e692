package org.doorstep.hub.completeness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.inbox.Fences;
import org.jdbi.v3.core.Handle;

/// When each kiosk was heard of so that all it had recorded is known to be here, as few stretches of the
/// hub's time. Works in the caller's transaction; safe for all threads.
///
/// A heartbeat states the last row of every lane. Once the hub has all of them, nothing is missing up to
/// the moment it was said, however long the kiosk was away before: sequences have no gaps, and a loss is an
/// event of its own. So one mark a device moves on, and silence is closed again when the backlog has come.
/// Only where a device comes back without what it had stated (a new card, an old image) does a new stretch
/// begin, and between the two it is never known.
///
/// A device is judged from its first heartbeat that states its stores. One that is enrolled no more is not
/// waited for.
public final class Contacts {
    /// A kiosk speaks every 30 seconds and its word may be that old when a broker hands it on again; with a
    /// little for the way. What was recorded later than this before a heartbeat came is left to the next.
    static final Duration LAG = Duration.ofSeconds(35);

    /// Longer ago than this, and the newest part of a kiosk's time is not known to be whole: its silence
    /// (two minutes) and the lag.
    static final Duration CURRENT = Duration.ofMinutes(3);

    /// Later than this after its last word a kiosk is away, as on the kiosks' page.
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /// A backlog of a month drains within a few heartbeats; of more claims the newest gives way to the next.
    private static final int MOST_CLAIMS = 8;

    /// A stretch begins with each new card or store; the oldest are forgotten, and what was before is
    /// judged no more.
    private static final int MOST_STRETCHES = 100;

    /// The end of a stretch is not in it.
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final EnrolledDevices enrolled;

    private record Word(String boot, long saidMs, String store, Tails tails) {}

    private record Claim(Instant at, Tails tails) {}

    public Contacts(EnrolledDevices enrolled) {
        this.enrolled = enrolled;
    }

    /// Takes a heartbeat that came now.
    public void heard(Handle transaction, DeviceId device, DeviceState state, Instant now) {
        if (state.stores().isEmpty()) {
            return;
        }
        Tails tails = new Tails(state.tails());
        Optional<Word> last = word(transaction, device);
        if (last.filter(word -> isToldAgain(word, state)).isPresent()) {
            return;
        }
        Instant at = now.minus(LAG);
        cutAfter(transaction, device, now);
        boolean goesOn = last.filter(word ->
                        state.stores().stream().anyMatch(store -> store.value().equals(word.store)))
                .filter(word -> tails.reach(word.tails))
                .filter(word -> hasStretch(transaction, device))
                .isPresent();
        if (goesOn) {
            settle(transaction, device);
        } else {
            begin(transaction, device, at);
        }
        claim(transaction, device, at, tails);
        keep(transaction, device, state, tails, now);
    }

    /// Up to when it is known that everything is here which this device has recorded; empty if that
    /// is known of no moment since it last began anew.
    public static Optional<Instant> wholeUntil(Handle handle, DeviceId device) {
        return handle.createQuery("""
                        SELECT to_at
                        FROM device_known
                        WHERE device = :device AND to_at > from_at
                        ORDER BY from_at DESC
                        LIMIT 1
                        """)
                .bind("device", device.value())
                .map((row, context) -> Instant.ofEpochMilli(row.getLong("to_at")))
                .findOne();
    }

    /// Every stretch, up to now, of which it is not known that all is here, of all kiosks, in order of time.
    public List<Unheard> unheard(Handle handle, Instant now) {
        Map<String, String> names = new HashMap<>();
        enrolled.all().forEach(device -> names.put(device.id().value(), device.name()));
        Map<String, Instant> heardAt = heardAt(handle);
        Map<String, List<Span>> known = new HashMap<>();
        handle.createQuery("SELECT device, from_at, to_at FROM device_known ORDER BY device, from_at")
                .map((row, context) -> Map.entry(
                        row.getString("device"),
                        new Span(
                                Instant.ofEpochMilli(row.getLong("from_at")),
                                Instant.ofEpochMilli(row.getLong("to_at")))))
                .forEach(entry -> known.computeIfAbsent(entry.getKey(), device -> new ArrayList<>())
                        .add(entry.getValue()));
        List<Unheard> silences = new ArrayList<>(setAside(handle, names));
        List<Fences.Fence> fences = Fences.all(handle);
        known.forEach((device, stretches) -> {
            DeviceId id = new DeviceId(device);
            String name = names.getOrDefault(device, device);
            Instant until = stretches.getFirst().from();
            for (Span stretch : stretches) {
                if (stretch.from().isAfter(until)) {
                    Span gap = new Span(until, stretch.from());
                    Optional<Instant> ended = ended(id, fences, gap);
                    silences.addAll(
                            ended.isPresent()
                                    ? beforeTheEnd(id, name, until, ended.get())
                                    : List.of(new Unheard(id, name, Unheard.Why.FOR_GOOD, gap.from(), gap.to())));
                }
                until = stretch.to();
            }
            Instant whole = settledAt(handle, id).orElse(until);
            Optional<Instant> ended = ended(id, fences, new Span(whole, now.isBefore(whole) ? whole : now));
            if (ended.isPresent()) {
                silences.addAll(beforeTheEnd(id, name, whole, ended.get()));
            } else if (names.containsKey(device) && whole.plus(CURRENT).isBefore(now)) {
                boolean here = heardAt.getOrDefault(device, Instant.EPOCH)
                        .plus(SILENCE)
                        .isAfter(now);
                silences.add(new Unheard(id, name, here ? Unheard.Why.BEHIND : Unheard.Why.AWAY, whole, now));
            }
        });
        silences.sort(java.util.Comparator.comparing(Unheard::from));
        return silences;
    }

    /// When in this silence its device was shut out: after that there was no kiosk whose silence could hide anything.
    private static Optional<Instant> ended(DeviceId device, List<Fences.Fence> fences, Span silent) {
        return fences.stream()
                .filter(fence -> fence.device().equals(device))
                .map(Fences.Fence::shutAt)
                .filter(at -> !at.isBefore(silent.from()) && !at.isAfter(silent.to()))
                .findFirst();
    }

    /// One that was here until it was shut out had nothing to keep back.
    private static List<Unheard> beforeTheEnd(DeviceId device, String name, Instant whole, Instant shutAt) {
        return whole.plus(CURRENT).isBefore(shutAt)
                ? List.of(new Unheard(device, name, Unheard.Why.SHUT_OUT, whole, shutAt))
                : List.of();
    }

    /// What came of devices that were shut out, and waits for somebody to say whether it counts.
    private static List<Unheard> setAside(Handle handle, Map<String, String> names) {
        return Fences.waiting(handle).stream()
                .filter(lot -> lot.lane() == Lane.ATTENDANCE)
                .map(lot -> new Unheard(
                        lot.device(),
                        names.getOrDefault(lot.device().value(), lot.device().value()),
                        Unheard.Why.SET_ASIDE,
                        lot.from(),
                        lot.to().plus(MOMENT)))
                .toList();
    }

    /// All kiosks that are judged, and since when: before that it was not there, or nobody knows that it was.
    public Map<DeviceId, Instant> since(Handle handle) {
        Map<DeviceId, Instant> since = new HashMap<>();
        handle.createQuery("SELECT device, min(from_at) AS since FROM device_known GROUP BY device")
                .map((row, context) ->
                        Map.entry(new DeviceId(row.getString("device")), Instant.ofEpochMilli(row.getLong("since"))))
                .forEach(entry -> since.put(entry.getKey(), entry.getValue()));
        return since;
    }

    /// A broker hands the last heartbeat to whoever connects: it is no new word.
    private static boolean isToldAgain(Word last, DeviceState state) {
        return last.boot.equals(state.bootId()) && state.saidAtUptimeMs() <= last.saidMs;
    }

    /// A hub whose clock has gone back knows nothing of the time to come.
    private static void cutAfter(Handle transaction, DeviceId device, Instant now) {
        transaction.execute(
                "DELETE FROM device_known WHERE device = ? AND from_at > ?", device.value(), now.toEpochMilli());
        transaction.execute(
                "UPDATE device_known SET to_at = ? WHERE device = ? AND to_at > ?",
                now.toEpochMilli(),
                device.value(),
                now.toEpochMilli());
        transaction.execute("DELETE FROM device_claim WHERE device = ? AND at > ?", device.value(), now.toEpochMilli());
    }

    private static boolean hasStretch(Handle handle, DeviceId device) {
        return handle.createQuery("SELECT count(*) FROM device_known WHERE device = :device")
                        .bind("device", device.value())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static void begin(Handle transaction, DeviceId device, Instant at) {
        transaction.execute("DELETE FROM device_claim WHERE device = ?", device.value());
        transaction.execute(
                "INSERT OR IGNORE INTO device_known (device, from_at, to_at) VALUES (?, ?, ?)",
                device.value(),
                at.toEpochMilli(),
                at.toEpochMilli());
        transaction.execute("""
                DELETE FROM device_known
                WHERE device = ? AND from_at < (
                  SELECT min(from_at)
                  FROM (SELECT from_at FROM device_known WHERE device = ? ORDER BY from_at DESC LIMIT ?))
                """, device.value(), device.value(), MOST_STRETCHES);
    }

    /// Moves the device's mark on to the last claim that is wholly here.
    private static void settle(Handle transaction, DeviceId device) {
        settledAt(transaction, device).ifPresent(at -> {
            transaction.execute("""
                    UPDATE device_known
                    SET to_at = max(to_at, ?)
                    WHERE device = ? AND from_at = (SELECT max(from_at) FROM device_known WHERE device = ?)
                    """, at.toEpochMilli(), device.value(), device.value());
            transaction.execute(
                    "DELETE FROM device_claim WHERE device = ? AND at <= ?", device.value(), at.toEpochMilli());
        });
    }

    private static Optional<Instant> settledAt(Handle handle, DeviceId device) {
        Optional<Instant> settled = Optional.empty();
        List<Claim> claims = handle.createQuery("SELECT at, tails FROM device_claim WHERE device = :device ORDER BY at")
                .bind("device", device.value())
                .map((row, context) ->
                        new Claim(Instant.ofEpochMilli(row.getLong("at")), Tails.parse(row.getString("tails"))))
                .list();
        for (Claim claim : claims) {
            if (!claim.tails.areHere(handle, device)) {
                break;
            }
            settled = Optional.of(claim.at);
        }
        return settled;
    }

    private static void claim(Handle transaction, DeviceId device, Instant at, Tails tails) {
        transaction.execute("""
                DELETE FROM device_claim
                WHERE device = ? AND at >= (
                  SELECT at FROM device_claim WHERE device = ? ORDER BY at LIMIT 1 OFFSET ?)
                """, device.value(), device.value(), MOST_CLAIMS - 1);
        transaction.execute(
                "INSERT OR REPLACE INTO device_claim (device, at, tails) VALUES (?, ?, ?)",
                device.value(),
                at.toEpochMilli(),
                tails.text());
    }

    private static void keep(Handle transaction, DeviceId device, DeviceState state, Tails tails, Instant now) {
        transaction.execute(
                "INSERT OR REPLACE INTO device_word (device, boot, said_ms, heard_at, store, tails)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                device.value(),
                state.bootId(),
                state.saidAtUptimeMs(),
                now.toEpochMilli(),
                state.stores().getFirst().value(),
                tails.text());
    }

    private static Optional<Word> word(Handle handle, DeviceId device) {
        return handle.createQuery("SELECT boot, said_ms, store, tails FROM device_word WHERE device = :device")
                .bind("device", device.value())
                .map((row, context) -> new Word(
                        row.getString("boot"),
                        row.getLong("said_ms"),
                        row.getString("store"),
                        Tails.parse(row.getString("tails"))))
                .findOne();
    }

    private static Map<String, Instant> heardAt(Handle handle) {
        Map<String, Instant> heardAt = new HashMap<>();
        handle.createQuery("SELECT device, heard_at FROM device_word")
                .map((row, context) ->
                        Map.entry(row.getString("device"), Instant.ofEpochMilli(row.getLong("heard_at"))))
                .forEach(entry -> heardAt.put(entry.getKey(), entry.getValue()));
        return heardAt;
    }
}
