package org.doorstep.hub.booking.units;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Frame;
import org.doorstep.hub.web.Words;

/// The forms of what can be booked, drawn: from what is kept, or from what was sent and could not be.
final class RoomPages {
    private static final List<Integer> STEPS = List.of(15, 30, 60, 1440);
    private static final List<Integer> LENGTHS =
            List.of(15, 30, 60, 90, 120, 180, 240, 360, 480, 720, 1440, 2880, 4320, 10080, 20160, 40320);
    private static final List<Integer> BUFFERS = List.of(0, 5, 10, 15, 30, 45, 60, 120);

    private RoomPages() {}

    static RoomsPage.Line line(Words words, Bookable bookable, Catalogue catalogue) {
        Bookable.Limits limits = bookable.limits();
        List<String> rules = new ArrayList<>();
        if (bookable.isPool()) {
            rules.add(words.say("rooms.line.pool", catalogue.howMany(bookable.id())));
        }
        List<String> of = madeOf(bookable, catalogue);
        if (!of.isEmpty()) {
            rules.add(words.say("rooms.line.of", String.join(", ", of)));
        }
        if (bookable.details().capacity() > 0) {
            rules.add(words.say("rooms.line.capacity", bookable.details().capacity()));
        }
        rules.add(words.say(
                "rooms.line.lengths",
                MinuteWords.say(words, limits.shortest()),
                MinuteWords.say(words, limits.longest()),
                limits.aheadDays()));
        if (bookable.who() == Bookable.Who.STAFF) {
            rules.add(words.say("rooms.line.staff"));
        }
        if (bookable.approval()) {
            rules.add(words.say("rooms.line.approval"));
        }
        if (!bookable.induction().isEmpty()) {
            rules.add(words.say("rooms.line.induction", bookable.induction()));
        }
        return new RoomsPage.Line(
                bookable.id().value(), bookable.title(), bookable.details().place(), rules, bookable.retired());
    }

    /// What a kit or a whole hall is made of; empty for what is one thing of its own, and for a pool.
    private static List<String> madeOf(Bookable bookable, Catalogue catalogue) {
        List<String> of = new ArrayList<>();
        List<UnitId> units = catalogue.ownUnits(bookable.id());
        if (!bookable.isPool() && units.size() > 1) {
            units.forEach(unit -> catalogue.unit(unit).ifPresent(found -> of.add(found.name())));
        }
        catalogue.parts(bookable.id()).forEach((part, count) -> {
            String title = catalogue.get(part).title();
            of.add(count == 1 ? title : count + " × " + title);
        });
        return of;
    }

    /// What the form of something new begins with.
    static UnaryOperator<String> beginning(Bookable.Kind kind) {
        boolean tool = kind == Bookable.Kind.TOOL;
        Map<String, String> fields = new HashMap<>(Map.of(
                "kind", tool ? "tool" : "place",
                "picture", tool ? "tools" : "meeting",
                "capacity", "0",
                "step", tool ? "60" : "30",
                "shortest", tool ? "60" : "30",
                "longest", tool ? "10080" : "240",
                "before", "0",
                "after", tool ? "0" : "15",
                "ahead", "60",
                "made", "one"));
        fields.put("count", "10");
        fields.put("walkUpShare", "0");
        fields.put("who", "anybody");
        return name -> fields.getOrDefault(name, "");
    }

    /// The form of something new, with what stands in its fields.
    static RoomPage fresh(
            Frame frame,
            Catalogue catalogue,
            Map<String, String> kiosks,
            Map<String, String> mistakes,
            UnaryOperator<String> fields) {
        Words words = frame.words();
        Bookable.Kind kind = kind(fields.apply("kind"));
        Map<String, String> kept = fields(fields);
        catalogue.allUnits().forEach(unit -> keep(kept, "unit-" + unit.id(), fields));
        return new RoomPage(
                frame,
                "",
                words.of("rooms.add", kind),
                word(kind),
                kept,
                choices(words, kiosks, fields),
                catalogue.allUnits().stream()
                        .map(unit -> new RoomPage.Choice(
                                "unit-" + unit.id(),
                                unit.name(),
                                !fields.apply("unit-" + unit.id()).isEmpty()))
                        .toList(),
                catalogue.offered().stream()
                        .filter(part -> catalogue.parts(part.id()).isEmpty())
                        .map(part -> new RoomPage.Part(
                                "part-" + part.id(),
                                part.title(),
                                catalogue.howMany(part.id()),
                                fields.apply("part-" + part.id())))
                        .toList(),
                false,
                false,
                List.of(),
                List.of(),
                said(words, mistakes));
    }

    /// The forms of one thing as it is, with what was sent and could not be over it.
    static RoomPage of(
            Frame frame,
            Bookable bookable,
            Catalogue catalogue,
            Map<String, String> kiosks,
            Map<String, String> over,
            Map<String, String> mistakes) {
        Words words = frame.words();
        Map<String, String> fields = stored(bookable);
        boolean details = over.containsKey("title");
        if (details) {
            fields.keySet().removeAll(List.of("approval", "fromHome"));
        }
        fields.putAll(over);
        UnaryOperator<String> read = name -> fields.getOrDefault(name, "");
        return new RoomPage(
                frame,
                bookable.id().value(),
                bookable.title(),
                word(bookable.kind()),
                fields,
                choices(words, kiosks, read),
                catalogue.ownUnits(bookable.id()).stream()
                        .flatMap(unit -> catalogue.unit(unit).stream())
                        .map(unit -> new RoomPage.Choice(unit.id().toString(), unit.name(), unit.unsafe()))
                        .toList(),
                List.of(),
                bookable.isPool(),
                bookable.retired(),
                days(words, catalogue.ownHours(bookable.id()), over, mistakes),
                madeOf(bookable, catalogue),
                said(words, mistakes));
    }

    /// The week's lines of a form: as sent, if it was; else as they are.
    static List<RoomPage.Day> days(
            Words words, List<OpenHours> lines, Map<String, String> over, Map<String, String> mistakes) {
        boolean again = over.keySet().stream().anyMatch(name -> name.startsWith("opens"));
        return Stream.of(DayOfWeek.values())
                .map(day -> {
                    List<OpenHours> own =
                            lines.stream().filter(line -> line.weekday() == day).toList();
                    List<RoomPage.Stretch> stretches = IntStream.range(0, RoomForm.STRETCHES)
                            .mapToObj(i -> {
                                String name = day.getValue() + "-" + i;
                                String opens = i < own.size() ? clock(own.get(i).opens()) : "";
                                String closes =
                                        i < own.size() ? clock(own.get(i).closes()) : "";
                                return again
                                        ? new RoomPage.Stretch(
                                                name,
                                                over.getOrDefault("opens" + name, ""),
                                                over.getOrDefault("closes" + name, ""))
                                        : new RoomPage.Stretch(name, opens, closes);
                            })
                            .toList();
                    String mistake = mistakes.getOrDefault("hours" + day.getValue(), "");
                    return new RoomPage.Day(
                            day.getValue(),
                            words.of("weekday", day),
                            stretches,
                            mistake.isEmpty() ? "" : words.say(mistake));
                })
                .toList();
    }

    private static String clock(int minute) {
        int ofDay = minute % 1440;
        return "%02d:%02d".formatted(ofDay / 60, ofDay % 60);
    }

    private static RoomPage.Choices choices(Words words, Map<String, String> kiosks, UnaryOperator<String> fields) {
        List<RoomPage.Choice> devices = new ArrayList<>();
        devices.add(new RoomPage.Choice(
                "", words.say("room.walk-up.none"), fields.apply("walkUp").isEmpty()));
        kiosks.forEach((id, name) -> devices.add(new RoomPage.Choice(id, name, id.equals(fields.apply("walkUp")))));
        return new RoomPage.Choices(
                RoomForm.PICTURES.stream()
                        .map(p -> new RoomPage.Choice(
                                p, words.say("room.picture." + p), p.equals(fields.apply("picture"))))
                        .toList(),
                minutes(words, STEPS, fields.apply("step")),
                minutes(words, LENGTHS, fields.apply("shortest")),
                minutes(words, LENGTHS, fields.apply("longest")),
                minutes(words, BUFFERS, fields.apply("before")),
                minutes(words, BUFFERS, fields.apply("after")),
                devices,
                Stream.of("one", "pool", "of", "kit")
                        .map(made -> new RoomPage.Choice(
                                made, words.say("room.made." + made), made.equals(fields.apply("made"))))
                        .toList());
    }

    /// What is chosen is among them also if a file said something else.
    private static List<RoomPage.Choice> minutes(Words words, List<Integer> offered, String chosen) {
        return Stream.concat(offered.stream(), whole(chosen).stream())
                .distinct()
                .sorted()
                .map(minutes -> new RoomPage.Choice(
                        minutes.toString(),
                        MinuteWords.say(words, minutes),
                        minutes.toString().equals(chosen)))
                .toList();
    }

    private static Map<String, String> stored(Bookable bookable) {
        Bookable.Details details = bookable.details();
        Bookable.Limits limits = bookable.limits();
        Map<String, String> fields = new HashMap<>();
        fields.put("title", details.title());
        fields.put("place", details.place());
        fields.put("picture", details.picture());
        fields.put("capacity", Integer.toString(details.capacity()));
        fields.put("step", Integer.toString(limits.step()));
        fields.put("shortest", Integer.toString(limits.shortest()));
        fields.put("longest", Integer.toString(limits.longest()));
        fields.put("before", Integer.toString(limits.before()));
        fields.put("after", Integer.toString(limits.after()));
        fields.put("ahead", Integer.toString(limits.aheadDays()));
        fields.put("who", word(bookable.who()));
        fields.put("approval", bookable.approval() ? "on" : "");
        fields.put("fromHome", bookable.fromHome() ? "on" : "");
        fields.put("walkUp", bookable.walkUp());
        fields.put("walkUpShare", Integer.toString(bookable.walkUpShare()));
        fields.put("induction", bookable.induction());
        return fields;
    }

    private static Map<String, String> fields(UnaryOperator<String> fields) {
        Map<String, String> kept = new HashMap<>();
        for (String name : List.of(
                "title",
                "place",
                "capacity",
                "ahead",
                "who",
                "approval",
                "fromHome",
                "walkUpShare",
                "induction",
                "made",
                "count")) {
            keep(kept, name, fields);
        }
        return kept;
    }

    private static void keep(Map<String, String> kept, String name, UnaryOperator<String> fields) {
        if (!fields.apply(name).isEmpty()) {
            kept.put(name, fields.apply(name));
        }
    }

    /// What was sent of either form of the page of one thing.
    static Map<String, String> sent(Exchange exchange) {
        Map<String, String> sent = fields(exchange::field);
        for (String name : List.of("picture", "step", "shortest", "longest", "before", "after", "walkUp")) {
            keep(sent, name, exchange::field);
        }
        if (exchange.has("title")) {
            sent.putIfAbsent("title", "");
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            for (int i = 0; i < RoomForm.STRETCHES; i++) {
                for (String field : List.of("opens", "closes")) {
                    String name = field + day.getValue() + "-" + i;
                    if (exchange.has(name)) {
                        sent.put(name, exchange.field(name));
                    }
                }
            }
        }
        return sent;
    }

    private static Map<String, String> said(Words words, Map<String, String> mistakes) {
        return mistakes.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> words.say(e.getValue())));
    }

    static Bookable.Kind kind(String text) {
        return text.equals("tool") ? Bookable.Kind.TOOL : Bookable.Kind.PLACE;
    }

    static Optional<Integer> whole(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
