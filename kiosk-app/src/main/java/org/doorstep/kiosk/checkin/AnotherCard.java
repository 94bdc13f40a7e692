package org.doorstep.kiosk.checkin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubEvent;

/// "Use another card too": who has just shown a pass, touches that, shows the other, and says that
/// it is theirs. In memory only. Safe for all threads.
///
/// The last touch is needed since a neighbour's card may be shown meanwhile, and two people must
/// never become one by standing close.
final class AnotherCard {
    /// To find a second card in a bag.
    static final long WAIT_MS = 30_000;

    /// As long as somebody may stand before the face of their own tap.
    private static final long SHOWN_LATELY_MS = 180_000;

    /// More than stand at one kiosk in that time with something still to touch.
    private static final int MOST = 16;

    private final Map<EventId, Shown> lately = new LinkedHashMap<>();
    private Optional<Waiting> waiting = Optional.empty();
    private Optional<Both> both = Optional.empty();

    private record Shown(Visitor visitor, Credential credential, long uptimeMs) {}

    private record Waiting(EventId event, Shown first, long untilMs) {}

    /// Two that were shown one after the other, until somebody says whether both are theirs. `visitor` and `assurance`
    /// are of the second, which counts by itself if it is a neighbour's.
    record Both(
            EventId event,
            Credential first,
            Credential second,
            Visitor visitor,
            HubEvent.Assurance assurance,
            long untilMs) {}

    synchronized void shown(EventId event, Visitor visitor, Credential credential, long uptimeMs) {
        lately.remove(event);
        lately.put(event, new Shown(visitor, credential, uptimeMs));
        if (lately.size() > MOST) {
            lately.remove(lately.keySet().iterator().next());
        }
    }

    /// What was shown for that event a moment ago.
    synchronized Optional<Credential> credential(EventId event, long uptimeMs) {
        return Optional.ofNullable(lately.get(event))
                .filter(shown -> uptimeMs - shown.uptimeMs <= SHOWN_LATELY_MS)
                .map(Shown::credential);
    }

    /// False if nothing was shown for that event a moment ago.
    synchronized boolean waitFor(EventId event, long uptimeMs) {
        Shown first = lately.get(event);
        if (first == null || uptimeMs - first.uptimeMs > SHOWN_LATELY_MS) {
            return false;
        }
        both = Optional.empty();
        waiting = Optional.of(new Waiting(event, first, uptimeMs + WAIT_MS));
        return true;
    }

    /// What is shown while another card is waited for; empty while none is.
    synchronized Optional<Outcome> meets(
            Visitor visitor, Credential credential, HubEvent.Assurance assurance, long uptimeMs) {
        if (waiting.isEmpty() || uptimeMs > waiting.get().untilMs) {
            waiting = Optional.empty();
            return Optional.empty();
        }
        Waiting now = waiting.get();
        if (now.first.visitor.otherName().equals(visitor.otherName()) || now.first.credential.equals(credential)) {
            return Optional.of(new Outcome.SameCard(now.event));
        }
        waiting = Optional.empty();
        both = Optional.of(
                new Both(now.event, now.first.credential, credential, visitor, assurance, uptimeMs + WAIT_MS));
        return Optional.of(new Outcome.IsItYours(now.event));
    }

    /// Whoever touched it has gone back or walked off. The next card is its holder's own, and is asked nothing.
    synchronized void stopWaiting(EventId event) {
        waiting = waiting.filter(now -> !now.event.equals(event));
        both = both.filter(two -> !two.event.equals(event));
    }

    /// Once: the two that somebody has said something of.
    synchronized Optional<Both> answered(EventId event, long uptimeMs) {
        Optional<Both> said = both.filter(two -> two.event.equals(event) && uptimeMs <= two.untilMs);
        both = Optional.empty();
        return said;
    }
}
