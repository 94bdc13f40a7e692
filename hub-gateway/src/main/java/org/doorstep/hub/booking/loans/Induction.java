package org.doorstep.hub.booking.loans;

/// What somebody must have been shown before they take a tool. It holds for so many months, 0 for
/// good; `activity` is where it is shown, '' if nowhere regularly; with `buddy` somebody who was
/// not shown may take it with somebody who was.
public record Induction(String id, String title, int months, String activity, boolean buddy) {
    static final int MOST_MONTHS = 120;
    static final int MOST_TITLE = 80;

    public Induction {
        if (!id.matches("[a-z0-9][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException("An induction's name is a to z, 0 to 9 and hyphens, 32 at most.");
        }
        if (title.isEmpty() || title.length() > MOST_TITLE || months < 0 || months > MOST_MONTHS) {
            throw new IllegalArgumentException("An induction has a title, and holds for up to ten years.");
        }
    }
}
