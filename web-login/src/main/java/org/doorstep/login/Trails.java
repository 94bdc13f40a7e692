package org.doorstep.login;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The audit as a page shows it, newest first, in two lists: what was changed, and who came in and looked. What happens
/// all day would else bury the other. Each list turns back by an address of its own. Safe for all threads.
///
/// It has no words: a program draws the entries in its own.
public final class Trails {
    /// A screen or two; the rest is an address away.
    private static final int SHOWN = 40;

    private static final Set<String> COMINGS =
            Set.of(Audit.What.SIGNED_IN.name(), Audit.What.SIGNED_OUT.name(), Audit.What.WRONG_PASSWORD.name());

    private final Audit audit;
    private final Set<String> comings;

    /// One list. `id` is `changes` or `comings`, in the address too; `older`: not the newest are shown; `earlier` is
    /// the address of those before, or empty.
    public record Trail(String id, List<Audit.Entry> entries, boolean older, String earlier) {
        public Trail {
            entries = List.copyOf(entries);
        }
    }

    /// `alsoComings` are the program's own kinds that are looking and not changing.
    public Trails(Audit audit, Enum<?>... alsoComings) {
        Set<String> all = new HashSet<>(COMINGS);
        for (Enum<?> what : alsoComings) {
            all.add(what.name());
        }
        this.audit = audit;
        this.comings = Set.copyOf(all);
    }

    /// Both lists for the page at `path`; `asked` gives what its address says under a name, or an empty text.
    public List<Trail> at(String path, Function<String, String> asked) {
        long changes = before(asked.apply("changes"));
        long looks = before(asked.apply("comings"));
        return List.of(
                trail(path, "changes", changes, audit.without(comings, changes, SHOWN)),
                trail(path, "comings", looks, audit.only(comings, looks, SHOWN)));
    }

    private static Trail trail(String path, String id, long before, Audit.Leaf leaf) {
        String earlier = leaf.earlier() == 0 ? "" : path + "?" + id + "=" + leaf.earlier() + "#" + id;
        return new Trail(id, leaf.entries(), before != Audit.NEWEST, earlier);
    }

    private static long before(String asked) {
        return asked.matches("[1-9][0-9]{0,17}") ? Long.parseLong(asked) : Audit.NEWEST;
    }
}
