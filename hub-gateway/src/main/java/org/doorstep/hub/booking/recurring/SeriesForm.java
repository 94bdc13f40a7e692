package org.doorstep.hub.booking.recurring;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.doorstep.hub.booking.claims.Holder;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.rhythm.Often;
import org.doorstep.hub.rhythm.Rule;

/// A sent form about bookings that come back, with every mistake in it found at once. A mistake is a
/// message key, by the field's name. For one thread.
final class SeriesForm {
    /// A plan further off than this is a slip of the finger in the year.
    private static final int MOST_YEARS_AWAY = 3;

    private static final int MOST_PEOPLE = 5_000;

    private final UnaryOperator<String> fields;
    private final Catalogue catalogue;
    private final Map<String, String> mistakes = new LinkedHashMap<>();

    /// `fields` gives a field's text by its name, empty if it was not sent.
    SeriesForm(UnaryOperator<String> fields, Catalogue catalogue) {
        this.fields = fields;
        this.catalogue = catalogue;
    }

    Map<String, String> mistakes() {
        return Map.copyOf(mistakes);
    }

    /// Empty if it has a mistake. `today` is what dates are measured against.
    Optional<Plan> plan(LocalDate today) {
        Optional<BookableId> bookable = catalogue.offered().stream()
                .map(one -> one.id())
                .filter(id -> id.value().equals(fields.apply("bookable")))
                .findFirst();
        if (bookable.isEmpty()) {
            mistakes.put("bookable", "series.mistake.bookable");
        }
        int count = whole("count", 1, bookable.map(catalogue::howMany).orElse(1), 1, "series.mistake.count");
        int people = whole("people", 0, MOST_PEOPLE, 0, "series.mistake.people");
        Holder holder = holder();
        String title = fields.apply("title");
        if (title.length() > Plan.MOST_TITLE) {
            mistakes.put("title", "series.mistake.title");
        }
        Optional<Rule> rule = rule(today);
        return mistakes.isEmpty()
                ? Optional.of(new Plan(bookable.orElseThrow(), count, people, holder, title, rule.orElseThrow()))
                : Optional.empty();
    }

    /// A change that begins on that date may not be of a plan that is over by then.
    void mustReach(LocalDate from, Rule rule) {
        if (rule.end().filter(last -> last.isBefore(from)).isPresent()) {
            mistakes.put("last", "series.mistake.last");
        }
    }

    LocalDate date(String field, LocalDate today) {
        try {
            LocalDate date = LocalDate.parse(fields.apply(field));
            if (date.isBefore(today) || date.isAfter(today.plusYears(MOST_YEARS_AWAY))) {
                mistakes.put(field, "series.mistake.date.range");
            }
            return date;
        } catch (DateTimeException e) {
            mistakes.put(field, "series.mistake.date");
            return today;
        }
    }

    private Holder holder() {
        String party = fields.apply("party");
        if (party.isEmpty()) {
            return new Holder.Nobody();
        }
        return catalogue.parties().stream()
                .filter(one -> !one.retired() && Long.toString(one.id()).equals(party))
                .findFirst()
                .<Holder>map(one -> new Holder.Party(one.id()))
                .orElseGet(() -> {
                    mistakes.put("party", "series.mistake.party");
                    return new Holder.Nobody();
                });
    }

    private Optional<Rule> rule(LocalDate today) {
        LocalDate first = date("first", today);
        Rule.Until until = until(today, first);
        try {
            LocalTime starts = LocalTime.parse(fields.apply("starts"));
            LocalTime ends = LocalTime.parse(fields.apply("ends"));
            Often often = Often.parse(fields.apply("often")).orElse(Often.EVERY_WEEK);
            String weekday = fields.apply("weekday");
            DayOfWeek day = weekday.isEmpty() ? first.getDayOfWeek() : DayOfWeek.of(Integer.parseInt(weekday));
            if (starts.equals(ends)) {
                mistakes.put("times", "series.mistake.same-time");
                return Optional.empty();
            }
            boolean inTerm = !fields.apply("term").isEmpty();
            return mistakes.isEmpty()
                    ? Optional.of(new Rule(often.on(day, first), starts, ends, first, until, inTerm))
                    : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            mistakes.put("times", "series.mistake.times");
            return Optional.empty();
        }
    }

    private Rule.Until until(LocalDate today, LocalDate first) {
        String last = fields.apply("last");
        String times = fields.apply("count-of-times");
        if (!last.isEmpty() && !times.isEmpty()) {
            mistakes.put("last", "series.mistake.one-end");
        } else if (!last.isEmpty()) {
            LocalDate end = date("last", today);
            if (end.isBefore(first)) {
                mistakes.put("last", "series.mistake.last");
            } else {
                return new Rule.Until.Day(end);
            }
        } else if (!times.isEmpty()) {
            return new Rule.Until.Times(
                    whole("count-of-times", 1, Rule.Until.Times.MOST, 1, "series.mistake.count-of-times"));
        }
        return new Rule.Until.Further();
    }

    private int whole(String field, int least, int most, int otherwise, String mistake) {
        String text = fields.apply(field);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as a number that is out of range is.
        }
        mistakes.put(field, mistake);
        return otherwise;
    }
}
