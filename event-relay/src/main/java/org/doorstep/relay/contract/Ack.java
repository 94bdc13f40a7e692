package org.doorstep.relay.contract;

import java.util.List;

/// The hub's word on one store and lane of one device, sent after its commit: everything up to `through` is kept.
///
/// `chain` is the chain value at `through`, as lower-case hex (of nothing yet: [#NO_CHAIN]). `held` are ranges kept
/// beyond a gap, `missing` the gaps after a quiet time. Rows up to `safe` are in a verified copy off the hub, so a
/// device may forget them; rows up to `centre` are in figures that the area server has taken.
/// `incarnation` is the random id of the hub's database: another one means that the hub was restored or begun again.
public record Ack(
        String incarnation,
        StoreId store,
        Lane lane,
        long through,
        String chain,
        List<Range> held,
        List<Range> missing,
        long safe,
        long centre) {
    /// The chain before the first row.
    public static final String NO_CHAIN = "0".repeat(64);

    /// From and to, both included.
    public record Range(long from, long to) {
        /// How many they are.
        public static long size(Range range) {
            return range.to - range.from + 1;
        }
    }

    public Ack {
        Required.all(incarnation, store, lane, chain);
        held = held == null ? List.of() : List.copyOf(held);
        missing = missing == null ? List.of() : List.copyOf(missing);
    }
}
