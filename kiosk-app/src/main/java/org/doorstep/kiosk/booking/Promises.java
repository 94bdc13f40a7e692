package org.doorstep.kiosk.booking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.bookings.BookingCode;
import org.doorstep.relay.contract.bookings.BookingOutcome;
import org.doorstep.relay.contract.bookings.BookingRequestId;

/// What this running program has promised, and what it has heard of each: in memory alone, so that
/// nothing that is lost with the kiosk says who booked what. The events are on its disk, and after
/// a restart the hub tells. Safe for all threads.
final class Promises {
    /// More than a hub's people save in an outage of a day.
    static final int MOST = 500;

    private final Map<BookingRequestId, Promise> all = new LinkedHashMap<>();

    /// What was said to whom. `became` is what the hub said of it since.
    record Promise(
            BookingRequestId request,
            Credential who,
            Answer.What what,
            BookingCode code,
            boolean leased,
            Optional<BookingOutcome> became) {
        Promise with(BookingOutcome outcome) {
            return new Promise(request, who, what, code, leased, Optional.of(outcome));
        }

        boolean waits() {
            return became.isEmpty();
        }
    }

    synchronized void add(Promise promise) {
        all.put(promise.request, promise);
        if (all.size() > MOST) {
            all.remove(all.keySet().iterator().next());
        }
    }

    synchronized void remove(BookingRequestId request) {
        all.remove(request);
    }

    /// Of which it is not known yet what became.
    synchronized List<BookingRequestId> open() {
        return all.values().stream()
                .filter(Promise::waits)
                .map(Promise::request)
                .toList();
    }

    synchronized void became(BookingRequestId request, BookingOutcome outcome) {
        all.computeIfPresent(request, (name, promise) -> promise.with(outcome));
    }

    synchronized List<Promise> of(Credential who) {
        return all.values().stream().filter(one -> one.who.equals(who)).toList();
    }
}
