package org.doorstep.system.neighbourhood;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The passes of a dozen residents, for the simulated readers' page: each with a symbol, since nobody has a name.
public final class DemoPasses {
    /// Among so many residents there are cards and codes enough.
    static final int OF_THE_FIRST = 40;

    private static final List<String> SYMBOLS = List.of(
            "Fern", "Kettle", "Robin", "Lantern", "Acorn", "Teacup", "Heron", "Button", "Willow", "Anchor", "Otter",
            "Thimble");
    private static final int CARDS = 7;

    private final String text;

    DemoPasses(List<Resident> residents, PassBook passes) {
        List<Resident> first = residents.stream().limit(OF_THE_FIRST).toList();
        List<String> cards = first.stream()
                .filter(resident -> resident.pass() instanceof Resident.Pass.Card)
                .map(DemoPasses::card)
                .limit(CARDS)
                .toList();
        List<String> codes = first.stream()
                .filter(resident -> resident.pass() instanceof Resident.Pass.Code)
                .map(resident -> "code " + passes.code(resident))
                .filter(line -> line.indexOf(' ', 5) < 0)
                .limit(SYMBOLS.size() - CARDS)
                .toList();
        List<String> lines = Stream.concat(cards.stream(), codes.stream()).toList();
        this.text = IntStream.range(0, lines.size())
                .mapToObj(i -> lines.get(i) + " # " + SYMBOLS.get(i) + "\n")
                .collect(Collectors.joining());
    }

    /// As the kiosk's simulator reads it.
    public String text() {
        return text;
    }

    private static String card(Resident resident) {
        Resident.Pass.Card card = (Resident.Pass.Card) resident.pass();
        return "card " + card.text().substring(card.text().indexOf(':') + 1);
    }
}
