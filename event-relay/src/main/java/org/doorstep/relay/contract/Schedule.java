package org.doorstep.relay.contract;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// What is on at a hub in the days to come: retained, public facts only.
///
/// `leaveAfterSeconds`: a second tap sooner than this after the first is the same arrival; later, it is a leaving.
/// `earlySeconds`: how long before its start a session already takes check-ins.
public record Schedule(
        HubId hub,
        String hubName,
        ZoneId zone,
        Instant madeAt,
        int leaveAfterSeconds,
        int earlySeconds,
        List<Occurrence> sessions) {

    /// One session. `picture` names an icon of the kiosk's own set.
    public record Occurrence(SessionId session, String title, String room, String picture, Instant start, Instant end) {

        public boolean takesCheckInsAt(Instant now, int earlySeconds) {
            return !now.isBefore(start.minusSeconds(earlySeconds)) && now.isBefore(end);
        }
    }

    public Schedule {
        Required.all(hub, hubName, zone, madeAt);
        sessions = List.copyOf(sessions);
    }
}
