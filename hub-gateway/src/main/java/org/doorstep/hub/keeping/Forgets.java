package org.doorstep.hub.keeping;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/// A feature that holds something of a person beside their counted visits: it lets go of all of it
/// when they leave.
@FunctionalInterface
public interface Forgets {
    /// Deletes every row about the holder of these passes (rows of the table `pass`), and drops
    /// what is remembered of them. In the writer's transaction; may be called again for the same,
    /// also while everything is made again.
    void forget(Connection transaction, Collection<Long> passes) throws SQLException;
}
