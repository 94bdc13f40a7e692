package org.doorstep.kiosk.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What can be booked at this hub, and when it is taken, never by whom. It is what the hub told at
/// `asOf`; while it `isOld`, the hub cannot be asked. Only the hub says what is booked: what is
/// free here is what is worth asking for.
public record Board(ZoneId zone, Instant asOf, boolean isOld, List<Bookable> bookables) {
    /// Somebody who plans a day thinks in hours; the half hours are one touch further.
    private static final Duration BETWEEN_STARTS = Duration.ofHours(1);

    private static final Duration DAY = Duration.ofDays(1);

    /// What most people wish to have a room for.
    private static final Duration USUAL = Duration.ofHours(1);

    public Board {
        bookables = List.copyOf(bookables);
    }

    public enum Kind {
        PLACE,
        TOOL
    }

    /// From then until just before then.
    public record Span(Instant starts, Instant ends) {
        boolean has(Instant at) {
            return !at.isBefore(starts) && at.isBefore(ends);
        }
    }

    /// So many of them cannot be had here: they are somebody's, or, if `lent`, nobody's yet and for
    /// another kiosk to give away.
    public record Busy(Instant starts, Instant ends, int count, boolean lent) {
        public Busy(Instant starts, Instant ends, int count) {
            this(starts, ends, count, false);
        }
    }

    /// What a person chooses. `place` is where it is, or on which shelf; `many` how many there are;
    /// `asked` whether somebody looks at it before it is booked; `capacity` how many people may be
    /// in it, 0 where nobody counts.
    public record Bookable(
            String id,
            Kind kind,
            String title,
            String place,
            String picture,
            int capacity,
            int many,
            Duration step,
            Duration shortest,
            Duration longest,
            boolean asked,
            List<Span> open,
            List<Busy> busy) {
        public Bookable {
            open = List.copyOf(open);
            busy = List.copyOf(busy);
        }

        /// A tool is taken home; by the hour it is only used here.
        public boolean goesByDays() {
            return kind == Kind.TOOL && longest.compareTo(DAY) >= 0;
        }

        /// So long a room is offered at first.
        Duration usual() {
            return shorter(longest, longer(shortest, USUAL));
        }

        public boolean isOpen(Instant at) {
            return open.stream().anyMatch(span -> span.has(at));
        }

        /// Whether it can be brought back then: somebody is there until the very moment it closes.
        public boolean mayEnd(Instant at) {
            return open.stream().anyMatch(span -> at.isAfter(span.starts) && !at.isAfter(span.ends));
        }

        /// Another day on which a tool that is taken at `starts` can be brought back, at the same
        /// time of day: the next after `ends`, or the one before it. Empty if there is none, or it
        /// would be too long.
        public Optional<Instant> otherDay(Instant starts, Instant ends, boolean later, ZoneId zone) {
            ZonedDateTime at = ends.atZone(zone).plusDays(later ? 1 : -1);
            while (at.toInstant().isAfter(starts)
                    && !at.toInstant()
                            .isAfter(starts.atZone(zone)
                                    .plusDays(longest.toDays())
                                    .toInstant())) {
                if (mayEnd(at.toInstant())) {
                    return Optional.of(at.toInstant());
                }
                at = at.plusDays(later ? 1 : -1);
            }
            return Optional.empty();
        }

        /// How many can be had from then to then.
        public int left(Instant starts, Instant ends) {
            TreeSet<Instant> changes = new TreeSet<>();
            changes.add(starts);
            busy.stream()
                    .map(Busy::starts)
                    .filter(at -> at.isAfter(starts) && at.isBefore(ends))
                    .forEach(changes::add);
            int most = changes.stream()
                    .mapToInt(at -> busy.stream()
                            .filter(one -> !at.isBefore(one.starts) && at.isBefore(one.ends))
                            .mapToInt(Busy::count)
                            .sum())
                    .max()
                    .orElse(0);
            return Math.max(0, many - most);
        }

        /// Whether it is somebody's then, all of it. What another kiosk may give away stands empty.
        public boolean isBooked(Instant at) {
            int booked = busy.stream()
                    .filter(one -> !one.lent && !at.isBefore(one.starts) && at.isBefore(one.ends))
                    .mapToInt(Busy::count)
                    .sum();
            return booked >= many;
        }

        /// When that changes which it is now: booked, or not. At the latest when it closes.
        public Instant stateEnds(Instant now) {
            boolean booked = isBooked(now);
            TreeSet<Instant> changes = new TreeSet<>();
            busy.forEach(one -> changes.addAll(List.of(one.starts, one.ends)));
            Instant closes = open.stream()
                    .filter(span -> span.has(now))
                    .map(Span::ends)
                    .max(Comparator.naturalOrder())
                    .orElse(now);
            return changes.stream()
                    .filter(at -> at.isAfter(now) && at.isBefore(closes))
                    .filter(at -> booked != isBooked(at))
                    .findFirst()
                    .orElse(closes);
        }

        /// The latest end of `count` of them from `starts` on; `starts` itself if they cannot be
        /// had.
        public Instant latestEnd(Instant starts, int count) {
            if (!isOpen(starts) || left(starts, starts.plusSeconds(1)) < count) {
                return starts;
            }
            Instant latest = starts.plus(longest);
            if (!goesByDays()) {
                Instant closes = open.stream()
                        .filter(span -> span.has(starts))
                        .map(Span::ends)
                        .max(Comparator.naturalOrder())
                        .orElse(starts);
                latest = closes.isBefore(latest) ? closes : latest;
            }
            TreeSet<Instant> changes = new TreeSet<>();
            for (Busy one : busy) {
                if (one.starts.isAfter(starts) && one.starts.isBefore(latest)) {
                    changes.add(one.starts);
                }
            }
            for (Instant at : changes) {
                if (left(at, at.plusSeconds(1)) < count) {
                    return at;
                }
            }
            return latest;
        }
    }

    public Optional<Bookable> find(String id) {
        return bookables.stream().filter(one -> one.id.equals(id)).findFirst();
    }

    /// The next days on which anything is open, `most` at the most, today first. What is open over
    /// midnight is open on each of its days, as is what nobody has said any hours of.
    public List<LocalDate> days(Instant now, int most) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        TreeSet<LocalDate> days = new TreeSet<>();
        for (Bookable one : bookables) {
            for (Span span : one.open) {
                if (span.ends.isAfter(now)) {
                    LocalDate first = LocalDate.ofInstant(span.starts, zone);
                    LocalDate last = LocalDate.ofInstant(span.ends.minusMillis(1), zone);
                    (first.isBefore(today) ? today : first)
                            .datesUntil(last.plusDays(1))
                            .limit(most)
                            .forEach(days::add);
                }
            }
        }
        return days.stream().limit(most).toList();
    }

    /// The hours of a day at which something is open and not over yet.
    public List<Instant> starts(LocalDate day, Instant now) {
        TreeSet<Instant> starts = new TreeSet<>();
        Instant ends = day.plusDays(1).atStartOfDay(zone).toInstant();
        for (Instant at = day.atStartOfDay(zone).toInstant(); at.isBefore(ends); at = at.plus(BETWEEN_STARTS)) {
            Instant start = at;
            if (start.isAfter(now) && bookables.stream().anyMatch(one -> one.isOpen(start))) {
                starts.add(start);
            }
        }
        return List.copyOf(starts);
    }

    /// From when something can be had by whoever wants it now: the half hour that has begun.
    public Instant now(Instant now) {
        Instant hour = now.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
        Instant half = hour.plus(BETWEEN_STARTS.dividedBy(2));
        return now.isBefore(half) ? hour : half;
    }

    /// Whatever of that kind can be had from then on, for at least its shortest time.
    public List<Offer> free(Kind kind, Instant starts) {
        List<Offer> offers = new ArrayList<>();
        for (Bookable one : bookables) {
            Instant latest = one.latestEnd(starts, 1);
            Instant ends = usualEnd(one, starts, latest);
            boolean longEnough = !starts.plus(one.shortest).isAfter(ends);
            if (one.kind == kind && longEnough) {
                offers.add(new Offer(one, starts, ends, latest, one.left(starts, ends)));
            }
        }
        return offers;
    }

    /// `starts` itself if there is none.
    private Instant usualEnd(Bookable one, Instant starts, Instant latest) {
        if (one.goesByDays()) {
            return one.otherDay(starts, starts, true, zone)
                    .filter(end -> !end.isAfter(latest))
                    .orElse(starts);
        }
        Instant wished = starts.plus(one.usual());
        return wished.isAfter(latest) ? latest : wished;
    }

    /// `ends` is what is offered at first, `latest` what can be had at most.
    public record Offer(Bookable what, Instant starts, Instant ends, Instant latest, int left) {}

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
