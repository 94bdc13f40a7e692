package org.doorstep.relay.fields;

import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the text of the file of fields, line by line. All that is wrong with it is said at once,
/// each with its line.
final class FieldsText {
    private static final Set<String> OF_A_KIND = Set.of("about", "holds", "purpose", "ground", "keep", "readers");

    private static final Pattern UNSEEN = Pattern.compile("unseen ([1-9][0-9]{0,2}) months");
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,3}) (days|months)( emptied)?");
    private static final Pattern IN_USE = Pattern.compile("in use: (\\S.*)");

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private int line;

    /// What the lines after `kind NAME` or `table NAME` are gathered in until the next.
    private String kind = "";

    private Map<String, String> said = new LinkedHashMap<>();
    private String table = "";
    private String tableHolds = "";
    private String dated = "";
    private Map<String, String> columns = new LinkedHashMap<>();

    static Fields read(String text) {
        FieldsText reading = new FieldsText();
        text.lines().forEach(reading::take);
        reading.endOfBlock();
        reading.tables.values().forEach(reading::check);
        reading.checkUnseen();
        if (!reading.mistakes.isEmpty()) {
            throw new FieldsException(
                    "The file of fields (" + Fields.PLACE + "): " + String.join("; ", reading.mistakes) + ".");
        }
        return new Fields(reading.kinds, reading.tables);
    }

    private void take(String text) {
        line++;
        if (text.isBlank() || text.startsWith("#")) {
            return;
        }
        String[] words = text.strip().split("\\s+", 2);
        String rest = words.length == 1 ? "" : words[1].strip();
        if (rest.isEmpty()) {
            mistake("`" + words[0] + "` has nothing after it");
        } else if (text.startsWith("kind ")) {
            endOfBlock();
            kind = rest;
        } else if (text.startsWith("table ")) {
            endOfBlock();
            String[] named = rest.split("\\s+", 2);
            table = named[0];
            tableHolds = named.length == 1 ? "" : named[1];
            if (!table.matches("(hub|kiosk|area)\\.[a-z_]+") || tableHolds.isEmpty()) {
                mistake("a table is `table hub.NAME  what it is`, with hub, kiosk or area before its name");
            }
        } else if (!Character.isWhitespace(text.charAt(0))) {
            mistake("`" + words[0] + "` begins neither a kind nor a table");
        } else if (!kind.isEmpty()) {
            ofTheKind(words[0], rest);
        } else if (!table.isEmpty()) {
            ofTheTable(words[0], rest);
        }
    }

    private void ofTheKind(String name, String value) {
        if (!OF_A_KIND.contains(name)) {
            mistake("`" + name + "` is not said of a kind");
        } else if (said.put(name, value) != null) {
            mistake("`" + name + "` is said twice of `" + kind + "`");
        }
    }

    private void ofTheTable(String name, String value) {
        if (name.equals("dated")) {
            dated = value;
            return;
        }
        for (String column : value.split("\\s+")) {
            if (columns.put(column, name) != null) {
                mistake(table + "." + column + " is named twice");
            }
        }
    }

    private void endOfBlock() {
        if (!kind.isEmpty()) {
            endOfKind();
        }
        if (!table.isEmpty()) {
            int dot = table.indexOf('.');
            Table made = new Table(
                    table.substring(0, Math.max(0, dot)), table.substring(dot + 1), tableHolds, dated, columns);
            if (tables.put(table, made) != null) {
                mistake(table + " is there twice");
            }
        }
        kind = "";
        said = new LinkedHashMap<>();
        table = "";
        dated = "";
        columns = new LinkedHashMap<>();
    }

    private void endOfKind() {
        Set<String> lacking = new TreeSet<>(OF_A_KIND);
        lacking.removeAll(said.keySet());
        if (!lacking.isEmpty()) {
            mistake("the kind `" + kind + "` does not say " + String.join(", ", lacking));
            return;
        }
        try {
            Kind made = new Kind(
                    kind,
                    Kind.About.valueOf(said.get("about").toUpperCase(Locale.ROOT)),
                    said.get("holds"),
                    said.get("purpose"),
                    said.get("ground"),
                    keep(said.get("keep")),
                    Arrays.stream(said.get("readers").split("\\s+"))
                            .filter(reader -> !reader.equals("nobody"))
                            .collect(Collectors.toSet()));
            if (kind.equals(Table.NONE) || kinds.put(kind, made) != null) {
                mistake("the kind `" + kind + "` is there already");
            }
        } catch (IllegalArgumentException e) {
            mistake("the kind `" + kind + "`: " + e.getMessage());
        }
    }

    private static Keep keep(String words) {
        Matcher unseen = UNSEEN.matcher(words);
        if (unseen.matches()) {
            return new Keep.UntilUnseen(Period.ofMonths(Integer.parseInt(unseen.group(1))));
        }
        Matcher age = AGE.matcher(words);
        if (age.matches()) {
            int number = Integer.parseInt(age.group(1));
            Period period = age.group(2).equals("days") ? Period.ofDays(number) : Period.ofMonths(number);
            return age.group(3) == null ? new Keep.RowFor(period) : new Keep.ValueFor(period);
        }
        Matcher use = IN_USE.matcher(words);
        if (use.matches()) {
            return new Keep.InUse(use.group(1));
        }
        throw new IllegalArgumentException("`keep " + words + "` is neither `unseen N months`, `N months`, `N days`,"
                + " `N months emptied` nor `in use: WHY`");
    }

    private void check(Table checked) {
        long ages = checked.personalKinds().stream()
                .map(kinds::get)
                .filter(of -> of != null && of.keep() instanceof Keep.RowFor)
                .map(Kind::keep)
                .distinct()
                .count();
        if (ages > 1) {
            mistakes.add(checked.fullName() + " has kinds after which its row goes at different times");
        }
        for (String name : checked.personalKinds()) {
            Kind of = kinds.get(name);
            if (of == null) {
                mistakes.add(checked.fullName() + " has the kind `" + name + "`, which is none of the kinds above");
            } else if (of.keep().dated() && checked.dated().isEmpty()) {
                mistakes.add(checked.fullName() + " has `" + name
                        + "`, which is kept for a time: say by `dated COLUMN` from when it is counted");
            }
        }
        if (!checked.dated().isEmpty() && !checked.kinds().containsKey(checked.dated())) {
            mistakes.add(checked.fullName() + " is dated by " + checked.dated() + ", which is none of its columns");
        }
    }

    /// A resident is erased whole, so everything that goes with them is kept as long.
    private void checkUnseen() {
        long periods = kinds.values().stream()
                .map(Kind::keep)
                .filter(Keep.UntilUnseen.class::isInstance)
                .distinct()
                .count();
        if (periods > 1) {
            mistakes.add("a resident is erased whole, and here are " + periods + " different `keep unseen` for it");
        }
    }

    private void mistake(String what) {
        mistakes.add("line " + line + ": " + what);
    }
}
