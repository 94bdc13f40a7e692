package org.doorstep.hub.booking.claims;

import java.time.Instant;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Times;

/// What somebody asks for. Begin with [#of] and add what there is more to say.
///
/// `device` is where it was asked, '' if at none: leases of that device are no hindrance. With
/// `lease` it was given away under that lease alone, and the rules have nothing more to say of it
/// while the lease stands. `asked` is when it was asked, which for what was saved at a kiosk may be
/// days ago; EPOCH stands for now. With `aside` the rules are set aside, as whoever works here said
/// for that reason; claims, and what is unsafe, never are. `held` keeps it only until then; EPOCH
/// books it.
public record Wanted(
        RequestId request,
        BookableId bookable,
        int count,
        Times times,
        Holder holder,
        Origin origin,
        String device,
        long lease,
        Instant asked,
        int people,
        String title,
        String code,
        long series,
        String occurrence,
        String aside,
        Instant held) {

    /// As long as a booking's own words may be.
    static final int MOST_WORDS = 200;

    static final int MOST_TITLE = 80;

    public Wanted {
        if (!code.isEmpty() && !code.matches("[0-9]{4,6}")) {
            throw new IllegalArgumentException("A code is four digits, or up to six.");
        }
        if (title.length() > MOST_TITLE || aside.length() > MOST_WORDS) {
            throw new IllegalArgumentException(
                    "A booking's title has at most " + MOST_TITLE + " characters and a reason " + MOST_WORDS + ".");
        }
    }

    public static Wanted of(
            RequestId request, BookableId bookable, int count, Times times, Holder holder, Origin origin) {
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                "",
                0,
                Instant.EPOCH,
                0,
                "",
                "",
                0,
                "",
                "",
                Instant.EPOCH);
    }

    /// At that device.
    public Wanted at(String where) {
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                where,
                lease,
                asked,
                people,
                title,
                code,
                series,
                occurrence,
                aside,
                held);
    }

    /// Given away by that device alone, under that lease.
    public Wanted under(String where, long epoch) {
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                where,
                epoch,
                asked,
                people,
                title,
                code,
                series,
                occurrence,
                aside,
                held);
    }

    public Wanted askedAt(Instant when) {
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                device,
                lease,
                when,
                people,
                title,
                code,
                series,
                occurrence,
                aside,
                held);
    }

    /// For so many; 0 if nobody said.
    public Wanted forPeople(int heads) {
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                device,
                lease,
                asked,
                heads,
                title,
                code,
                series,
                occurrence,
                aside,
                held);
    }

    public Wanted called(String words) {
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                device,
                lease,
                asked,
                people,
                words,
                code,
                series,
                occurrence,
                aside,
                held);
    }

    /// By that code if it is free: who booked has it already.
    public Wanted withCode(String digits) {
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                device,
                lease,
                asked,
                people,
                title,
                digits,
                series,
                occurrence,
                aside,
                held);
    }

    public Wanted inSeries(long row, String which) {
        return new Wanted(
                request, bookable, count, times, holder, origin, device, lease, asked, people, title, code, row, which,
                aside, held);
    }

    public Wanted rulesAside(String reason) {
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                device,
                lease,
                asked,
                people,
                title,
                code,
                series,
                occurrence,
                reason,
                held);
    }

    public Wanted heldUntil(Instant until) {
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                device,
                lease,
                asked,
                people,
                title,
                code,
                series,
                occurrence,
                aside,
                until);
    }

    boolean wasSaved() {
        return !asked.equals(Instant.EPOCH);
    }

    boolean isHeld() {
        return !held.equals(Instant.EPOCH);
    }

    boolean setsRulesAside() {
        return !aside.isEmpty();
    }

    /// When it was asked, as seen now.
    Instant askedOr(Instant now) {
        return asked.equals(Instant.EPOCH) || asked.isAfter(now) ? now : asked;
    }
}
