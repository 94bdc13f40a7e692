package org.doorstep.hub.completeness;

import java.util.List;
import org.doorstep.relay.contract.Band;

/// Whether anything is missing from a figure, as a working view says it in full: which kiosks are silent for
/// which part of its time, what is lost for good, and what the figure likely comes to. A release carries only
/// the `band`.
public record Mark(Band band, List<Unheard> unheard, List<Lost> lost, int recorded, Likely likely) {
    public static final Mark COMPLETE = new Mark(Band.COMPLETE, List.of(), List.of(), 0, Likely.NOT_SAID);

    /// Rows that a device has declared lost for good.
    public record Lost(String device, long rows) {}

    public Mark {
        unheard = List.copyOf(unheard);
        lost = List.copyOf(lost);
    }

    /// `open` is the time that the figure is about, as far as it has passed, and `kiosks` how many the hub knows,
    /// silent or not. Pure.
    ///
    /// The band is made of time and never of counts: [Band#NEARLY] where at most a tenth of all kiosks' time is
    /// unheard and nothing is lost.
    public static Mark of(
            List<Span> open, List<Unheard> silences, int kiosks, List<Lost> lost, int recorded, Likely likely) {
        List<Unheard> parts = touching(open, silences);
        if (parts.isEmpty() && lost.isEmpty()) {
            return COMPLETE;
        }
        return new Mark(band(open, parts, kiosks, lost), parts, lost, recorded, likely);
    }

    /// The parts of silences that are in the open time.
    public static List<Unheard> touching(List<Span> open, List<Unheard> silences) {
        return open.stream()
                .flatMap(span -> silences.stream()
                        .filter(silence -> silence.span().touches(span))
                        .map(silence -> silence.within(span)))
                .toList();
    }

    public boolean complete() {
        return band == Band.COMPLETE;
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
