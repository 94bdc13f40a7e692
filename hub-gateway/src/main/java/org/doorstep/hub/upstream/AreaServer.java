package org.doorstep.hub.upstream;

import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.figures.FigureLedger;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.FigureWeek;

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

    /// What came of comparing.
    sealed interface Compared<T> {
        record Answered<T>(T answer) implements Compared<T> {}

        /// It is not where this hub takes it to be; the next asking for its cursor tells.
        record Elsewhere<T>() implements Compared<T> {}

        /// It is of a version that does not compare yet.
        record TooOld<T>() implements Compared<T> {}

        record Away<T>() implements Compared<T> {}
    }

    Answer cursor();

    Answer send(FigureBatch batch);

    /// What it holds of this hub's present ledger after a row: a page of it.
    Compared<FigureLedger> ledger(long after);

    Compared<FigureProof.Answer> compare(FigureProof proof);

    /// As [#compare(FigureProof)] for a part of a week; what was otherwise there is mended by it.
    Compared<FigureWeek.Answer> compare(FigureWeek week);

    @Override
    void close();
}
