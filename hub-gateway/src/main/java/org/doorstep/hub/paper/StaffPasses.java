package org.doorstep.hub.paper;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.PinHash;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.store.Database;

/// Passes that open the way out of a kiosk's page, each with a PIN. They are nobody's: a kiosk that
/// knows them counts no visit. Of the PIN a slow hash is kept, and told to kiosks alone. Safe for all
/// threads.
public final class StaffPasses {
    /// So that nobody's birthday and nobody's door is the way in.
    private static final List<String> GUESSED_FIRST =
            List.of("123456", "1234567", "12345678", "123456789", "1234567890", "654321", "012345", "121212");

    private final Database database;
    private final PassSigner signer;
    private final RandomGenerator random;
    private final InstantSource clock;

    sealed interface Answer {}

    /// Shown once, to be printed: it is not kept.
    record Made(PassSigner.Signed pass) implements Answer {}

    /// Too short, too long, not digits, or what anybody would try first.
    record NotThatPin() implements Answer {}

    record Enough() implements Answer {}

    record Held(String symbol, Instant at) {}

    public StaffPasses(Database database, PassSigner signer, RandomGenerator random, InstantSource clock) {
        this.database = database;
        this.signer = signer;
        this.random = random;
        this.clock = clock;
    }

    /// What every kiosk is told that asks.
    public PrivateReply.StaffPasses told() {
        return new PrivateReply.StaffPasses(database.read(
                handle -> handle.createQuery("SELECT name, rounds, salt, hash FROM staff_pass ORDER BY at, name")
                        .map((row, context) -> new PrivateReply.StaffPass(
                                new PassName(row.getString("name")),
                                new PinHash(row.getInt("rounds"), row.getString("salt"), row.getString("hash"))))
                        .list()));
    }

    Answer make(String pin) {
        if (!pin.matches(PinHash.FORM)
                || GUESSED_FIRST.contains(pin)
                || pin.chars().distinct().count() == 1) {
            return new NotThatPin();
        }
        PinHash hash = PinHash.of(pin, random);
        PassSigner.Signed pass = signer.make(1).getFirst();
        boolean written = database.write(handle -> handle.createUpdate("""
                        INSERT INTO staff_pass (name, symbol, rounds, salt, hash, at)
                        SELECT :name, :symbol, :rounds, :salt, :hash, :at
                        WHERE (SELECT count(*) FROM staff_pass) < :most
                        """)
                        .bind("name", pass.pass().value())
                        .bind("symbol", pass.symbol())
                        .bind("rounds", hash.rounds())
                        .bind("salt", hash.salt())
                        .bind("hash", hash.hash())
                        .bind("at", clock.instant().toEpochMilli())
                        .bind("most", PrivateReply.StaffPasses.MOST)
                        .execute()
                == 1);
        return written ? new Made(pass) : new Enough();
    }

    /// From the next time that kiosks ask, within half a minute, it opens nothing any more. False if
    /// there is none of that symbol.
    boolean end(String symbol) {
        return database.write(handle -> handle.execute("DELETE FROM staff_pass WHERE symbol = ?", symbol) > 0);
    }

    List<Held> held() {
        return database.read(handle -> handle.createQuery("SELECT symbol, at FROM staff_pass ORDER BY at DESC, name")
                .map((row, context) -> new Held(row.getString("symbol"), Instant.ofEpochMilli(row.getLong("at"))))
                .list());
    }
}
