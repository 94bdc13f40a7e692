package org.doorstep.relay.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.doorstep.relay.contract.AnyEnvelope;

/// What is personal in a text, put into boxes before the text is kept, and taken out again for
/// whoever counts it. What a box holds can be put out of reach for ever without touching the text.
/// All calls come from the writer's thread, in its transaction.
public interface Boxes {

    /// `text` is what to keep, and `event` what to count; they need not say the same name. `whole`
    /// says that nothing personal is left outside of a box; else it is tried again when the program
    /// starts next. `made` are the boxes' own rows that were made for this text.
    record Boxed(AnyEnvelope event, byte[] text, boolean whole, List<Long> made) {
        public Boxed {
            made = List.copyOf(made);
        }
    }

    Boxed box(Connection transaction, AnyEnvelope event, byte[] text) throws SQLException;

    /// The text was here already: what was made for it is taken back.
    void unneeded(Connection transaction, Boxed boxed) throws SQLException;

    /// A kept text with everything out of its boxes. What is out of reach is replaced by something
    /// of the same form.
    byte[] open(Connection connection, byte[] kept) throws SQLException;

    /// Keeps every text as it came: for whoever has nothing personal to keep.
    static Boxes none() {
        return new NoBoxes();
    }
}
