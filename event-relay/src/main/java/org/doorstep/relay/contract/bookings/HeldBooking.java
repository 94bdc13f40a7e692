package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.doorstep.relay.contract.Required;
import org.doorstep.relay.contract.Text;

/// One of a person's own bookings, as they see it. `place` is theirs on the waiting list, 0 where
/// they do not wait; `code` is null where nobody reads one aloud, `answerBy` until when an offer
/// stands, null where nothing is offered; `nearest` what is free instead of what was lost.
public record HeldBooking(
        BookingRequestId request,
        BookingCode code,
        BookableId bookable,
        String title,
        String where,
        int count,
        Span at,
        State state,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int place,
        Instant answerBy,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FreeTime> nearest) {
    public enum State {
        @JsonProperty("booked")
        BOOKED,
        /// A person looks at it; nobody else can have it meanwhile.
        @JsonProperty("asked")
        ASKED,
        @JsonProperty("waiting")
        WAITING,
        /// It became free, and is kept for them until `answerBy`.
        @JsonProperty("offered")
        OFFERED,
        /// It clashed with another's.
        @JsonProperty("lost")
        LOST
    }

    public HeldBooking {
        Required.all(request, bookable, at, state);
        Text.require("title", title, 1, Board.Bookable.MOST_TITLE);
        Text.require("place", where, 0, Board.Bookable.MOST_TITLE);
        nearest = nearest == null ? List.of() : List.copyOf(nearest);
        if (place < 0 || nearest.size() > BookingOutcome.MOST_NEAREST) {
            throw new IllegalArgumentException("A place is 0 or more, and a few other times are told.");
        }
    }
}
