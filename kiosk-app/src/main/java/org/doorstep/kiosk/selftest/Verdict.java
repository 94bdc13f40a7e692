package org.doorstep.kiosk.selftest;

/// How one part did.
enum Verdict {
    WORKS("works"),
    /// It is there, and nothing that it did has been seen to be right.
    NOT_SEEN("is there, and has not been seen to work"),
    /// Whoever stood before it said so, or it did something else than it should.
    WRONG("does not do what it should"),
    AWAY("is away");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
