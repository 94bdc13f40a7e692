package org.doorstep.kiosk.hardware;

/// What a reader read, before anybody has asked whose it is.
public sealed interface Reading {

    /// A card's own number, written the one way (see [CardNumbers]). Its text never goes to a log,
    /// a page or an event: it becomes a token or is sealed first.
    record CardNumber(Width width, String number) implements Reading {
        public CardNumber {
            if (number == null || !number.matches("[0-9A-F]{" + 2 * width.bytes() + "}")) {
                throw new IllegalArgumentException("A card number of " + width.bytes() + " bytes is "
                        + 2 * width.bytes() + " capital hex digits.");
            }
        }

        /// The text that a token is made of: `4:00BC614E`.
        public String text() {
            return width.bytes() + ":" + number;
        }

        /// Without the number, so that a stray log line cannot tell it.
        @Override
        public String toString() {
            return "CardNumber[" + width + "]";
        }
    }

    /// The text of a code, whatever it says, of 1 to [#MOST_CHARACTERS] characters and no control
    /// characters.
    record Code(String text) implements Reading {
        /// A pass has 121, and a slip from another hub about 1,000; the rest is room for what people
        /// show by mistake, so that it can be told kindly what it is.
        public static final int MOST_CHARACTERS = 1_800;

        public Code {
            if (text == null || text.isEmpty() || text.length() > MOST_CHARACTERS) {
                throw new IllegalArgumentException("A code has 1 to " + MOST_CHARACTERS + " characters.");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("A code has no control characters.");
            }
        }

        /// Any text becomes a reading: one that cannot be a code becomes garbage with its reason.
        public static Reading of(String text) {
            if (text.isEmpty()) {
                return new Garbage(Reason.NOT_READABLE);
            }
            if (text.length() > MOST_CHARACTERS) {
                return new Garbage(Reason.TOO_LONG);
            }
            return text.chars().anyMatch(Character::isISOControl)
                    ? new Garbage(Reason.CONTROL_CHARACTERS)
                    : new Code(text);
        }

        /// Without the text: a pass is as good as a name.
        @Override
        public String toString() {
            return "Code[" + text.length() + " characters]";
        }
    }

    /// Something was shown and nothing can be done with it.
    record Garbage(Reason reason) implements Reading {}

    /// How many bytes a card's number has. That, and not the make of chip, is what every reader can
    /// tell.
    enum Width {
        FOUR(4),
        SEVEN(7),
        TEN(10);

        private final int bytes;

        Width(int bytes) {
            this.bytes = bytes;
        }

        public int bytes() {
            return bytes;
        }
    }

    /// Why a reading is garbage. Each is counted.
    enum Reason {
        /// The number or text began and did not end.
        HALF_READ,
        TOO_LONG,
        CONTROL_CHARACTERS,
        /// The check digits do not agree: a card at the edge of the reader's reach.
        CHECK_FAILED,
        /// Not a number that a card could have.
        NOT_A_CARD_NUMBER,
        /// A number that the card or phone makes up anew each time, so it can tell nobody from anybody.
        CHANGES_EACH_TIME,
        /// A number that many cards share, such as all zeros.
        SHARED_BY_MANY,
        /// The reader sent faster than it could be read, and part is missing.
        PART_LOST,
        /// More than one card at once.
        SEVERAL_AT_ONCE,
        /// There is no code in it that can be read.
        NOT_READABLE
    }
}
