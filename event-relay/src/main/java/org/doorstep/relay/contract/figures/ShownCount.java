package org.doorstep.relay.contract.figures;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A count in the only forms in which one may leave a hub: rounded to a multiple of five, or `suppressed` (1 to 7).
///
/// The rule is the one the NHS publishes hospital activity under. Zero is shown as zero. Nothing between 1 and 7 and
/// nothing unrounded can be written in this type, so nothing such can be sent or taken.
public sealed interface ShownCount {
    /// Far above any hub's figure for a year: a larger one is a mistake.
    int MOST = 1_000_000;

    String SUPPRESSED_TEXT = "suppressed";

    /// From 1 to 7; which, is not said.
    record Suppressed() implements ShownCount {
        @Override
        @JsonValue
        public String toString() {
            return SUPPRESSED_TEXT;
        }
    }

    /// Zero, or a count to the nearest five: 10 stands for 8 to 12.
    record Rounded(int value) implements ShownCount {
        public Rounded {
            if (value < 0 || value > MOST || value % 5 != 0 || value == 5) {
                throw new IllegalArgumentException("A shown count is 0, or a multiple of 5 from 10.");
            }
        }

        @Override
        @JsonValue
        public String toString() {
            return Integer.toString(value);
        }
    }

    /// Reads the text form; throws IllegalArgumentException for anything else, another writing of a number included.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ShownCount parse(String text) {
        if (SUPPRESSED_TEXT.equals(text)) {
            return new Suppressed();
        }
        if (text == null || text.length() > 7 || !text.matches("0|[1-9][0-9]*")) {
            throw new IllegalArgumentException("A shown count is 0, a multiple of 5 from 10, or the word suppressed.");
        }
        return new Rounded(Integer.parseInt(text));
    }
}
