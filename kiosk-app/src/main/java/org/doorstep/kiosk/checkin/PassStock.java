package org.doorstep.kiosk.checkin;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signed passes that nobody holds yet, left here by the hub so that one can be given while it is away. Safe for
/// all threads.
///
/// No kiosk can make a pass. Stolen with the kiosk, blanks are passes that nobody came with, and no more.
public final class PassStock {
    /// A week of newcomers at a busy hub with its gateway away.
    public static final int FULL = 60;

    /// Below this the hub is asked for more.
    static final int LOW = FULL / 2;

    private static final Logger LOG = LoggerFactory.getLogger(PassStock.class);

    private final Database database;
    private final PassKeys keys;
    private volatile int level;
    private volatile boolean given;
    private volatile List<String> notKept = List.of();

    /// A blank taken from the stock inside a transaction.
    record Blank(String code, PassCode.Valid pass) {}

    public PassStock(Database database, PassKeys keys) {
        this.database = database;
        this.keys = keys;
        this.level = database.read(PassStock::count);
    }

    public int level() {
        return level;
    }

    /// What to ask the hub for, when it is time to ask. Nothing while a full disk keeps out what the hub has sent
    /// already: it writes down every blank that it sends, and refuses a device that takes them and issues none.
    public Optional<PrivateRequest.Blanks> wanted() {
        if (!keep()) {
            return Optional.empty();
        }
        int have = level;
        return have < LOW ? Optional.of(new PrivateRequest.Blanks(have, FULL)) : Optional.empty();
    }

    /// Puts in what the hub sent. Only codes that its own key signed and that are good today are taken, and never
    /// more than fill the stock. What cannot be kept now is kept by the next [#wanted] that finds room for it.
    public void add(List<String> codes, LocalDate today) {
        List<String> good = codes.stream()
                .filter(code -> PassCode.read(code, keys, today) instanceof PassCode.Valid)
                .toList();
        notKept = good.subList(0, Math.min(FULL, good.size()));
        if (!keep()) {
            LOG.warn("New passes came and cannot be kept just now.");
        }
    }

    /// True if nothing is left to keep.
    private boolean keep() {
        List<String> codes = notKept;
        if (codes.isEmpty()) {
            return true;
        }
        try {
            level = database.write(handle -> {
                int room = FULL - count(handle);
                for (String code : codes.subList(0, Math.clamp(room, 0, codes.size()))) {
                    handle.execute("INSERT INTO blank (code) VALUES (?) ON CONFLICT (code) DO NOTHING", code);
                }
                return count(handle);
            });
            notKept = List.of();
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    /// Takes the oldest blank that is still good, in the caller's transaction; throws away those that are not.
    Optional<Blank> take(Handle transaction, LocalDate today) {
        while (true) {
            Optional<String> code =
                    transaction.createQuery("""
                            DELETE FROM blank
                            WHERE place = (SELECT min(place) FROM blank)
                            RETURNING code
                            """).mapTo(String.class).findOne();
            if (code.isEmpty()) {
                return Optional.empty();
            }
            if (PassCode.read(code.get(), keys, today) instanceof PassCode.Valid pass) {
                return Optional.of(new Blank(code.get(), pass));
            }
        }
    }

    /// Called after a commit that took from the stock, with what was left in it. It does not look for itself: a look
    /// that failed here would turn a pass that was given into "I can't save this".
    void nowHolds(int left) {
        level = left;
        given = true;
    }

    /// A code that was given is deleted with that, and a copy of its pass could be made of what the file and its log
    /// still have of it: that is overwritten here. To be called now and then.
    public void overwriteGiven() {
        if (given) {
            given = false;
            if (!database.cutLog()) {
                given = true;
            }
        }
    }

    static int count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM blank").mapTo(int.class).one();
    }
}
