package org.doorstep.hub.activities;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// What is on in the days around today, as kiosks and posters are told it: public facts only. Safe for all threads.
public final class ScheduleBoard {
    /// A kiosk that is away from its hub for a fortnight still knows what is on.
    static final int DAYS_AHEAD = 14;

    private final Database database;
    private final HubId hub;
    private final String hubName;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Function<Handle, List<Schedule.Reason>> reasons;
    private final Function<Handle, List<Schedule.YouSaid>> youSaid;

    /// `reasons` are the words beside a face, `youSaid` what people asked for and what came of it;
    /// both are read with everything else.
    public ScheduleBoard(
            Database database,
            HubId hub,
            String hubName,
            ZoneId zone,
            InstantSource clock,
            Function<Handle, List<Schedule.Reason>> reasons,
            Function<Handle, List<Schedule.YouSaid>> youSaid) {
        this.database = database;
        this.hub = hub;
        this.hubName = hubName;
        this.zone = zone;
        this.clock = clock;
        this.reasons = reasons;
        this.youSaid = youSaid;
    }

    /// Yesterday is in it for what runs past midnight. The drop-in is not: every kiosk knows it by itself.
    public Schedule now() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<Schedule.Occurrence> sessions = database.read(handle -> handle.createQuery("""
                        SELECT s.name, a.title, a.room, a.picture, s.starts, s.ends
                        FROM session s
                        JOIN activity a ON a.id = s.activity
                        WHERE s.day BETWEEN :from AND :to AND s.cancelled = 0 AND a.id <> 'drop-in'
                        ORDER BY s.starts, s.name
                        """)
                .bind("from", today.minusDays(1).toString())
                .bind("to", today.plusDays(DAYS_AHEAD).toString())
                .map((row, context) -> new Schedule.Occurrence(
                        SessionId.parse(row.getString("name")),
                        row.getString("title"),
                        row.getString("room"),
                        row.getString("picture"),
                        Instant.ofEpochMilli(row.getLong("starts")),
                        Instant.ofEpochMilli(row.getLong("ends"))))
                .list());
        return new Schedule(
                hub,
                hubName,
                zone,
                now,
                CheckInRules.LEAVE_AFTER_SECONDS,
                CheckInRules.EARLY_SECONDS,
                sessions,
                database.read(reasons::apply),
                database.read(youSaid::apply));
    }
}
