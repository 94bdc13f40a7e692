package org.doorstep.hub.booking.calendar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.UnitId;

/// A row of the calendar: one unit, of which only one may have it at a time; or a pool, by how many
/// of it are out. `of` is what is booked when somebody books on this row.
record Row(String key, String title, BookableId of, List<UnitId> units, boolean pool) {
    Row {
        units = List.copyOf(units);
    }

    /// Every unit of that kind once, by what it can be booked as alone; what is only ever booked
    /// together with others stands under the first that has it.
    static List<Row> of(Catalogue catalogue, Bookable.Kind kind) {
        List<Row> rows = new ArrayList<>();
        Set<UnitId> shown = new HashSet<>();
        List<Bookable> offered = catalogue.offered().stream()
                .filter(bookable -> bookable.kind() == kind)
                .toList();
        for (Bookable bookable : offered) {
            List<UnitId> units = catalogue.ownUnits(bookable.id());
            if (bookable.isPool()) {
                rows.add(new Row(bookable.id().value(), bookable.title(), bookable.id(), units, true));
                shown.addAll(units);
            } else if (units.size() == 1 && shown.add(units.getFirst())) {
                rows.add(new Row(bookable.id().value(), bookable.title(), bookable.id(), units, false));
            }
        }
        for (Bookable bookable : offered) {
            for (UnitId unit : catalogue.ownUnits(bookable.id())) {
                if (shown.add(unit)) {
                    String title =
                            catalogue.unit(unit).map(found -> found.name()).orElse(bookable.title());
                    rows.add(new Row(bookable.id() + "-" + unit, title, bookable.id(), List.of(unit), false));
                }
            }
        }
        return rows;
    }

    /// Only the rows that a booking of it could take.
    static List<Row> of(Catalogue catalogue, Bookable bookable) {
        Set<UnitId> units = catalogue.unitsOf(bookable.id());
        List<Row> rows = new ArrayList<>();
        for (Bookable.Kind kind : Bookable.Kind.values()) {
            of(catalogue, kind).stream()
                    .filter(row -> row.units.stream().anyMatch(units::contains))
                    .forEach(rows::add);
        }
        return rows;
    }

    static Optional<Bookable.Kind> kind(String text) {
        return switch (text) {
            case "tool" -> Optional.of(Bookable.Kind.TOOL);
            case "place" -> Optional.of(Bookable.Kind.PLACE);
            default -> Optional.empty();
        };
    }
}
