package org.doorstep.hub.booking.units;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Everything that can be booked with all its rules, as it was when it was read: some hundred rows
/// at most, so it is read whole, and safe for all threads. Who keeps one asks [#version] whether it
/// is still what the tables say.
public final class Catalogue {
    private final long version;
    private final Map<BookableId, Bookable> bookables;
    private final Map<UnitId, Unit> units;
    private final Map<BookableId, List<UnitId>> own;
    private final Map<BookableId, Map<BookableId, Integer>> parts;
    private final Map<String, List<OpenHours>> hours;
    private final List<Closure> closures;
    private final List<Apart> apart;
    private final Map<Long, Party> parties;
    private final BookingRules rules;
    private final Map<BookableId, Set<UnitId>> all;

    private Catalogue(
            long version,
            Map<BookableId, Bookable> bookables,
            Map<UnitId, Unit> units,
            Map<BookableId, List<UnitId>> own,
            Map<BookableId, Map<BookableId, Integer>> parts,
            Map<String, List<OpenHours>> hours,
            List<Closure> closures,
            List<Apart> apart,
            Map<Long, Party> parties,
            BookingRules rules) {
        this.version = version;
        this.bookables = bookables;
        this.units = units;
        this.own = own;
        this.parts = parts;
        this.hours = hours;
        this.closures = closures;
        this.apart = apart;
        this.parties = parties;
        this.rules = rules;
        this.all = bookables.keySet().stream().collect(Collectors.toMap(id -> id, this::unitsWithParts));
    }

    /// Which state of the tables a catalogue would have: another number with each change, by chance.
    public static long version(Handle handle) {
        return handle.createQuery("SELECT version FROM units_version")
                .mapTo(Long.class)
                .one();
    }

    public static Catalogue read(Handle handle) {
        return new Catalogue(
                version(handle),
                bookables(handle),
                units(handle),
                own(handle),
                parts(handle),
                hours(handle),
                closures(handle),
                apart(handle),
                parties(handle),
                rules(handle));
    }

    public long version() {
        return version;
    }

    /// By title; what is retired is among them.
    public Collection<Bookable> all() {
        return bookables.values();
    }

    /// What can be booked at all, by title.
    public List<Bookable> offered() {
        return bookables.values().stream()
                .filter(bookable -> !bookable.retired())
                .toList();
    }

    public Optional<Bookable> find(BookableId id) {
        return Optional.ofNullable(bookables.get(id));
    }

    /// Throws if there is none: for ids that come out of the store.
    public Bookable get(BookableId id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("Nothing called " + id + " can be booked."));
    }

    public Optional<Unit> unit(UnitId id) {
        return Optional.ofNullable(units.get(id));
    }

    public Optional<Unit> unitWithLabel(String label) {
        return units.values().stream()
                .filter(unit -> !label.isEmpty() && unit.label().equals(label))
                .findFirst();
    }

    public Collection<Unit> allUnits() {
        return units.values();
    }

    public Collection<Party> parties() {
        return parties.values();
    }

    public Optional<Party> party(long id) {
        return Optional.ofNullable(parties.get(id));
    }

    public BookingRules rules() {
        return rules;
    }

    public List<Closure> closures() {
        return closures;
    }

    public List<Apart> apart() {
        return apart;
    }

    /// Its own lines; empty if the hub's stand for it.
    public List<OpenHours> ownHours(BookableId id) {
        return hours.getOrDefault(id.value(), List.of());
    }

    public List<OpenHours> hubHours() {
        return hours.getOrDefault("", List.of());
    }

    /// The units that are its own, without those of a kit's parts.
    public List<UnitId> ownUnits(BookableId id) {
        return own.getOrDefault(id, List.of());
    }

    /// What a kit has beside units of its own, and how many of each; empty if it is no kit.
    public Map<BookableId, Integer> parts(BookableId id) {
        return parts.getOrDefault(id, Map.of());
    }

    /// Every unit that a booking of it could take.
    public Set<UnitId> unitsOf(BookableId id) {
        return all.getOrDefault(id, Set.of());
    }

    /// How many of it there are: of a pool its units, of anything else one.
    public int howMany(BookableId id) {
        return get(id).isPool() ? ownUnits(id).size() : 1;
    }

    /// Of which units a booking of so many takes how many. Needs of one booking never ask for the
    /// same unit twice.
    public List<Need> needs(BookableId id, int count) {
        Map<BookableId, Integer> counted = new LinkedHashMap<>();
        Set<UnitId> fixed = new LinkedHashSet<>();
        add(id, count, counted, fixed);
        parts(id).forEach((part, times) -> add(part, times, counted, fixed));
        List<Need> needs = new ArrayList<>();
        if (!fixed.isEmpty()) {
            needs.add(new Need(List.copyOf(fixed), fixed.size()));
        }
        counted.forEach((pool, times) -> needs.add(new Need(
                ownUnits(pool).stream().filter(unit -> !fixed.contains(unit)).toList(), times)));
        return needs;
    }

    private void add(BookableId id, int count, Map<BookableId, Integer> counted, Set<UnitId> fixed) {
        if (get(id).isPool()) {
            counted.merge(id, count, Integer::sum);
        } else {
            fixed.addAll(ownUnits(id));
        }
    }

    /// Whether the two have a unit in common: half a hall and the whole of it.
    public boolean share(BookableId one, BookableId other) {
        Set<UnitId> of = unitsOf(other);
        return unitsOf(one).stream().anyMatch(of::contains);
    }

    /// When it is open in that time, in order, without what it is closed for; stretches that touch
    /// are one.
    public List<Times> open(BookableId id, Times within, ZoneId zone) {
        List<OpenHours> lines = ownHours(id).isEmpty() ? hubHours() : ownHours(id);
        List<Times> open = lines.isEmpty() ? List.of(within) : Stretches.of(lines, within, zone);
        return Stretches.without(
                open, closedFor(id).stream().map(Closure::times).toList());
    }

    /// The closures that are about it: of the whole hub, of itself, of what shares a unit with it.
    public List<Closure> closedFor(BookableId id) {
        return closures.stream()
                .filter(closure -> closure.bookable().isEmpty() || share(new BookableId(closure.bookable()), id))
                .toList();
    }

    /// The good hours in that time, of which no group is to have too large a share.
    public List<Times> goodHours(Times within, ZoneId zone) {
        return Stretches.of(
                rules.goodDays().stream()
                        .map(day -> new OpenHours(day, rules.goodFrom(), rules.goodUntil()))
                        .toList(),
                within,
                zone);
    }

    /// From midnight to midnight of those days, the last not among them.
    public static Times days(LocalDate from, LocalDate to, ZoneId zone) {
        return new Times(
                from.atStartOfDay(zone).toInstant(), to.atStartOfDay(zone).toInstant());
    }

    private Set<UnitId> unitsWithParts(BookableId id) {
        Set<UnitId> units = new HashSet<>(ownUnits(id));
        parts(id).keySet().forEach(part -> units.addAll(ownUnits(part)));
        return Set.copyOf(units);
    }

    private static Map<BookableId, Bookable> bookables(Handle handle) {
        Map<BookableId, Bookable> all = new LinkedHashMap<>();
        handle.createQuery("SELECT * FROM bookable ORDER BY title COLLATE NOCASE, id")
                .map((row, context) -> new Bookable(
                        new BookableId(row.getString("id")),
                        Bookable.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        new Bookable.Details(
                                row.getString("title"),
                                row.getString("place"),
                                row.getString("picture"),
                                row.getInt("capacity")),
                        Bookable.Takes.valueOf(row.getString("takes").toUpperCase(Locale.ROOT)),
                        new Bookable.Limits(
                                row.getInt("before_minutes"),
                                row.getInt("after_minutes"),
                                row.getInt("step_minutes"),
                                row.getInt("shortest_minutes"),
                                row.getInt("longest_minutes"),
                                row.getInt("ahead_days")),
                        Bookable.Who.valueOf(row.getString("who").toUpperCase(Locale.ROOT)),
                        row.getBoolean("approval"),
                        row.getBoolean("from_home"),
                        row.getString("walk_up"),
                        row.getInt("walk_up_share"),
                        row.getString("induction"),
                        row.getBoolean("retired")))
                .forEach(bookable -> all.put(bookable.id(), bookable));
        return all;
    }

    private static Map<UnitId, Unit> units(Handle handle) {
        Map<UnitId, Unit> all = new LinkedHashMap<>();
        handle.createQuery(
                        "SELECT id, name, coalesce(label, '') AS label, unsafe FROM unit ORDER BY name COLLATE NOCASE")
                .map((row, context) -> new Unit(
                        new UnitId(row.getLong("id")),
                        row.getString("name"),
                        row.getString("label"),
                        row.getBoolean("unsafe")))
                .forEach(unit -> all.put(unit.id(), unit));
        return all;
    }

    private static Map<BookableId, List<UnitId>> own(Handle handle) {
        Map<BookableId, List<UnitId>> all = new LinkedHashMap<>();
        handle.createQuery("SELECT bookable, unit FROM bookable_unit ORDER BY bookable, unit")
                .map((row, context) ->
                        Map.entry(new BookableId(row.getString("bookable")), new UnitId(row.getLong("unit"))))
                .forEach(line -> all.computeIfAbsent(line.getKey(), _ -> new ArrayList<>())
                        .add(line.getValue()));
        return all;
    }

    private static Map<BookableId, Map<BookableId, Integer>> parts(Handle handle) {
        record Part(BookableId kit, BookableId part, int count) {}
        Map<BookableId, Map<BookableId, Integer>> all = new LinkedHashMap<>();
        handle.createQuery("SELECT kit, part, count FROM kit_part ORDER BY kit, part")
                .map((row, context) -> new Part(
                        new BookableId(row.getString("kit")),
                        new BookableId(row.getString("part")),
                        row.getInt("count")))
                .forEach(part -> all.computeIfAbsent(part.kit, _ -> new LinkedHashMap<>())
                        .put(part.part, part.count));
        return all;
    }

    private static Map<String, List<OpenHours>> hours(Handle handle) {
        Map<String, List<OpenHours>> all = new LinkedHashMap<>();
        handle.createQuery("SELECT bookable, weekday, opens, closes FROM open_hours ORDER BY bookable, weekday, opens")
                .map((row, context) -> Map.entry(
                        row.getString("bookable"),
                        new OpenHours(DayOfWeek.of(row.getInt("weekday")), row.getInt("opens"), row.getInt("closes"))))
                .forEach(line -> all.computeIfAbsent(line.getKey(), _ -> new ArrayList<>())
                        .add(line.getValue()));
        return all;
    }

    private static List<Closure> closures(Handle handle) {
        return handle.createQuery("SELECT id, bookable, starts, ends, reason FROM closure ORDER BY starts, id")
                .map((row, context) -> new Closure(
                        row.getLong("id"),
                        row.getString("bookable"),
                        Times.ofMinutes(row.getLong("starts"), row.getLong("ends")),
                        row.getString("reason")))
                .list();
    }

    private static List<Apart> apart(Handle handle) {
        return handle.createQuery("SELECT id, bookable, party_kind, other, other_kind, reason FROM apart ORDER BY id")
                .map((row, context) -> new Apart(
                        row.getLong("id"),
                        new BookableId(row.getString("bookable")),
                        PartyKind.stored(row.getString("party_kind")),
                        new BookableId(row.getString("other")),
                        PartyKind.stored(row.getString("other_kind")),
                        row.getString("reason")))
                .list();
    }

    private static Map<Long, Party> parties(Handle handle) {
        Map<Long, Party> all = new LinkedHashMap<>();
        handle.createQuery("SELECT id, name, kind, retired FROM party ORDER BY name COLLATE NOCASE")
                .map((row, context) -> new Party(
                        row.getLong("id"),
                        row.getString("name"),
                        PartyKind.stored(row.getString("kind")),
                        row.getBoolean("retired")))
                .forEach(party -> all.put(party.id(), party));
        return all;
    }

    private static BookingRules rules(Handle handle) {
        return handle.createQuery("SELECT * FROM booking_rules")
                .map((row, context) -> new BookingRules(
                        row.getInt("most_open"),
                        row.getInt("hours_a_week"),
                        row.getInt("fair_share"),
                        days(row.getInt("good_days")),
                        row.getInt("good_from"),
                        row.getInt("good_until")))
                .one();
    }

    private static Set<DayOfWeek> days(int bits) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if ((bits & 1 << day.getValue() - 1) != 0) {
                days.add(day);
            }
        }
        return days;
    }
}
