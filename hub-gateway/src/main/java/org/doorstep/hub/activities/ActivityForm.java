package org.doorstep.hub.activities;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.doorstep.hub.rhythm.Often;
import org.doorstep.hub.rhythm.Rule;
import org.doorstep.relay.contract.ActivityId;

/// A sent form about an activity, with every mistake in it found at once. A mistake is a message key,
/// by the field's name. For one thread.
final class ActivityForm {
    /// Times that one form takes; an activity that is on every day needs five.
    static final int TIMES = 5;

    /// A plan further off than this is a slip of the finger in the year.
    private static final int MOST_YEARS_AWAY = 3;

    private static final int MOST_ID = 28;

    private final UnaryOperator<String> fields;
    private final Map<String, String> mistakes = new LinkedHashMap<>();

    /// `fields` gives a field's text by its name, empty if it was not sent.
    ActivityForm(UnaryOperator<String> fields) {
        this.fields = fields;
    }

    Map<String, String> mistakes() {
        return Map.copyOf(mistakes);
    }

    /// Empty if it has a mistake.
    Optional<Activity.Details> details() {
        String title = fields.apply("title");
        String room = fields.apply("room");
        String picture = fields.apply("picture");
        if (title.isEmpty()) {
            mistakes.put("title", "activity.mistake.title");
        } else if (title.length() > Activity.MOST_TITLE) {
            mistakes.put("title", "activity.mistake.title.long");
        }
        if (room.length() > Activity.MOST_TITLE) {
            mistakes.put("room", "activity.mistake.room");
        }
        if (!ActivityRoutes.PICTURES.contains(picture)) {
            mistakes.put("picture", "activity.mistake.picture");
        }
        return mistakes.isEmpty() ? Optional.of(new Activity.Details(title, room, picture)) : Optional.empty();
    }

    /// The times from the date in the field `first`; `today` is what that date is measured against.
    List<Rule> times(LocalDate today) {
        LocalDate first = date("first", today);
        List<Rule> times = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            if (!fields.apply("weekday" + i).isEmpty()) {
                rule(i, first).ifPresent(times::add);
            }
        }
        if (times.isEmpty() && mistakes.keySet().stream().noneMatch(field -> field.startsWith("times"))) {
            mistakes.put("times0", "activity.mistake.no-time");
        }
        return times;
    }

    LocalDate date(String field, LocalDate today) {
        try {
            LocalDate date = LocalDate.parse(fields.apply(field));
            if (date.isBefore(today) || date.isAfter(today.plusYears(MOST_YEARS_AWAY))) {
                mistakes.put(field, "activity.mistake.date.range");
            }
            return date;
        } catch (DateTimeException e) {
            mistakes.put(field, "activity.mistake.date");
            return today;
        }
    }

    /// A free id made from the title: the letters and digits that every part of the system can write.
    static ActivityId id(String title, Set<ActivityId> taken) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String base = plain.isEmpty() ? "activity" : plain.substring(0, Math.min(plain.length(), MOST_ID));
        ActivityId id = new ActivityId(base);
        for (int n = 2; taken.contains(id) || base.equals("drop-in") && n == 2; n++) {
            id = new ActivityId(base + "-" + n);
        }
        return id;
    }

    private Optional<Rule> rule(int i, LocalDate first) {
        try {
            DayOfWeek day = DayOfWeek.of(Integer.parseInt(fields.apply("weekday" + i)));
            // A form without the field is one from before there was a choice.
            Often often = Often.parse(fields.apply("often" + i)).orElse(Often.EVERY_WEEK);
            LocalTime starts = LocalTime.parse(fields.apply("starts" + i));
            LocalTime ends = LocalTime.parse(fields.apply("ends" + i));
            if (starts.equals(ends)) {
                mistakes.put("times" + i, "activity.mistake.same-time");
                return Optional.empty();
            }
            boolean inTerm = !fields.apply("term" + i).isEmpty();
            return Optional.of(new Rule(often.on(day, first), starts, ends, first, new Rule.Until.Further(), inTerm));
        } catch (DateTimeException | IllegalArgumentException e) {
            mistakes.put("times" + i, "activity.mistake.times");
            return Optional.empty();
        }
    }
}
