package org.doorstep.system.bench;

import java.util.Locale;

/// One row of the table: what was measured, and how it stands to its limit.
record Finding(String what, String unit, Samples samples, Limit limit) {

    static Finding noted(String what, String unit, Samples samples) {
        return new Finding(what, unit, samples, new Limit.Noted());
    }

    static Finding exactly(String what, String unit, long expected, long found) {
        return new Finding(what, unit, new Samples(new double[] {found}), new Limit.Exactly(expected));
    }

    boolean missed() {
        return switch (limit) {
            case Limit.Noted() -> false;
            case Limit.Under(double most) -> samples.p99() >= most;
            case Limit.ShareOf(double share, String peer, Samples measured) -> ratio() < share;
            case Limit.Exactly(double count) -> samples.least() != count || samples.most() != count;
        };
    }

    /// The cells of its row, in the order of [Table].
    String[] cells() {
        String spread = samples.count() == 1
                ? ""
                : switch (limit) {
                    case Limit.Under under -> number(samples.p99());
                    default -> number(samples.least()) + " to " + number(samples.most());
                };
        return new String[] {what, number(samples.median()) + " " + unit, spread, held(), ratioText(), verdict()};
    }

    private double ratio() {
        return switch (limit) {
            case Limit.Noted() -> Double.NaN;
            case Limit.Under(double most) -> samples.p99() / most;
            case Limit.ShareOf(double share, String peer, Samples measured) -> samples.median() / measured.median();
            case Limit.Exactly(double count) -> samples.median() / count;
        };
    }

    private String held() {
        return switch (limit) {
            case Limit.Noted() -> "";
            case Limit.Under(double most) -> "p99 under " + number(most) + " " + unit;
            case Limit.ShareOf(double share, String peer, Samples measured) ->
                "%s of %s %s (%s)".formatted(number(share), number(measured.median()), unit, peer);
            case Limit.Exactly(double count) -> "exactly " + number(count);
        };
    }

    private String ratioText() {
        return limit instanceof Limit.Noted ? "" : String.format(Locale.ROOT, "%.2f", ratio());
    }

    private String verdict() {
        return limit instanceof Limit.Noted ? "" : missed() ? "missed" : "ok";
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String form = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
