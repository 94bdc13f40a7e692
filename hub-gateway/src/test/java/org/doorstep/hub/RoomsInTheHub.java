package org.doorstep.hub;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// A craft room and a strimmer in a [TestHub], and who has them, for tests of pages alone.
final class RoomsInTheHub {
    static final String ANN = "ann-of-the-craft-room";
    static final String ANNS_SYMBOL = "0AKAN";
    static final String STRIMMER = "7K3M9Q";

    private final TestHub hub;

    RoomsInTheHub(TestHub hub) {
        this.hub = hub;
        hub.database.write(handle -> {
            handle.execute("INSERT INTO pass (kind, name, symbol) VALUES ('code', ?, ?)", ANN, ANNS_SYMBOL);
            handle.execute("INSERT INTO keeper (kind, name, key, made_at) VALUES ('code', ?, zeroblob(32), 0)", ANN);
            handle.execute("INSERT INTO party (id, name, kind) VALUES (901, 'Evening choir', 'community')");
            handle.execute("INSERT INTO unit (id, name) VALUES (901, 'The craft room')");
            handle.execute("INSERT INTO unit (id, name, label) VALUES (902, 'Strimmer', ?)", STRIMMER);
            bookable(handle, "craft-room", "Craft room", "place", 901);
            bookable(handle, "strimmer", "Strimmer", "tool", 902);
            for (DayOfWeek day : DayOfWeek.values()) {
                handle.execute(
                        "INSERT INTO open_hours (bookable, weekday, opens, closes) VALUES ('', ?, 480, 1320)"
                                + " ON CONFLICT DO NOTHING",
                        day.getValue());
            }
            return true;
        });
    }

    private static void bookable(Handle handle, String id, String title, String kind, long unit) {
        handle.execute(
                "INSERT INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes, longest_minutes,"
                        + " ahead_days, who) VALUES (?, ?, ?, 'all', 30, 30, 480, 60, 'anybody')",
                id,
                kind,
                title);
        handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES (?, ?)", id, unit);
    }

    /// A booking with its claim; its row. Of Ann's, or of the choir where `pass` is ''.
    long booking(String what, String state, String pass, Instant starts, Instant ends) {
        return hub.database.write(handle -> {
            long id = handle.createQuery("""
                            INSERT INTO booking (request, code, bookable, count, pass, party, starts, ends, state, origin,
                                                 made_at)
                            VALUES (:request, '', :what, 1, :pass, CASE :pass WHEN '' THEN 901 END, :starts, :ends, :state,
                                    'kiosk', :at)
                            RETURNING id
                            """)
                    .bind("request", UUID.randomUUID().toString())
                    .bind("what", what)
                    .bind("pass", pass)
                    .bind("starts", starts.getEpochSecond() / 60)
                    .bind("ends", ends.getEpochSecond() / 60)
                    .bind("state", state)
                    .bind("at", hub.now().toEpochMilli())
                    .mapTo(Long.class)
                    .one();
            handle.execute(
                    "INSERT INTO claim (unit, starts, ends, booking) SELECT unit, ?, ?, ? FROM bookable_unit WHERE bookable = ?",
                    starts.getEpochSecond() / 60,
                    ends.getEpochSecond() / 60,
                    id,
                    what);
            return id;
        });
    }

    String state(long booking) {
        return hub.database.read(handle -> handle.createQuery("SELECT state FROM booking WHERE id = :id")
                .bind("id", booking)
                .mapTo(String.class)
                .one());
    }
}
