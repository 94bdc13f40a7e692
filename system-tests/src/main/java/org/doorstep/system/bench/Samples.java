package org.doorstep.system.bench;

import java.util.Arrays;

/// What was measured, again and again, in one unit.
record Samples(double[] values) {

    Samples {
        if (values.length == 0) {
            throw new IllegalArgumentException("Nothing was measured.");
        }
        values = values.clone();
        Arrays.sort(values);
    }

    int count() {
        return values.length;
    }

    double median() {
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    /// The nearest-rank 99th percentile; of fewer than a hundred, the largest.
    double p99() {
        return values[(int) Math.ceil(values.length * 0.99) - 1];
    }

    double least() {
        return values[0];
    }

    double most() {
        return values[values.length - 1];
    }
}
