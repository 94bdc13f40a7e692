package org.doorstep.system.bench;

import java.util.Locale;

/// One row of the table: what was measured, and how it stands to its limit.
record Finding(String what, String unit, Samples samples, Limit limit) {

    static Finding noted(String what, String unit, Samples samples) {
        return new Finding(what, unit, samples, new Limit.Noted());
    }

    /// Noted for its 99th percentile.
    static Finding tail(String what, String unit, Samples samples) {
        return new Finding(what, unit, samples, new Limit.NotedTail());
    }

    /// A row that says why it has no figure.
    static Finding unmeasured(String what, String why) {
        return new Finding(what, "", new Samples(new double[] {Double.NaN}), new Limit.Unmeasured(why));
    }

    static Finding exactly(String what, String unit, long expected, long found) {
        return new Finding(what, unit, new Samples(new double[] {found}), new Limit.Exactly(expected));
    }

    boolean missed() {
        return switch (limit) {
            case Limit.Noted(), Limit.NotedTail() -> false;
            case Limit.Unmeasured(String why) -> false;
            case Limit.Under(double most) -> samples.p99() >= most;
            case Limit.ShareOf(double share, String peer, Samples measured) -> ratio() < share;
            case Limit.AtMostTimes(double times, String peer, Samples measured) -> ratio() > times;
            case Limit.Exactly(double count) -> samples.least() != count || samples.most() != count;
        };
    }

    /// The cells of its row, in the order of [Table].
    String[] cells() {
        String spread = samples.count() == 1
                ? ""
                : switch (limit) {
                    case Limit.Under under -> number(samples.p99());
                    case Limit.NotedTail tail -> number(samples.p99());
                    default -> number(samples.least()) + " to " + number(samples.most());
                };
        String median = limit instanceof Limit.Unmeasured ? "not measured" : number(samples.median()) + " " + unit;
        return new String[] {what, median, spread, held(), ratioText(), verdict()};
    }

    private double ratio() {
        return switch (limit) {
            case Limit.Noted(), Limit.NotedTail() -> Double.NaN;
            case Limit.Unmeasured(String why) -> Double.NaN;
            case Limit.Under(double most) -> samples.p99() / most;
            case Limit.ShareOf(double share, String peer, Samples measured) -> samples.median() / measured.median();
            case Limit.AtMostTimes(double times, String peer, Samples measured) -> samples.median() / measured.median();
            case Limit.Exactly(double count) -> samples.median() / count;
        };
    }

    private String held() {
        return switch (limit) {
            case Limit.Noted(), Limit.NotedTail() -> "";
            case Limit.Unmeasured(String why) -> why;
            case Limit.Under(double most) -> "p99 under " + number(most) + " " + unit;
            case Limit.ShareOf(double share, String peer, Samples measured) ->
                "%s %s %s %s (%s)"
                        .formatted(number(share), share > 1 ? "times" : "of", number(measured.median()), unit, peer);
            case Limit.AtMostTimes(double times, String peer, Samples measured) ->
                "at most %s times %s %s (%s)".formatted(number(times), number(measured.median()), unit, peer);
            case Limit.Exactly(double count) -> "exactly " + number(count);
        };
    }

    private String ratioText() {
        return isOnlyNoted() ? "" : String.format(Locale.ROOT, "%.2f", ratio());
    }

    private String verdict() {
        return isOnlyNoted() ? "" : missed() ? "missed" : "ok";
    }

    private boolean isOnlyNoted() {
        return switch (limit) {
            case Limit.Noted(), Limit.NotedTail() -> true;
            case Limit.Unmeasured(String why) -> true;
            default -> false;
        };
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String form = size >= 100 || value == Math.rint(value) ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
