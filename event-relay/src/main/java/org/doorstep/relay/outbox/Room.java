package org.doorstep.relay.outbox;

import java.util.Map;
import org.doorstep.relay.contract.Lane;

/// How much of an outbox's room is taken: `waiting` rows that the hub has not acknowledged, by lane, and the bytes of
/// all kept texts.
///
/// What gives way, in this order: acknowledged rows that are only kept for a hub that might be restored, once the bytes
/// reach [#TIGHT_PERCENT]; new passes and other news of members and bookings, at their own bound or at
/// [#OTHERS_PERCENT] of the bytes; attendance last. Whatever is refused is said to be refused: nothing is dropped.
public record Room(Map<Lane, Long> waiting, long bytes) {
    /// Ninety days of a busy kiosk (500 a day) are 45,000; this is twice that and some.
    public static final long MOST_ATTENDANCE = 100_000;

    /// A pass issued to somebody new, 200 a day for ninety days, is more than any hub has seen.
    public static final long MOST_OTHERS = 20_000;

    /// Texts alone; with keys and chains about 130 MB on the disk, which the smallest card we use (8 GB) always has.
    /// 100,000 attendance rows of 550 bytes take 55 MB of it, and what is kept for a restored hub about 15 MB.
    public static final long MOST_BYTES = 96L * 1024 * 1024;

    /// From here on a person is told, and nothing is kept any more that the hub has acknowledged.
    public static final int TIGHT_PERCENT = 80;

    /// Beyond this only attendance is taken.
    public static final int OTHERS_PERCENT = 90;

    public Room {
        waiting = Map.copyOf(waiting);
    }

    /// Of the bound that is nearest.
    public int percent() {
        long percent = bytes * 100 / MOST_BYTES;
        for (Map.Entry<Lane, Long> lane : waiting.entrySet()) {
            percent = Math.max(percent, lane.getValue() * 100 / most(lane.getKey()));
        }
        return (int) Math.min(100, percent);
    }

    public boolean isTight() {
        return percent() >= TIGHT_PERCENT;
    }

    boolean takes(Lane lane) {
        long share = lane == Lane.ATTENDANCE ? 100 : OTHERS_PERCENT;
        return waiting.getOrDefault(lane, 0L) < most(lane) && bytes * 100 < MOST_BYTES * share;
    }

    private static long most(Lane lane) {
        return switch (lane) {
            case ATTENDANCE -> MOST_ATTENDANCE;
            case MEMBER, BOOKING, ANONYMOUS -> MOST_OTHERS;
        };
    }
}
