package org.doorstep.hub.completeness;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.doorstep.relay.contract.figures.Band;

/// Whether anything is missing from the figures of a session, a day, a week or an activity, as a working view says
/// it in full: which kiosks are silent for which part of its time, what is lost for good, and of each figure what
/// it likely comes to. A release carries only the `band`.
///
/// `band`, `recorded` and `likely` are those of the visits. `earlier` is what was missing before that time: who is
/// new depends on it. `here` is what is missing from who is here now, which may be more: somebody may have left, or
/// come, after the last arrival that is known.
public record Mark(
        Band band,
        List<Unheard> unheard,
        List<Missing.Lost> lost,
        int recorded,
        Likely likely,
        List<Unheard> earlier,
        List<Unheard> here,
        Map<Figure, FigureMark> figures) {

    public Mark {
        unheard = List.copyOf(unheard);
        lost = List.copyOf(lost);
        earlier = List.copyOf(earlier);
        here = List.copyOf(here);
        figures = Collections.unmodifiableMap(new EnumMap<>(figures));
    }

    /// The mark of these figures. `likely` has those of which a likely range can be said; what is known of it is
    /// believed only where nothing is lost. Pure.
    public static Mark of(Missing missing, Missing earlier, Map<Figure, Integer> recorded, Map<Figure, Likely> likely) {
        return of(missing, earlier, missing, recorded, likely);
    }

    /// The same where of who is here now `here` is missing.
    public static Mark of(
            Missing missing, Missing earlier, Missing here, Map<Figure, Integer> recorded, Map<Figure, Likely> likely) {
        Map<Figure, FigureMark> figures = new EnumMap<>(Figure.class);
        recorded.forEach((figure, count) -> figures.put(
                figure,
                mark(
                        figure,
                        count,
                        figure.ofNow() ? here : missing,
                        earlier,
                        likely.getOrDefault(figure, Likely.NOT_SAID))));
        FigureMark visits = figures.get(Figure.VISITS);
        return new Mark(
                missing.band(),
                missing.unheard(),
                missing.lost(),
                visits.recorded(),
                visits.likely(),
                earlier.unheard(),
                recorded.keySet().stream().anyMatch(Figure::ofNow) ? here.unheard() : List.of(),
                figures);
    }

    /// What may be shown of a figure has a mark that was made for this count. A view's constructor asks, so that
    /// none can be made that forgot one.
    public void mustCover(Map<Figure, Integer> shown) {
        shown.forEach((figure, count) -> {
            if (!figures.containsKey(figure) || figures.get(figure).recorded() != count) {
                throw new IllegalArgumentException("The figure " + figure + " is shown without its mark.");
            }
        });
    }

    public FigureMark of(Figure figure) {
        return figures.get(figure);
    }

    /// Whether nothing is missing from its own time.
    public boolean complete() {
        return band == Band.COMPLETE;
    }

    private static FigureMark mark(Figure figure, int recorded, Missing missing, Missing earlier, Likely likely) {
        Band band = band(figure, missing, earlier);
        if (band == Band.COMPLETE) {
            return new FigureMark(recorded, band, Likely.NOT_SAID, FigureMark.Range.NOT_NEEDED);
        }
        FigureMark.Range range =
                switch (figure.basis()) {
                    case WHO_CAME -> FigureMark.Range.WHO_CAME;
                    case NOTHING_ALIKE -> FigureMark.Range.NOTHING_ALIKE;
                    case HOW_MANY -> {
                        if (!missing.lost().isEmpty()) {
                            yield FigureMark.Range.LOST;
                        }
                        yield likely.said() ? FigureMark.Range.SAID : FigureMark.Range.TOO_LITTLE_HISTORY;
                    }
                };
        return new FigureMark(recorded, band, range == FigureMark.Range.SAID ? likely : Likely.NOT_SAID, range);
    }

    /// Whoever is counted as new now may have come before, while a kiosk was away: then it is nearly complete at
    /// best, whatever is known of its own time.
    public static Band band(Figure figure, Missing missing, Missing earlier) {
        return figure.basis() == Figure.Basis.WHO_CAME && !earlier.nothing()
                ? missing.band().and(Band.NEARLY)
                : missing.band();
    }
}
