package org.doorstep.hub.booking.units;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Every change of what can be booked and by which rules. Methods run in the caller's transaction.
/// None of them touches a booking: what no longer fits its room is shown to a person, who decides.
public final class CatalogueBook {
    private CatalogueBook() {}

    /// With the units that it needs. Its id must be free.
    public static void add(Handle handle, Bookable bookable, Made made) {
        written(handle, """
                INSERT INTO bookable (id, kind, title, place, picture, capacity, takes, before_minutes, after_minutes,
                    step_minutes, shortest_minutes, longest_minutes, ahead_days, who, approval, from_home, walk_up,
                    walk_up_share, induction, retired)
                VALUES (:id, :kind, :title, :place, :picture, :capacity, :takes, :before, :after, :step, :shortest,
                    :longest, :aheadDays, :who, :approval, :fromHome, :walkUp, :walkUpShare, :induction, :retired)
                """, bookable);
        switch (made) {
            case Made.One one -> join(handle, bookable.id(), unit(handle, bookable.title()));
            case Made.Pool pool -> addUnits(handle, bookable, pool.count());
            case Made.Of of -> of.units().forEach(unit -> join(handle, bookable.id(), unit));
            case Made.Kit kit -> kit.parts().forEach((part, count) -> part(handle, bookable.id(), part, count));
        }
    }

    /// Everything about it but its units, and whether it is a pool.
    public static void change(Handle handle, Bookable bookable) {
        written(handle, """
                UPDATE bookable
                SET kind = :kind, title = :title, place = :place, picture = :picture, capacity = :capacity,
                    takes = :takes, before_minutes = :before, after_minutes = :after, step_minutes = :step,
                    shortest_minutes = :shortest, longest_minutes = :longest, ahead_days = :aheadDays, who = :who,
                    approval = :approval, from_home = :fromHome, walk_up = :walkUp, walk_up_share = :walkUpShare,
                    induction = :induction, retired = :retired
                WHERE id = :id
                """, bookable);
    }

    /// Offered no more, or again. Its bookings stand.
    public static void retire(Handle handle, BookableId bookable, boolean retired) {
        handle.createUpdate("UPDATE bookable SET retired = :retired WHERE id = :id")
                .bind("retired", retired)
                .bind("id", bookable.value())
                .execute();
    }

    /// So many more of a pool.
    public static void addUnits(Handle handle, Bookable pool, int more) {
        for (int i = 0; i < more; i++) {
            join(handle, pool.id(), unit(handle, pool.title() + " " + next(handle, pool)));
        }
    }

    /// Takes one unit out of a pool; whether it could be: somebody who has it claimed keeps it, and
    /// the last stays.
    public static boolean takeOut(Handle handle, BookableId pool, UnitId unit, long nowMinute) {
        boolean claimed = handle.createQuery("SELECT EXISTS (SELECT 1 FROM claim WHERE unit = :unit AND ends > :now)")
                .bind("unit", unit.value())
                .bind("now", nowMinute)
                .mapTo(Boolean.class)
                .one();
        return !claimed
                && handle.createUpdate("""
                        DELETE FROM bookable_unit
                        WHERE bookable = :pool
                          AND unit = :unit
                          AND (SELECT count(*) FROM bookable_unit WHERE bookable = :pool) > 1
                        """)
                                .bind("pool", pool.value())
                                .bind("unit", unit.value())
                                .execute()
                        == 1;
    }

    /// Says when it can be booked; of the hub, if `bookable` is empty text. No lines: as the hub,
    /// or always.
    public static void setHours(Handle handle, String bookable, List<OpenHours> lines) {
        handle.createUpdate("DELETE FROM open_hours WHERE bookable = :bookable")
                .bind("bookable", bookable)
                .execute();
        for (OpenHours line : lines) {
            handle.createUpdate("""
                            INSERT INTO open_hours (bookable, weekday, opens, closes)
                            VALUES (:bookable, :weekday, :opens, :closes)""")
                    .bind("bookable", bookable)
                    .bind("weekday", line.weekday().getValue())
                    .bind("opens", line.opens())
                    .bind("closes", line.closes())
                    .execute();
        }
    }

    /// Everything is closed if `bookable` is empty text.
    public static void close(Handle handle, String bookable, Times times, String reason) {
        handle.createUpdate("""
                        INSERT INTO closure (bookable, starts, ends, reason)
                        VALUES (:bookable, :starts, :ends, :reason)""")
                .bind("bookable", bookable)
                .bind("starts", times.startsMinute())
                .bind("ends", times.endsMinute())
                .bind("reason", reason)
                .execute();
    }

    public static void openAgain(Handle handle, long closure) {
        handle.createUpdate("DELETE FROM closure WHERE id = :id")
                .bind("id", closure)
                .execute();
    }

    public static void keepApart(Handle handle, Apart apart) {
        handle.createUpdate("""
                        INSERT INTO apart (bookable, party_kind, other, other_kind, reason)
                        VALUES (:bookable, :kind, :other, :otherKind, :reason)""")
                .bind("bookable", apart.bookable().value())
                .bind("kind", apart.kind().stored())
                .bind("other", apart.other().value())
                .bind("otherKind", apart.otherKind().stored())
                .bind("reason", apart.reason())
                .execute();
    }

    public static void letBeTogether(Handle handle, long apart) {
        handle.createUpdate("DELETE FROM apart WHERE id = :id")
                .bind("id", apart)
                .execute();
    }

    public static void setRules(Handle handle, BookingRules rules) {
        handle.createUpdate("""
                        UPDATE booking_rules
                        SET most_open = :mostOpen, hours_a_week = :hoursAWeek, fair_share = :fairShare,
                            good_days = :goodDays, good_from = :goodFrom, good_until = :goodUntil""")
                .bind("mostOpen", rules.mostOpen())
                .bind("hoursAWeek", rules.hoursAWeek())
                .bind("fairShare", rules.fairShare())
                .bind("goodDays", bits(rules.goodDays()))
                .bind("goodFrom", rules.goodFrom())
                .bind("goodUntil", rules.goodUntil())
                .execute();
    }

    /// Its number. The name must be free.
    public static long addParty(Handle handle, String name, PartyKind kind) {
        return handle.createQuery("INSERT INTO party (name, kind) VALUES (:name, :kind) RETURNING id")
                .bind("name", name)
                .bind("kind", kind.stored())
                .mapTo(Long.class)
                .one();
    }

    public static void changeParty(Handle handle, Party party) {
        handle.createUpdate("UPDATE party SET name = :name, kind = :kind, retired = :retired WHERE id = :id")
                .bind("name", party.name())
                .bind("kind", party.kind().stored())
                .bind("retired", party.retired())
                .bind("id", party.id())
                .execute();
    }

    private static void written(Handle handle, String sql, Bookable bookable) {
        Bookable.Details details = bookable.details();
        Bookable.Limits limits = bookable.limits();
        handle.createUpdate(sql)
                .bind("id", bookable.id().value())
                .bind("kind", stored(bookable.kind()))
                .bind("title", details.title())
                .bind("place", details.place())
                .bind("picture", details.picture())
                .bind("capacity", details.capacity())
                .bind("takes", stored(bookable.takes()))
                .bind("before", limits.before())
                .bind("after", limits.after())
                .bind("step", limits.step())
                .bind("shortest", limits.shortest())
                .bind("longest", limits.longest())
                .bind("aheadDays", limits.aheadDays())
                .bind("who", stored(bookable.who()))
                .bind("approval", bookable.approval())
                .bind("fromHome", bookable.fromHome())
                .bind("walkUp", bookable.walkUp())
                .bind("walkUpShare", bookable.walkUpShare())
                .bind("induction", bookable.induction())
                .bind("retired", bookable.retired())
                .execute();
    }

    private static String stored(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void part(Handle handle, BookableId kit, BookableId part, int count) {
        handle.createUpdate("INSERT INTO kit_part (kit, part, count) VALUES (:kit, :part, :count)")
                .bind("kit", kit.value())
                .bind("part", part.value())
                .bind("count", count)
                .execute();
    }

    private static void join(Handle handle, BookableId bookable, UnitId unit) {
        handle.createUpdate("INSERT INTO bookable_unit (bookable, unit) VALUES (:bookable, :unit)")
                .bind("bookable", bookable.value())
                .bind("unit", unit.value())
                .execute();
    }

    /// Under that name, or the next that is free.
    private static UnitId unit(Handle handle, String wished) {
        String name = wished;
        for (int n = 2; taken(handle, name); n++) {
            name = wished + " (" + n + ")";
        }
        return new UnitId(handle.createQuery("INSERT INTO unit (name) VALUES (:name) RETURNING id")
                .bind("name", name)
                .mapTo(Long.class)
                .one());
    }

    private static boolean taken(Handle handle, String name) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM unit WHERE name = :name)")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    private static int next(Handle handle, Bookable pool) {
        return 1
                + handle.createQuery("SELECT count(*) FROM bookable_unit WHERE bookable = :pool")
                        .bind("pool", pool.id().value())
                        .mapTo(Integer.class)
                        .one();
    }

    private static int bits(Set<DayOfWeek> days) {
        return days.stream().mapToInt(day -> 1 << day.getValue() - 1).sum();
    }
}
