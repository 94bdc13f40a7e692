package org.doorstep.hub.booking.claims;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.doorstep.hub.booking.units.BookableId;

/// Today's free cells of something, given to one device to give away alone. `epoch` rises with each
/// lease there is, also over a restored database. Its claims stand in the table until it is given
/// back: whether an expiry is enough for that, who grants it decides.
public record Lease(
        long epoch,
        String device,
        BookableId bookable,
        LocalDate day,
        Instant grantedAt,
        Instant expiresAt,
        Duration bound,
        boolean givenBack) {}
