package org.doorstep.hub.booking.desk;

import org.doorstep.hub.booking.claims.RequestId;
import org.doorstep.hub.booking.claims.Why;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;
import org.doorstep.relay.contract.bookings.BookingRequestId;
import org.doorstep.relay.contract.bookings.Span;
import org.doorstep.relay.contract.bookings.WhyNot;

/// The same in the words of the contract and in the hub's own.
final class Named {
    private Named() {}

    static Times times(Span span) {
        return new Times(span.starts(), span.ends());
    }

    static Span span(Times times) {
        return new Span(times.starts(), times.ends());
    }

    static BookableId bookable(org.doorstep.relay.contract.bookings.BookableId id) {
        return new BookableId(id.value());
    }

    static org.doorstep.relay.contract.bookings.BookableId bookable(BookableId id) {
        return new org.doorstep.relay.contract.bookings.BookableId(id.value());
    }

    static RequestId request(BookingRequestId id) {
        return new RequestId(id.value());
    }

    static BookingRequestId request(RequestId id) {
        return new BookingRequestId(id.value());
    }

    static WhyNot why(Why why) {
        return switch (why) {
            // A kiosk offers only what is on its board: these two say that the board is old.
            case NOT_OFFERED, NOT_SO_MANY -> WhyNot.OTHER;
            case CLOSED -> WhyNot.CLOSED;
            case TOO_SHORT -> WhyNot.TOO_SHORT;
            case TOO_LONG -> WhyNot.TOO_LONG;
            case TOO_FAR_AHEAD -> WhyNot.TOO_FAR_AHEAD;
            case OVER -> WhyNot.OVER;
            case NOT_FOR_YOU -> WhyNot.NOT_FOR_YOU;
            case TOO_MANY_OPEN -> WhyNot.TOO_MANY_OPEN;
            case TOO_MUCH_THIS_WEEK -> WhyNot.TOO_MUCH_THIS_WEEK;
            case FAIR_SHARE -> WhyNot.FAIR_SHARE;
            case CHILD_SAFETY -> WhyNot.CHILD_SAFETY;
            case UNSAFE -> WhyNot.UNSAFE;
            case NEEDS_INDUCTION -> WhyNot.NEEDS_INDUCTION;
            case TOO_MANY_PEOPLE -> WhyNot.TOO_MANY_PEOPLE;
        };
    }
}
