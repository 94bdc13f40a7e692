package org.doorstep.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.waiting.Comings;
import org.doorstep.hub.completeness.Contacts;
import org.doorstep.hub.completeness.Span;
import org.jdbi.v3.core.Handle;

/// Who came, by the taps that are counted, for whoever asks whether a room is used.
record SeenAtTheDoor(Contacts contacts, ZoneId zone) implements Comings {
    /// As long as anybody may have come before their time.
    private static final Duration BEFORE = Duration.ofHours(3);

    @Override
    public boolean came(Handle handle, Holder.Resident resident, Instant from, Instant to) {
        // By the sessions of those days: there is no way from a pass to its taps but through them.
        return handle.createQuery("""
                        SELECT count(*)
                        FROM pass
                        LEFT JOIN resident_pass ON resident_pass.pass = pass.id
                        JOIN session ON session.day BETWEEN :first AND :last
                        JOIN tap ON tap.session = session.id AND tap.pass = coalesce(resident_pass.leader, pass.id)
                        WHERE pass.name = :name AND tap.at BETWEEN :from AND :to
                        """)
                        .bind("name", resident.pass())
                        .bind(
                                "first",
                                LocalDate.ofInstant(from, zone).minusDays(1).toString())
                        .bind("last", LocalDate.ofInstant(to, zone).toString())
                        .bind("from", from.toEpochMilli())
                        .bind("to", to.toEpochMilli())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    @Override
    public boolean isKnownUpTo(Handle handle, Instant moment, Instant now) {
        Span asked = new Span(moment.minus(BEFORE), moment);
        return hasKiosks(handle)
                && contacts.unheard(handle, now).stream()
                        .noneMatch(silence -> silence.span().touches(asked));
    }

    /// Where no card can be shown, nobody has not shown one.
    private static boolean hasKiosks(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM device_known")
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
