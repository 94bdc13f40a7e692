package org.doorstep.relay.fields;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A table and the kind of each of its columns. `dated` is the column that ages are counted from;
/// empty where nothing of it is kept for a time.
public record Table(String database, String name, String holds, String dated, Map<String, String> kinds) {
    /// In place of a kind: the column says nothing of anybody.
    static final String NONE = "none";

    public Table {
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
    }

    /// With its database before it, as the file has it.
    public String fullName() {
        return database + "." + name;
    }

    /// The names of the kinds of personal data in it, each once, in the file's order.
    public List<String> personalKinds() {
        return kinds.values().stream()
                .filter(kind -> !kind.equals(NONE))
                .distinct()
                .toList();
    }

    /// Its columns of that kind.
    public List<String> columnsOf(String kind) {
        return kinds.entrySet().stream()
                .filter(entry -> Objects.equals(entry.getValue(), kind))
                .map(Map.Entry::getKey)
                .toList();
    }
}
