package org.doorstep.hub.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.Envelope;

/// A feature's tables, made from events. All calls come from the writer's thread, in the transaction that keeps the
/// events.
///
/// What it holds in memory must be what the database says: it is told to [#forget] whenever a transaction it took
/// part in was undone. The result may not depend on the order in which events come.
public interface Projection {

    /// Takes one new event into account. Anything thrown undoes this event's projection, and no other's.
    void project(Connection connection, Envelope event) throws SQLException;

    /// As the other, of an event that has no time. Most have nothing to do with what nobody may match.
    default void project(Connection connection, AnonymousEnvelope event) throws SQLException {}

    /// Writes down what it has gathered since the last time.
    void flush(Connection connection) throws SQLException;

    /// Drops everything remembered or gathered.
    void forget();

    /// Empties the tables, to be filled again from the inbox.
    void clear(Connection connection) throws SQLException;
}
