package org.doorstep.kiosk.checkin;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.time.DeviceClock;
import org.jdbi.v3.core.Handle;

/// What this kiosk remembers of who came today, and its being forgotten: of whoever leaves, and of every other day.
/// Safe for all threads.
///
/// Whoever is forgotten so and shows the same card again is welcomed as somebody new, which to the hub they are; what
/// they showed up to their leaving is counted there once, whatever was shown here.
public final class DayMemory {
    private final Database database;
    private final ScheduleBoard schedule;
    private final CardTokens cards;
    private final Slips slips;
    private final DeviceClock clock;

    /// True at first: the program may have ended between a deletion and its overwriting.
    private volatile boolean deleted = true;

    public DayMemory(Database database, ScheduleBoard schedule, CardTokens cards, Slips slips, DeviceClock clock) {
        this.database = database;
        this.schedule = schedule;
        this.cards = cards;
        this.slips = slips;
        this.clock = clock;
    }

    /// Whom this kiosk remembers, as the hub calls them. Not those whose card came before the hub's key: of these it
    /// knows a hash that nobody else can make.
    public List<PassName> names() {
        Optional<Integer> version = cards.keyVersion();
        return database
                .read(handle -> handle.createQuery("SELECT DISTINCT visitor FROM visit")
                        .mapTo(String.class)
                        .list())
                .stream()
                .flatMap(visitor -> Visitor.pass(visitor, version).stream())
                .toList();
    }

    /// Forgets whoever leaves at the face `face`, in the transaction that keeps their word. [#leftHere] after it.
    public void forget(Handle transaction, EventId face, Credential credential) {
        transaction.execute(
                "DELETE FROM visit WHERE visitor IN (SELECT visitor FROM visit WHERE arrival = ?)", face.toString());
        PassName.of(credential)
                .ifPresent(pass -> transaction.execute("DELETE FROM visit WHERE visitor = ?", Visitor.name(pass)));
        if (credential instanceof Credential.Pass pass) {
            Slips.letGo(transaction, pass.pass());
        }
    }

    /// Whether that pass is of another hub, and taken here by a slip that its resident showed.
    public boolean isBySlip(Credential credential) {
        return credential instanceof Credential.Pass pass && slips.holds(pass.pass());
    }

    /// That pass of another hub is taken here no more; what was kept for it is overwritten soon.
    public void endSlip(Credential credential) {
        if (credential instanceof Credential.Pass pass) {
            database.write(handle -> {
                Slips.letGo(handle, pass.pass());
                return true;
            });
            leftHere();
        }
    }

    /// After the commit that somebody left with.
    public void leftHere() {
        deleted = true;
        slips.look();
    }

    /// The hub says who has left: what they showed up to then is forgotten. Whoever began again since is somebody else.
    public void letGo(List<PrivateReply.Gone> gone) {
        if (gone.isEmpty()) {
            return;
        }
        database.write(handle -> {
            int rows = 0;
            for (PrivateReply.Gone one : gone) {
                rows += handle.execute(
                        "DELETE FROM visit WHERE visitor = ? AND wall_ms <= ?",
                        Visitor.name(one.pass()),
                        one.until().toEpochMilli());
            }
            return rows;
        });
        deleted = true;
    }

    /// Forgets every day but today, and has what was deleted overwritten on the disk. To be called
    /// now and then: a quiet kiosk would else keep yesterday until the next tap. Not by a clock that
    /// may be wrong: at a start without the time it would forget who is here.
    public void tidy() {
        if (isSure(clock.moment().clock())) {
            String today = schedule.today().toString();
            if (database.read(handle -> othersThan(handle, today))) {
                database.write(handle -> forgetOthersThan(handle, today));
                deleted = true;
            }
        }
        if (deleted) {
            overwrite();
        }
    }

    /// Has whatever was deleted in this file overwritten: what the sender forgot, too. If somebody who reads stands in
    /// the way, the next [#tidy] tries again.
    public void overwrite() {
        deleted = false;
        if (!database.cutLog()) {
            deleted = true;
        }
    }

    static int forgetOtherDays(Handle transaction, LocalDate today) {
        return forgetOthersThan(transaction, today.toString());
    }

    private static boolean isSure(Moment.Clock from) {
        return from == Moment.Clock.SYNCED || from == Moment.Clock.HUB;
    }

    private static boolean othersThan(Handle handle, String today) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM visit WHERE day <> :today)
                            OR EXISTS (SELECT 1 FROM arrival WHERE day <> :today)
                        """).bind("today", today).mapTo(Boolean.class).one();
    }

    private static int forgetOthersThan(Handle transaction, String today) {
        return transaction.execute("DELETE FROM visit WHERE day <> ?", today)
                + transaction.execute("DELETE FROM arrival WHERE day <> ?", today);
    }
}
