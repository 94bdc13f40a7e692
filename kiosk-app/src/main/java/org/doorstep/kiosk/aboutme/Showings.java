package org.doorstep.kiosk.aboutme;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.kiosk.checkin.Shown;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.time.DeviceClock;

/// Who has just shown their pass here, for as long as they stand before the glass: in memory, and never on the disk.
/// Safe for all threads.
///
/// It is known by the event that the page's face names. Only the page beside the kiosk can name it, and after the last
/// touch it is forgotten in minutes, with everything the hub told about them.
public final class Showings {
    /// Somebody reads slowly, or asks who stands beside them. The page itself goes home sooner.
    static final long LIFE_MS = 180_000;

    /// A queue at the door shows pass after pass; those who are still reading were not long ago.
    static final int MOST = 32;

    private final DeviceClock clock;
    private final Map<EventId, Present> present = new LinkedHashMap<>();

    /// `words` is what they said here that the hub may not have heard yet; `held` the page that the hub told last, and
    /// `from` where its visits begin.
    public record Present(Shown shown, ResidentWords words, PrivateReply.AboutMe held, int from, long untilUptimeMs) {
        static final PrivateReply.AboutMe NOTHING = new PrivateReply.AboutMe(
                java.util.List.of(), ResidentWords.NOTHING, "", 0, java.util.List.of(), java.util.List.of());

        /// Nothing has been told yet.
        public boolean isTold() {
            return held != NOTHING;
        }

        private PrivateReply.AboutMe claiming(SessionId session) {
            return new PrivateReply.AboutMe(
                    held.passes(),
                    held.said(),
                    held.firstDay(),
                    held.visits(),
                    held.latest(),
                    held.looks(),
                    held.missed().stream()
                            .map(one -> one.session().equals(session)
                                    ? new PrivateReply.Missed(
                                            session, one.title(), one.starts(), one.ends(), true, false)
                                    : one)
                            .toList());
        }

        /// What the hub told, with what was said here since.
        public ResidentWords said() {
            return words.over(held.said());
        }
    }

    public Showings(DeviceClock clock) {
        this.clock = clock;
    }

    public synchronized void add(Shown shown) {
        drop();
        Present now = new Present(shown, ResidentWords.NOTHING, Present.NOTHING, 0, until());
        present.remove(shown.face());
        present.put(shown.face(), now);
        if (present.size() > MOST) {
            present.remove(present.keySet().iterator().next());
        }
    }

    /// Whoever that face is about, if they showed their pass just now. A touch of theirs keeps them.
    public synchronized Optional<Present> find(EventId face) {
        drop();
        return Optional.ofNullable(present.computeIfPresent(
                face, (key, was) -> new Present(was.shown, was.words, was.held, was.from, until())));
    }

    synchronized void told(EventId face, PrivateReply.AboutMe held, int from) {
        present.computeIfPresent(face, (key, was) -> new Present(was.shown, was.words, held, from, until()));
    }

    synchronized void said(EventId face, ResidentWords words) {
        present.computeIfPresent(
                face, (key, was) -> new Present(was.shown, words.over(was.words), was.held, was.from, until()));
    }

    /// They said that they were there: until the hub tells again, it is shown so.
    synchronized void claimed(EventId face, SessionId session) {
        present.computeIfPresent(
                face,
                (key, was) -> was.isTold()
                        ? new Present(was.shown, was.words, was.claiming(session), was.from, until())
                        : was);
    }

    /// That face, and every other of whoever showed the same pass.
    synchronized void forget(EventId face) {
        Optional.ofNullable(present.remove(face)).ifPresent(gone -> present.values()
                .removeIf(one -> one.shown.credential().equals(gone.shown.credential())));
    }

    private long until() {
        return clock.moment().uptimeMs() + LIFE_MS;
    }

    private void drop() {
        long now = clock.moment().uptimeMs();
        present.values().removeIf(one -> one.untilUptimeMs < now);
    }
}
