package org.doorstep.hub.upstream;

import org.doorstep.relay.contract.FigureBatch;
import org.doorstep.relay.contract.FigureCursor;

/// The central team's server, as this hub meets it.
interface AreaServer extends AutoCloseable {
    /// What came of asking.
    sealed interface Answer {
        /// It has taken everything up to here.
        record At(FigureCursor cursor) implements Answer {}

        /// The batch does not begin where it is; it is here.
        record Elsewhere(FigureCursor cursor) implements Answer {}

        /// It answered and will not have it: sending the same again helps nobody.
        record Refused(int status) implements Answer {}

        /// It could not be reached, or did not answer in a way that it should.
        record Away() implements Answer {}
    }

    Answer cursor();

    Answer send(FigureBatch batch);

    @Override
    void close();
}
