package org.doorstep.hub.attendance;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.doorstep.hub.completeness.Mark;

/// One session with its figures at a moment, and whether anything is missing from them.
public record SessionFacts(@JsonUnwrapped SessionCounts counts, Mark mark) {

    public enum Phase {
        TO_COME,
        ON,
        OVER
    }

    public SessionFacts {
        mark.mustCover(counts.recorded());
    }
}
