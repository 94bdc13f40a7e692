package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.doorstep.relay.contract.Required;

/// What came of a wish to book, as the hub has committed it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(BookingOutcome.Booked.class),
    @JsonSubTypes.Type(BookingOutcome.Asked.class),
    @JsonSubTypes.Type(BookingOutcome.NotFree.class),
    @JsonSubTypes.Type(BookingOutcome.Waiting.class),
    @JsonSubTypes.Type(BookingOutcome.Refused.class),
    @JsonSubTypes.Type(BookingOutcome.Sorry.class),
    @JsonSubTypes.Type(BookingOutcome.Over.class),
    @JsonSubTypes.Type(BookingOutcome.NotKnown.class)
})
public sealed interface BookingOutcome {
    /// As many other times as a person reads on one face.
    int MOST_NEAREST = 4;

    /// It is theirs, `at` that time: of a wish that was kept while the hub was away, perhaps
    /// another of the times that they named.
    @JsonTypeName("booked")
    record Booked(BookingCode code, BookableId bookable, int count, Span at) implements BookingOutcome {
        public Booked {
            Required.all(code, bookable, at);
        }
    }

    /// Nobody else can have it meanwhile; somebody who works at the hub looks at it.
    @JsonTypeName("asked")
    record Asked(BookingCode code, BookableId bookable, int count, Span at) implements BookingOutcome {
        public Asked {
            Required.all(code, bookable, at);
        }
    }

    /// Somebody has it then. These are free, the nearest first. `canWait`: there is a list for it.
    @JsonTypeName("not-free")
    record NotFree(
            List<FreeTime> nearest,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean canWait) implements BookingOutcome {
        public NotFree {
            nearest = few(nearest);
        }
    }

    /// On the waiting list, at this place.
    @JsonTypeName("waiting")
    record Waiting(BookingCode code, int place, BookableId bookable, int count, Span at) implements BookingOutcome {
        public Waiting {
            Required.all(code, bookable, at);
        }
    }

    /// It cannot be booked so, by them or at all. `nearest`: what can be had instead (of an
    /// induction: when the next ones are).
    @JsonTypeName("refused")
    record Refused(
            WhyNot why,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FreeTime> nearest) implements BookingOutcome {
        public Refused {
            Required.all(why);
            nearest = few(nearest);
        }

        public Refused(WhyNot why) {
            this(why, List.of());
        }
    }

    /// What was saved, or said to be booked, clashed with another's. These are free, and on the
    /// waiting list theirs is the place `place` (0 if there is none).
    @JsonTypeName("sorry")
    record Sorry(BookableId bookable, Span at, List<FreeTime> nearest, int place) implements BookingOutcome {
        public Sorry {
            Required.all(bookable, at);
            nearest = few(nearest);
        }
    }

    /// It was theirs and is given back, or its time is over.
    @JsonTypeName("over")
    record Over() implements BookingOutcome {}

    /// The hub has never heard of it, yet.
    @JsonTypeName("not-known")
    record NotKnown() implements BookingOutcome {}

    private static List<FreeTime> few(List<FreeTime> spans) {
        List<FreeTime> few = spans == null ? List.of() : List.copyOf(spans);
        if (few.size() > MOST_NEAREST) {
            throw new IllegalArgumentException("At most " + MOST_NEAREST + " other times are told.");
        }
        return few;
    }
}
