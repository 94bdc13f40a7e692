package org.doorstep.hub.booking.loans;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.booking.claims.BookingId;
import org.doorstep.hub.booking.claims.Bookings;
import org.doorstep.hub.booking.claims.Holder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// Who has which tool now, and whom a late one concerns. Reads alone, in the caller's transaction.
public final class Loans {
    /// What has been out for longer has been lost, and a person sees to it.
    static final Duration LONGEST = Duration.ofDays(400);

    private static final String OUT = """
            SELECT loan.id, loan.label, coalesce(unit.name, loan.label) AS title, coalesce(pass.name, '') AS pass, loan.party,
                   loan.taken_at, loan_booking.booking, loan_booking.due
            FROM loan
            LEFT JOIN unit ON unit.label = loan.label
            LEFT JOIN pass ON pass.id = loan.pass_row
            LEFT JOIN loan_booking ON loan_booking.loan = loan.id
            WHERE loan.what = 'taken' AND loan.ended_by IS NULL AND loan.taken_at > :since
            ORDER BY coalesce(loan_booking.due, loan.taken_at), loan.id
            """;

    private static final RowMapper<Loan> LOAN = (row, context) -> {
        String pass = row.getString("pass");
        long party = row.getLong("party");
        boolean group = !row.wasNull();
        long booking = row.getLong("booking");
        boolean booked = !row.wasNull();
        long due = row.getLong("due");
        boolean dated = !row.wasNull();
        return new Loan(
                row.getString("id"),
                row.getString("label"),
                row.getString("title"),
                group ? new Holder.Party(party) : pass.isEmpty() ? new Holder.Nobody() : new Holder.Resident(pass),
                Instant.ofEpochMilli(row.getLong("taken_at")),
                booked ? Optional.of(new BookingId(booking)) : Optional.empty(),
                dated ? Optional.of(Instant.ofEpochMilli(due)) : Optional.empty());
    };

    private Loans() {}

    /// Everything that is out, what is due first in front.
    public static List<Loan> out(Handle handle, Instant now) {
        return handle.createQuery(OUT)
                .bind("since", now.minus(LONGEST).toEpochMilli())
                .map(LOAN)
                .list();
    }

    /// What these have in hand.
    public static List<Loan> of(Handle handle, Collection<Holder> holders, Instant now) {
        return out(handle, now).stream()
                .filter(loan -> holders.contains(loan.holder()))
                .toList();
    }

    /// What is not over, the soonest first.
    public static List<Warning> warnings(Handle handle, Instant now) {
        return handle.createQuery("""
                        SELECT tool_warning.booking, why, coalesce(unit.name, tool_warning.label) AS title, at,
                               told_at IS NOT NULL AS told
                        FROM tool_warning
                        JOIN booking ON booking.id = tool_warning.booking
                        LEFT JOIN unit ON unit.label = tool_warning.label
                        WHERE tool_warning.over_at IS NULL AND booking.ends > :now
                          AND booking.state IN ('asked', 'held', 'booked')
                        ORDER BY booking.starts, tool_warning.booking
                        """)
                .bind("now", now.getEpochSecond() / 60)
                .map((row, context) -> new Warning(
                        Bookings.find(handle, new BookingId(row.getLong("booking")))
                                .orElseThrow(),
                        Warning.Why.valueOf(row.getString("why").toUpperCase(java.util.Locale.ROOT)),
                        row.getString("title"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getBoolean("told")))
                .list();
    }

    /// The same of these, for their next tap.
    public static List<Warning> warnings(Handle handle, Collection<Holder> holders, Instant now) {
        return warnings(handle, now).stream()
                .filter(warning -> holders.contains(warning.booking().holder()))
                .toList();
    }

    public static void told(Handle transaction, BookingId booking, Instant now) {
        transaction.execute(
                "UPDATE tool_warning SET told_at = ? WHERE booking = ? AND told_at IS NULL",
                now.toEpochMilli(),
                booking.value());
    }
}
