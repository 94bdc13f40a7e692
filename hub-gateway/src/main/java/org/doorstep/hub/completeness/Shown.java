package org.doorstep.hub.completeness;

/// A figure as a page shows it: the count, and in a few words its mark, which is empty where nothing is missing.
/// Only [MarkWords] makes one, so a page that takes this type cannot be given a count without its mark.
public final class Shown {
    private final int count;
    private final String mark;
    private final String text;

    Shown(int count, String mark, String text) {
        this.count = count;
        this.mark = mark;
        this.text = text;
    }

    public int count() {
        return count;
    }

    /// "likely 46–52", or "perhaps more"; empty where nothing is missing.
    public String mark() {
        return mark;
    }

    /// Both, for the middle of a sentence: "41 (likely 46–52)".
    public String text() {
        return text;
    }
}
