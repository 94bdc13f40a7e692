package org.doorstep.hub.completeness;

import java.util.List;
import org.doorstep.relay.contract.figures.Band;

/// What is missing from a stretch of time: which kiosks are silent for which part of it, what is lost for good, and
/// how much that is.
public record Missing(Band band, List<Unheard> unheard, List<Lost> lost) {
    public static final Missing NOTHING = new Missing(Band.COMPLETE, List.of(), List.of());

    /// Rows that a device has declared lost for good.
    public record Lost(String device, long rows) {}

    public Missing {
        unheard = List.copyOf(unheard);
        lost = List.copyOf(lost);
    }

    /// `open` is the time that is asked about, as far as it has passed, and `kiosks` how many the hub knows, silent
    /// or not. Pure.
    ///
    /// The band is made of time and never of counts: [Band#NEARLY] where at most a tenth of all kiosks' time is
    /// unheard and nothing is lost.
    public static Missing of(List<Span> open, List<Unheard> silences, int kiosks, List<Lost> lost) {
        List<Unheard> parts = touching(open, silences);
        return parts.isEmpty() && lost.isEmpty() ? NOTHING : new Missing(band(open, parts, kiosks, lost), parts, lost);
    }

    public boolean nothing() {
        return band == Band.COMPLETE;
    }

    /// The parts of silences that are in the open time.
    private static List<Unheard> touching(List<Span> open, List<Unheard> silences) {
        return open.stream()
                .flatMap(span -> silences.stream()
                        .filter(silence -> silence.span().touches(span))
                        .map(silence -> silence.within(span)))
                .toList();
    }

    private static Band band(List<Span> open, List<Unheard> parts, int kiosks, List<Lost> lost) {
        if (!lost.isEmpty()) {
            return Band.PARTLY;
        }
        long unheard = parts.stream()
                .mapToLong(part -> part.span().length().toMillis())
                .sum();
        long all = open.stream().mapToLong(span -> span.length().toMillis()).sum() * Math.max(kiosks, 1);
        return unheard * Band.NEARLY_ONE_IN <= all ? Band.NEARLY : Band.PARTLY;
    }
}
