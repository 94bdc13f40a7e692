package org.doorstep.system.bench;

/// What a measurement is held against.
sealed interface Limit {

    /// Nothing: told for its own sake.
    record Noted() implements Limit {}

    /// The 99th percentile stays under `most`.
    record Under(double most) implements Limit {}

    /// The median reaches `share` of the median of a peer measured in the same run, round about.
    record ShareOf(double share, String peer, Samples measured) implements Limit {}

    /// A count that must be exactly this.
    record Exactly(double count) implements Limit {}
}
