package org.doorstep.hub.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Who can erase a resident, as retention needs it. For the writer's thread.
public interface Erases {
    /// The residents who are not erased yet, each by a number of its own, with the rows of `pass` that
    /// are theirs.
    Map<Long, List<Long>> residents(Handle handle);

    /// Erases everything of one resident, in this transaction. Counts stay.
    void erase(Handle transaction, List<Long> passRows, Instant now);

    /// Of a hub in which nobody can be erased.
    static Erases nobody() {
        return new Erases() {
            @Override
            public Map<Long, List<Long>> residents(Handle handle) {
                return Map.of();
            }

            @Override
            public void erase(Handle transaction, List<Long> passRows, Instant now) {
                throw new IllegalStateException("There is nobody here who could be erased.");
            }
        };
    }
}
