package org.doorstep.system.bench;

/// What a measurement is held against.
sealed interface Limit {

    /// Nothing: told for its own sake.
    record Noted() implements Limit {}

    /// Nothing, and what is of interest is the 99th percentile.
    record NotedTail() implements Limit {}

    /// Could not be measured here, for this reason.
    record Unmeasured(String why) implements Limit {}

    /// The 99th percentile stays under `most`.
    record Under(double most) implements Limit {}

    /// The median reaches `share` of the median of a peer measured in the same run, round about.
    record ShareOf(double share, String peer, Samples measured) implements Limit {}

    /// The median stays at or under `times` the median of a peer measured in the same run.
    record AtMostTimes(double times, String peer, Samples measured) implements Limit {}

    /// A count that must be exactly this.
    record Exactly(double count) implements Limit {}
}
