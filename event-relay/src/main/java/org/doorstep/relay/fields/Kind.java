package org.doorstep.relay.fields;

import java.util.Locale;
import java.util.Set;

/// A kind of personal data: why it is held, on what ground, for how long, and which roles may read
/// it. `readers` are the names of roles in small letters; nobody may read what has none.
public record Kind(
        String name, About about, String holds, String purpose, String ground, Keep keep, Set<String> readers) {

    /// Whom it is about.
    public enum About {
        RESIDENT,
        STAFF
    }

    public Kind {
        readers = Set.copyOf(readers);
    }

    /// Whether somebody of this role may read it. The names of a program's roles are those of its
    /// enum.
    public boolean mayBeReadBy(Enum<?> role) {
        return readers.contains(role.name().toLowerCase(Locale.ROOT));
    }
}
