package org.doorstep.relay.contract.figures;

import java.util.Optional;

/// A percentage, made of two shown counts and of nothing else, so that it tells nothing that they
/// do not (docs/decisions/0065). To the nearest five: a count of 20 is off by two, so its share of
/// 40 is off by ten, and a finer number would only look more exact.
public record ShownShare(int percent) {
    private static final int STEP = 5;
    private static final int ALL = 100;

    public ShownShare {
        if (percent < 0 || percent > ALL || percent % STEP != 0) {
            throw new IllegalArgumentException("A share is 0 to 100 by fives.");
        }
    }

    /// What `part` is of `whole`, of which it is a part. Empty where either is suppressed, or
    /// nobody was there. Rounded each by itself, a part can be shown as more than its whole: then
    /// it is all.
    public static Optional<ShownShare> of(ShownCount part, ShownCount whole) {
        if (!(part instanceof ShownCount.Rounded(int some) && whole instanceof ShownCount.Rounded(int all))
                || all == 0) {
            return Optional.empty();
        }
        long exact = Math.round((double) Math.min(some, all) * ALL / all / STEP);
        return Optional.of(new ShownShare(Math.toIntExact(exact) * STEP));
    }
}
