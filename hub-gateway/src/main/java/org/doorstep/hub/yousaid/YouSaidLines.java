package org.doorstep.hub.yousaid;

import java.util.List;
import org.doorstep.relay.contract.Schedule;
import org.jdbi.v3.core.Handle;

/// What people asked for and what came of it, up to five, in their places. Every method runs in the
/// caller's transaction.
public final class YouSaidLines {
    private YouSaidLines() {}

    public static List<Schedule.YouSaid> shown(Handle handle) {
        return handle.createQuery("SELECT said, did FROM you_said ORDER BY place")
                .map((row, context) -> new Schedule.YouSaid(row.getString("said"), row.getString("did")))
                .list();
    }

    /// Shows these from now on, and nothing that was shown before.
    static void show(Handle handle, List<Schedule.YouSaid> lines) {
        handle.execute("DELETE FROM you_said");
        int place = 0;
        for (Schedule.YouSaid line : lines) {
            handle.createUpdate("INSERT INTO you_said (place, said, did) VALUES (:place, :said, :did)")
                    .bind("place", ++place)
                    .bind("said", line.said())
                    .bind("did", line.did())
                    .execute();
        }
    }
}
