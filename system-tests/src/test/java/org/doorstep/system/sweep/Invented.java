package org.doorstep.system.sweep;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.doorstep.relay.contract.talk.PicturePhrase;
import org.doorstep.system.sweep.Needle.What;

/// Somebody who is nobody: every string of theirs is made up so that it stands nowhere by accident. The same seed and
/// number give the same person.
record Invented(int number, String name, String nickname, String postcode, byte[] card) {
    /// One in so many has a card of four bytes, which is short enough to stand somewhere by chance.
    private static final int FOUR_BYTES_ONE_IN = 10;

    private static final int NAME_LETTERS = 12;
    private static final int TWO_FIGURES = 10;
    private static final int BITS_A_LETTER = 4;

    /// Without those that no postcode's last two letters are.
    private static final String POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ";

    static Invented person(long seed, int number) {
        Random random = new Random(seed * 1_000_003L + number);
        return new Invented(number, name(random), name(random), postcode(random), card(random, number));
    }

    static List<Invented> people(long seed, int count) {
        List<Invented> people = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            people.add(person(seed, number));
        }
        return people;
    }

    /// Four pictures of two figures each, as a page sends them: eleven letters that stand nowhere by accident.
    String phrase() {
        Random random = new Random(number);
        return IntStream.range(0, PicturePhrase.LENGTH)
                .map(place -> TWO_FIGURES + random.nextInt(PicturePhrase.PICTURES - TWO_FIGURES))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    /// All that may be looked for of them.
    List<Needle> needles() {
        List<Needle> needles = new ArrayList<>(Spellings.ofCard(number, card));
        needles.addAll(Spellings.ofText(What.NAME, number, name, NAME_LETTERS * BITS_A_LETTER + 8));
        needles.addAll(Spellings.ofText(What.NICKNAME, number, nickname, NAME_LETTERS * BITS_A_LETTER + 8));
        needles.addAll(Spellings.ofText(What.POSTCODE, number, postcode, 56));
        needles.addAll(Spellings.ofText(What.PHRASE, number, phrase(), 8 * phrase().length()));
        return needles;
    }

    /// As a keyboard reader types it.
    String typed() {
        return HexFormat.of().withUpperCase().formatHex(card);
    }

    /// As tokens are made of it.
    String cardText() {
        return card.length + ":" + typed();
    }

    /// What people hold before a reader by mistake.
    String wrongCode() {
        return "MECARD:N:" + name + ";ADR:4 Long Row, " + postcode + ";TEL:07700900" + (100 + number % 900) + ";;";
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder("Q");
        for (int i = 1; i < NAME_LETTERS; i++) {
            name.append((char) ('a' + random.nextInt(26)));
        }
        return name.toString();
    }

    /// Of the form that the Post Office gives, in a place that it has not.
    private static String postcode(Random random) {
        return String.format(
                Locale.ROOT,
                "QX%d %d%c%c",
                10 + random.nextInt(90),
                random.nextInt(10),
                POSTCODE_LETTERS.charAt(random.nextInt(POSTCODE_LETTERS.length())),
                POSTCODE_LETTERS.charAt(random.nextInt(POSTCODE_LETTERS.length())));
    }

    private static byte[] card(Random random, int number) {
        int width = number % FOUR_BYTES_ONE_IN == 0 ? 4 : number % 2 == 0 ? 7 : 10;
        byte[] card = new byte[width];
        random.nextBytes(card);
        // No number that a reader takes for a phone's or for nobody's, and none that a time could be.
        card[0] = (byte) 0x5C;
        card[width - 1] = (byte) (card[width - 1] | 0x81);
        return ByteBuffer.wrap(card).array();
    }
}
