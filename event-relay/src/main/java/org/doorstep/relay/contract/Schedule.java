package org.doorstep.relay.contract;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/// What is on at a hub in the days to come: retained, public facts only.
///
/// `leaveAfterSeconds`: a second tap sooner than this after the first is the same arrival; later, it is a leaving.
/// `earlySeconds`: how long before its start a session already takes check-ins.
/// `reasons`: the words that may be touched beside a face; null from a hub that does not set them, see [#offered].
public record Schedule(
        HubId hub,
        String hubName,
        ZoneId zone,
        Instant madeAt,
        int leaveAfterSeconds,
        int earlySeconds,
        List<Occurrence> sessions,
        List<Reason> reasons) {

    /// One session. `picture` names an icon of the kiosk's own set.
    public record Occurrence(SessionId session, String title, String room, String picture, Instant start, Instant end) {

        public boolean takesCheckInsAt(Instant now, int earlySeconds) {
            return !now.isBefore(start.minusSeconds(earlySeconds)) && now.isBefore(end);
        }
    }

    /// A word beside a face. Empty `words` are those that the programs have for it, in every language.
    public record Reason(ReasonId id, String words) {
        private static final int MOST_WORDS = 64;

        /// What is offered while a hub has set nothing else: two that people like to say, one between, two that are
        /// hard to say aloud.
        public static final List<Reason> USUAL = Stream.of(
                        "felt-welcome", "learnt-something", "met-someone", "too-crowded", "not-for-me")
                .map(name -> new Reason(new ReasonId(name), ""))
                .toList();

        public Reason {
            Required.all(id, words);
            if (words.length() > MOST_WORDS) {
                throw new IllegalArgumentException("The words of a reason are " + MOST_WORDS + " letters at most.");
            }
        }
    }

    public Schedule {
        Required.all(hub, hubName, zone, madeAt);
        sessions = List.copyOf(sessions);
        reasons = reasons == null ? null : List.copyOf(reasons);
    }

    /// Of a hub that sets no words.
    public Schedule(
            HubId hub,
            String hubName,
            ZoneId zone,
            Instant madeAt,
            int leaveAfterSeconds,
            int earlySeconds,
            List<Occurrence> sessions) {
        this(hub, hubName, zone, madeAt, leaveAfterSeconds, earlySeconds, sessions, null);
    }

    /// The words that stand beside a face at this hub.
    public List<Reason> offered() {
        return reasons == null ? Reason.USUAL : reasons;
    }
}
