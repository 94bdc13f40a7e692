package org.doorstep.system.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.doorstep.system.sweep.Needle.What;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
    private static final List<Invented> PEOPLE = Invented.people(1, 60);

    @TempDir
    private Path folder;

    private final Search search = new Search(
            PEOPLE.stream().flatMap(person -> person.needles().stream()).toList());

    @Test
    void aNameIsFoundWhateverItWasWrittenAs() throws Exception {
        Invented somebody = PEOPLE.get(7);
        for (byte[] written : List.of(
                somebody.name().getBytes(StandardCharsets.UTF_8),
                somebody.name().toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8),
                somebody.name().getBytes(StandardCharsets.UTF_16LE),
                Base64.getEncoder().encode(("ab" + somebody.name() + "xyz").getBytes(StandardCharsets.UTF_8)))) {
            assertThat(in(written)).containsExactly(7);
        }
        assertThat(in(somebody.postcode().replace(" ", "+").getBytes(StandardCharsets.UTF_8)))
                .containsExactly(7);
    }

    @Test
    void aCardsNumberIsFoundWhateverItWasWrittenAs() throws Exception {
        for (Invented person : PEOPLE) {
            byte[] card = person.card();
            HexFormat hex = HexFormat.of();
            assertThat(in(hex.formatHex(card).getBytes(StandardCharsets.US_ASCII)))
                    .contains(person.number());
            assertThat(in((card.length + ":" + person.typed()).getBytes(StandardCharsets.US_ASCII)))
                    .contains(person.number());
            assertThat(in(new java.math.BigInteger(1, card).toString().getBytes(StandardCharsets.US_ASCII)))
                    .contains(person.number());
            if (card.length >= Search.HEAD) {
                assertThat(in(card)).contains(person.number());
            }
        }
    }

    @Test
    void oneThatLiesOverTheEndOfAPieceIsFoundOnceAndSoIsTheLastInAFile() throws Exception {
        byte[] name = PEOPLE.get(3).name().getBytes(StandardCharsets.UTF_8);
        int piece = 8 << 20;
        byte[] large = new byte[2 * piece + 5_000];
        new Random(3).nextBytes(large);
        List<Integer> places = List.of(0, piece - 3, piece + 20, 2 * piece - 5, large.length - name.length);
        places.forEach(at -> System.arraycopy(name, 0, large, at, name.length));
        Path file = Files.write(folder.resolve("large"), large);
        assertThat(search.in(file).stream()
                        .filter(found -> found.needle().what() == What.NAME)
                        .map(found -> (int) found.at()))
                .containsExactlyElementsOf(places);
    }

    @Test
    void whatIsSureIsInNoRandomBytes() throws Exception {
        byte[] large = new byte[4 << 20];
        new Random(11).nextBytes(large);
        Path file = Files.write(folder.resolve("random"), large);
        assertThat(search.in(file).stream().filter(found -> found.needle().sure()))
                .isEmpty();
        assertThat(
                        search
                                .in(Files.writeString(
                                        folder.resolve("base64"),
                                        Base64.getEncoder().encodeToString(large)))
                                .stream()
                                .filter(found -> found.needle().sure()))
                .isEmpty();
    }

    @Test
    void noTwoPeopleShareAName() {
        assertThat(Invented.people(5, 2_000).stream().map(Invented::name)).doesNotHaveDuplicates();
        assertThat(IntStream.range(0, 2_000).mapToObj(i -> HexFormat.of()
                        .formatHex(Invented.person(5, i).card())))
                .doesNotHaveDuplicates();
    }

    private List<Integer> in(byte[] written) throws Exception {
        byte[] around =
                ("<<" + new String(written, StandardCharsets.ISO_8859_1) + ">>").getBytes(StandardCharsets.ISO_8859_1);
        return search.in(Files.write(folder.resolve("one"), around)).stream()
                .map(found -> found.needle().person())
                .distinct()
                .toList();
    }
}
