package org.doorstep.system.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.doorstep.relay.contract.EventId;

/// What really happened at the doors, written down by those who stood there: who pressed, what they were shown, and
/// when by a clock that no fault reaches. Safe for all threads.
final class TruthBook {
    /// A face that named an event: somebody was told that they are counted.
    record Counted(Door door, String who, Instant asked, Instant shown) {}

    /// Companions that were touched for an event; whether the kiosk said that it has them.
    record Companions(int adults, int children, boolean answered) {}

    private final Map<EventId, Counted> welcomes = new HashMap<>();
    private final Map<EventId, Counted> guests = new HashMap<>();
    private final Map<EventId, List<Companions>> companions = new HashMap<>();
    private final Map<String, Integer> presses = new HashMap<>();
    private final Set<String> known = new HashSet<>();
    private int guestPresses;
    private int cardPresses;
    private int notSaved;

    /// Somebody holds up a pass; nobody knows yet what comes of it.
    synchronized void pressed(String who) {
        presses.merge(who, 1, Integer::sum);
    }

    synchronized void pressedCard() {
        cardPresses++;
    }

    synchronized void pressedGuest() {
        guestPresses++;
    }

    synchronized void welcomed(EventId event, Counted counted) {
        welcomes.put(event, counted);
        known.add(counted.who);
    }

    /// Any other face that says that this kiosk has counted them: "you are in already", "goodbye".
    synchronized void knownTo(String who) {
        known.add(who);
    }

    synchronized void guest(EventId event, Counted counted) {
        guests.put(event, counted);
    }

    synchronized void companions(EventId event, Companions touched) {
        companions.computeIfAbsent(event, _ -> new ArrayList<>()).add(touched);
    }

    /// The kiosk said kindly that it could not save; nobody was told that they are counted.
    synchronized void notSaved() {
        notSaved++;
    }

    synchronized Map<EventId, Counted> welcomes() {
        return Map.copyOf(welcomes);
    }

    synchronized Map<EventId, Counted> guests() {
        return Map.copyOf(guests);
    }

    synchronized Map<EventId, List<Companions>> companions() {
        Map<EventId, List<Companions>> copy = new HashMap<>();
        companions.forEach((event, said) -> copy.put(event, List.copyOf(said)));
        return copy;
    }

    /// How often each pass was held up.
    synchronized Map<String, Integer> presses() {
        return Map.copyOf(presses);
    }

    /// Everybody who was ever told that they are counted.
    synchronized Set<String> known() {
        return Set.copyOf(known);
    }

    synchronized int guestPresses() {
        return guestPresses;
    }

    synchronized int cardPresses() {
        return cardPresses;
    }

    synchronized int timesNotSaved() {
        return notSaved;
    }
}
