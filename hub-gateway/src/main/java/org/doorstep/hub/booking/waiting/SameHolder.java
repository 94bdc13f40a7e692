package org.doorstep.hub.booking.waiting;

import java.util.Set;
import java.util.stream.Collectors;
import org.doorstep.hub.booking.claims.Holder;
import org.jdbi.v3.core.Handle;

/// Whoever has several passes is one resident, whichever of them a booking was made with.
public final class SameHolder {
    private SameHolder() {}

    /// This holder, and every other pass of the same resident as one.
    public static Set<Holder> of(Handle handle, Holder holder) {
        if (!(holder instanceof Holder.Resident(String pass))) {
            return Set.of(holder);
        }
        Set<Holder> all = handle.createQuery("""
                        SELECT beside.name
                        FROM pass
                        JOIN resident_pass own ON own.pass = pass.id
                        JOIN resident_pass their ON their.leader = own.leader
                        JOIN pass beside ON beside.id = their.pass
                        WHERE pass.name = :name
                        """).bind("name", pass).mapTo(String.class).stream()
                .map(Holder.Resident::new)
                .collect(Collectors.toSet());
        all.add(holder);
        return Set.copyOf(all);
    }
}
