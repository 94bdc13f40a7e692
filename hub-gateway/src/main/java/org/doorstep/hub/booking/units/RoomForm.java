package org.doorstep.hub.booking.units;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A sent form about something that can be booked, with every mistake in it found at once. A
/// mistake is a message key, by the field's name. For one thread.
final class RoomForm {
    /// The kiosk draws each of these; a plain star stands for anything else.
    static final List<String> PICTURES = List.of(
            "star",
            "hall",
            "meeting",
            "kitchen",
            "creche",
            "craft",
            "garden",
            "office",
            "music",
            "computer",
            "table",
            "chair",
            "projector",
            "tools",
            "drill",
            "strimmer",
            "ladder",
            "mower",
            "sewing",
            "kit");

    /// Stretches of one weekday that the form takes: before lunch, and after.
    static final int STRETCHES = 2;

    private static final int MOST_TITLE = 80;
    private static final int MOST_INDUCTION = 32;
    private static final int MOST_CAPACITY = 5_000;
    private static final int MOST_PARTS = 500;
    private static final int MOST_AHEAD_DAYS = 800;
    private static final int DAY = 1440;
    /// 31 days, as the table has it.
    private static final int LONGEST = 31 * DAY;

    private static final int MOST_ID = 28;

    private final UnaryOperator<String> fields;
    private final Predicate<String> sent;
    private final Map<String, String> mistakes = new LinkedHashMap<>();

    /// `fields` gives a field's text by its name, empty if it was not sent; `sent` whether it was.
    RoomForm(UnaryOperator<String> fields, Predicate<String> sent) {
        this.fields = fields;
        this.sent = sent;
    }

    Map<String, String> mistakes() {
        return Map.copyOf(mistakes);
    }

    /// Empty if it has a mistake.
    Optional<Bookable> bookable(
            BookableId id, Bookable.Kind kind, Bookable.Takes takes, boolean retired, Collection<String> kiosks) {
        String title = text("title", MOST_TITLE, "room.mistake.title");
        if (title.isEmpty()) {
            mistakes.put("title", "room.mistake.title");
        }
        String place = text("place", MOST_TITLE, "room.mistake.place");
        String induction = text("induction", MOST_INDUCTION, "room.mistake.induction");
        String picture = fields.apply("picture");
        if (!PICTURES.contains(picture)) {
            mistakes.put("picture", "room.mistake.picture");
        }
        int capacity = number("capacity", 0, MOST_CAPACITY, "room.mistake.capacity");
        int ahead = number("ahead", 0, MOST_AHEAD_DAYS, "room.mistake.ahead");
        int step = number("step", 1, DAY, "room.mistake.minutes");
        int shortest = number("shortest", 1, LONGEST, "room.mistake.minutes");
        int longest = number("longest", 1, LONGEST, "room.mistake.minutes");
        if (!mistakes.containsKey("longest") && longest < shortest) {
            mistakes.put("longest", "room.mistake.longest");
        }
        int before = number("before", 0, DAY, "room.mistake.minutes");
        int after = number("after", 0, DAY, "room.mistake.minutes");
        String walkUp = fields.apply("walkUp");
        if (!walkUp.isEmpty() && !kiosks.contains(walkUp)) {
            mistakes.put("walkUp", "room.mistake.walk-up");
        }
        int share = number("walkUpShare", 0, Made.Pool.MOST, "room.mistake.share");
        if (!mistakes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Bookable(
                id,
                kind,
                new Bookable.Details(title, place, picture, capacity),
                takes,
                new Bookable.Limits(before, after, step, shortest, longest, ahead),
                fields.apply("who").equals("staff") ? Bookable.Who.STAFF : Bookable.Who.ANYBODY,
                sent.test("approval"),
                sent.test("fromHome"),
                walkUp,
                share,
                induction,
                retired));
    }

    /// Of what something new is to be made; empty if it has a mistake.
    Optional<Made> made(Catalogue catalogue) {
        return switch (fields.apply("made")) {
            case "pool" ->
                whole("count", 1, Made.Pool.MOST, "room.mistake.count").map(Made.Pool::new);
            case "of" -> units(catalogue);
            case "kit" -> parts(catalogue);
            default -> Optional.of(new Made.One());
        };
    }

    /// The week's open hours from the fields `opens1-0`, `closes1-0` and so on.
    List<OpenHours> hours() {
        List<OpenHours> lines = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int i = 0; i < STRETCHES; i++) {
                String name = day.getValue() + "-" + i;
                String opens = fields.apply("opens" + name);
                String closes = fields.apply("closes" + name);
                if (opens.isEmpty() && closes.isEmpty()) {
                    continue;
                }
                try {
                    int from = minute(opens);
                    int until = minute(closes);
                    lines.add(new OpenHours(day, from, until > from ? until : until + DAY));
                } catch (DateTimeParseException e) {
                    mistakes.put("hours" + day.getValue(), "rules.mistake.hours");
                }
            }
        }
        for (OpenHours line : lines) {
            boolean meets = lines.stream()
                    .anyMatch(other -> other != line
                            && other.weekday() == line.weekday()
                            && other.opens() < line.closes()
                            && line.opens() < other.closes());
            if (meets) {
                mistakes.put("hours" + line.weekday().getValue(), "rules.mistake.hours.meet");
            }
        }
        return lines;
    }

    /// A free id made from the title: the letters and digits that every part of the system can write.
    static BookableId id(String title, Catalogue catalogue) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String cut = plain.substring(0, Math.min(plain.length(), MOST_ID)).replaceAll("-$", "");
        String base = cut.isEmpty() || cut.equals("new") ? "room" : cut;
        BookableId id = new BookableId(base);
        for (int n = 2; catalogue.find(id).isPresent(); n++) {
            id = new BookableId(base + "-" + n);
        }
        return id;
    }

    private Optional<Made> units(Catalogue catalogue) {
        List<UnitId> chosen = catalogue.allUnits().stream()
                .map(Unit::id)
                .filter(unit -> sent.test("unit-" + unit))
                .toList();
        if (chosen.size() < 2) {
            mistakes.put("made", "room.mistake.of");
            return Optional.empty();
        }
        return Optional.of(new Made.Of(chosen));
    }

    private Optional<Made> parts(Catalogue catalogue) {
        Map<BookableId, Integer> chosen = new LinkedHashMap<>();
        for (Bookable part : catalogue.offered()) {
            String field = "part-" + part.id();
            if (!fields.apply(field).isEmpty() && catalogue.parts(part.id()).isEmpty()) {
                int most = Math.min(MOST_PARTS, catalogue.howMany(part.id()));
                whole(field, 0, most, "room.mistake.part").ifPresent(count -> {
                    if (count > 0) {
                        chosen.put(part.id(), count);
                    }
                });
            }
        }
        if (chosen.isEmpty()) {
            mistakes.putIfAbsent("made", "room.mistake.kit");
        }
        return mistakes.isEmpty() ? Optional.of(new Made.Kit(chosen)) : Optional.empty();
    }

    private String text(String field, int most, String mistake) {
        String text = fields.apply(field);
        if (text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            mistakes.put(field, mistake);
        }
        return text;
    }

    private int number(String field, int least, int most, String mistake) {
        return whole(field, least, most, mistake).orElse(least);
    }

    private Optional<Integer> whole(String field, int least, int most, String mistake) {
        try {
            int number = Integer.parseInt(fields.apply(field));
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, as any other number that does not do.
        }
        mistakes.put(field, mistake);
        return Optional.empty();
    }

    private static int minute(String text) {
        return LocalTime.parse(text).toSecondOfDay() / 60;
    }
}
