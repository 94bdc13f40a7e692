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
/// `youSaid`: what people asked for and what came of it; null from a hub that says nothing of it,
/// see [#answered].
public record Schedule(
        HubId hub,
        String hubName,
        ZoneId zone,
        Instant madeAt,
        int leaveAfterSeconds,
        int earlySeconds,
        List<Occurrence> sessions,
        List<Reason> reasons,
        List<YouSaid> youSaid) {

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

    /// What people asked for, and what was done: two short lines, as the hub's manager writes them.
    public record YouSaid(String said, String did) {
        /// As many as are read by somebody who waits a minute.
        public static final int MOST = 5;

        /// What is read at a glance from where a person stands.
        public static final int MOST_LETTERS = 90;

        public YouSaid {
            Required.all(said, did);
            if (said.length() > MOST_LETTERS || did.length() > MOST_LETTERS) {
                throw new IllegalArgumentException("What was said and done has " + MOST_LETTERS + " letters at most.");
            }
        }
    }

    public Schedule {
        Required.all(hub, hubName, zone, madeAt);
        sessions = List.copyOf(sessions);
        reasons = reasons == null ? null : List.copyOf(reasons);
        youSaid = youSaid == null ? null : List.copyOf(youSaid);
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
        this(hub, hubName, zone, madeAt, leaveAfterSeconds, earlySeconds, sessions, null, null);
    }

    /// The words that stand beside a face at this hub.
    public List<Reason> offered() {
        return reasons == null ? Reason.USUAL : reasons;
    }

    /// What people asked for and what came of it; empty where nothing is said of it.
    public List<YouSaid> answered() {
        return youSaid == null ? List.of() : youSaid;
    }
}
