package org.doorstep.hub.booking.claims;

import java.time.Instant;
import java.util.function.Consumer;
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
        return said(more -> more.device = where);
    }

    /// Given away by that device alone, under that lease.
    public Wanted under(String where, long epoch) {
        return said(more -> {
            more.device = where;
            more.lease = epoch;
        });
    }

    public Wanted askedAt(Instant when) {
        return said(more -> more.asked = when);
    }

    /// For so many; 0 if nobody said.
    public Wanted forPeople(int heads) {
        return said(more -> more.people = heads);
    }

    public Wanted called(String words) {
        return said(more -> more.title = words);
    }

    /// By that code if it is free: who booked has it already.
    public Wanted withCode(String digits) {
        return said(more -> more.code = digits);
    }

    public Wanted inSeries(long row, String which) {
        return said(more -> {
            more.series = row;
            more.occurrence = which;
        });
    }

    public Wanted rulesAside(String reason) {
        return said(more -> more.aside = reason);
    }

    public Wanted heldUntil(Instant until) {
        return said(more -> more.held = until);
    }

    /// What there is more to say, while it is being said: each method above says one thing and keeps
    /// the rest.
    private static final class More {
        private String device;
        private long lease;
        private Instant asked;
        private int people;
        private String title;
        private String code;
        private long series;
        private String occurrence;
        private String aside;
        private Instant held;

        More(Wanted wanted) {
            device = wanted.device;
            lease = wanted.lease;
            asked = wanted.asked;
            people = wanted.people;
            title = wanted.title;
            code = wanted.code;
            series = wanted.series;
            occurrence = wanted.occurrence;
            aside = wanted.aside;
            held = wanted.held;
        }
    }

    private Wanted said(Consumer<More> saying) {
        More more = new More(this);
        saying.accept(more);
        return new Wanted(
                request,
                bookable,
                count,
                times,
                holder,
                origin,
                more.device,
                more.lease,
                more.asked,
                more.people,
                more.title,
                more.code,
                more.series,
                more.occurrence,
                more.aside,
                more.held);
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
