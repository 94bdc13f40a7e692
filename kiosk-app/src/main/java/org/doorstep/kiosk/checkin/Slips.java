package org.doorstep.kiosk.checkin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.Ed25519Keys;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.identity.PassSlip;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// The passes of other hubs that may be used here, because their residents showed this kiosk a slip
/// for each. Safe for all threads.
///
/// A pass is known here by a hash of its number, which is chance: the disk of a stolen kiosk names no
/// pass by this. A slip ends by its own day, or when its resident takes it back.
public final class Slips {
    /// A neighbourhood's comings and goings in a year. Beyond it the one that ends first gives way.
    private static final int MOST = 500;

    private final Database database;
    private final HubId here;
    private final Function<String, PassSlip.Result> reading;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(String key, PublicKey publicKey, LocalDate lastDay) {}

    /// `reading` holds a slip against our authority; see [PassSlip#read].
    public Slips(Database database, HubId here, Function<String, PassSlip.Result> reading) {
        this.database = database;
        this.here = here;
        this.reading = reading;
        look();
    }

    /// A kiosk without certificates knows no authority, and so no other hub.
    public static Slips none(Database database, HubId here) {
        return new Slips(database, here, text -> new PassSlip.NotOurs());
    }

    /// What a text that looks like a slip is worth.
    Presented read(String text, LocalDate today) {
        return switch (reading.apply(text)) {
            case PassSlip.Good good when good.from().equals(here) -> new Presented.Refused(Presented.Refusal.OWN_SLIP);
            case PassSlip.Good good
            when today.isAfter(good.lastDay()) -> new Presented.Refused(Presented.Refusal.EXPIRED_SLIP);
            case PassSlip.Good good -> new Presented.Slip(good);
            case PassSlip.NotOurs() -> new Presented.Refused(Presented.Refusal.OTHER_SLIP);
            case PassSlip.Damaged() -> new Presented.Refused(Presented.Refusal.DAMAGED);
        };
    }

    /// From now on that pass is taken here. When it returns, that is on the disk.
    void keep(PassSlip.Good slip, LocalDate today) {
        database.write(handle -> {
            handle.execute("DELETE FROM slip WHERE last_day < ?", today.toString());
            handle.createUpdate("""
                            INSERT INTO slip (pass, key, public_key, last_day)
                            VALUES (:pass, :key, :public, :last)
                            ON CONFLICT (pass) DO UPDATE
                            SET key = excluded.key, public_key = excluded.public_key, last_day = excluded.last_day
                            """)
                    .bind("pass", hash(slip.pass()))
                    .bind("key", slip.key())
                    .bind("public", HexFormat.of().formatHex(Ed25519Keys.raw(slip.publicKey())))
                    .bind("last", slip.lastDay().toString())
                    .execute();
            return handle.execute("""
                    DELETE FROM slip
                    WHERE pass IN (SELECT pass FROM slip ORDER BY last_day DESC, pass LIMIT -1 OFFSET ?)
                    """, MOST);
        });
        look();
    }

    /// That pass is taken here no more, as before the slip was shown.
    void end(PassSlip.Good slip) {
        database.write(handle -> handle.execute("DELETE FROM slip WHERE pass = ?", hash(slip.pass())));
        look();
    }

    /// As [#end], of whoever leaves, in the caller's transaction; [#look] after it.
    static void letGo(Handle transaction, PassId pass) {
        transaction.execute("DELETE FROM slip WHERE pass = ?", hash(pass));
    }

    boolean holds(PassId pass) {
        return kept.containsKey(hash(pass));
    }

    /// The pass of another hub, if its slip was shown here: with what came of checking it by that hub's
    /// own key. Reads no disk: it stands between a card and its welcome.
    Optional<PassCode.Result> pass(String text, String key, LocalDate today) {
        return kept.values().stream()
                .filter(slip -> slip.key.equals(key))
                .map(Kept::publicKey)
                .distinct()
                .map(publicKey -> PassCode.read(text, PassKeys.of(key, publicKey), today))
                .filter(result -> number(result)
                        .flatMap(pass -> Optional.ofNullable(kept.get(hash(pass))))
                        .filter(slip -> !today.isAfter(slip.lastDay))
                        .isPresent())
                .findFirst();
    }

    /// Reads from the disk what is taken here.
    void look() {
        Map<String, Kept> now = database.read(handle -> handle.createQuery("SELECT * FROM slip")
                .map((row, context) -> Map.entry(
                        row.getString("pass"),
                        new Kept(
                                row.getString("key"),
                                Ed25519Keys.publicKey(HexFormat.of().parseHex(row.getString("public_key"))),
                                LocalDate.parse(row.getString("last_day")))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        kept.putAll(now);
        kept.keySet().retainAll(now.keySet());
    }

    private static Optional<PassId> number(PassCode.Result result) {
        return switch (result) {
            case PassCode.Valid valid -> Optional.of(valid.pass());
            case PassCode.Expired expired -> Optional.of(expired.pass());
            case PassCode.OtherHub _, PassCode.Forged _, PassCode.Damaged _, PassCode.NotAPass _ -> Optional.empty();
        };
    }

    private static String hash(PassId pass) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("doorstep-slip-v1" + pass.value()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
    }
}
