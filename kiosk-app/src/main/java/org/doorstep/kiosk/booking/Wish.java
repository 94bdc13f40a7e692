package org.doorstep.kiosk.booking;

import java.time.Instant;
import java.util.UUID;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Required;

/// What somebody wishes to have; `orWait` puts them on the waiting list if it is not free. However
/// often one `request` is sent, it is booked once.
public record Wish(
        UUID request, Credential who, String bookable, int count, Instant starts, Instant ends, boolean orWait) {
    public Wish {
        Required.all(request, who, bookable, starts, ends);
        if (count < 1 || !starts.isBefore(ends)) {
            throw new IllegalArgumentException("At least one is wished for, and it ends after it starts.");
        }
    }

    public Answer.What what() {
        return new Answer.What(bookable, count, starts, ends);
    }

    /// A pass is as good as a name: it stays out of log lines.
    @Override
    public String toString() {
        return "Wish[" + request + "]";
    }
}
