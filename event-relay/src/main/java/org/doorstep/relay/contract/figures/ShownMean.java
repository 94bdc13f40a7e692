package org.doorstep.relay.contract.figures;

import java.util.Optional;

/// So many for each, to a tenth: a shown sum over a shown count, made of these and of nothing else
/// (docs/decisions/0065). There is none over fewer than eight, and none of a suppressed sum.
public record ShownMean(int tenths) {
    private static final int TENTHS = 10;

    public ShownMean {
        if (tenths < 0) {
            throw new IllegalArgumentException("A mean of counts is not below zero.");
        }
    }

    /// `sum` for each of `over`. Empty where either is suppressed, or nobody was there.
    public static Optional<ShownMean> of(ShownCount sum, ShownCount over) {
        if (!(sum instanceof ShownCount.Rounded(int all) && over instanceof ShownCount.Rounded(int many))
                || many == 0) {
            return Optional.empty();
        }
        return Optional.of(new ShownMean(Math.toIntExact(Math.round((double) all * TENTHS / many))));
    }

    public double value() {
        return (double) tenths / TENTHS;
    }
}
