package org.doorstep.relay.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.doorstep.relay.contract.Ack;

/// Goes over what was read of one lane, in order, and tells the rows that are what was written from those that are not.
///
/// A row whose chain does not follow from the row before has a damaged text or a damaged chain; the row behind it tells
/// which. A row behind a hole cannot be told, and is taken as its text reads. One lane's, used once.
final class SalvageWalk {
    private final Chain chain = new Chain();
    private final Optional<LaneFacts> facts;
    private final Consumer<SalvagedRow> sound;
    private final List<SalvagedRow> group = new ArrayList<>();
    private final List<Ack.Range> lost = new ArrayList<>();
    /// What the chain may be before the next row; empty if nothing is known.
    private List<byte[]> before;

    private Optional<Doubtful> doubtful = Optional.empty();
    private long reached;
    private long kept;

    /// A lane's own record, as far as it could be read.
    record LaneFacts(long last, byte[] chain, long floor, byte[] floorChain, long through) {}

    /// A row that does not follow, and what its chain would be if its text is right.
    private record Doubtful(SalvagedRow row, byte[] computed) {}

    SalvageWalk(Optional<LaneFacts> facts, Consumer<SalvagedRow> sound) {
        this.facts = facts;
        this.sound = sound;
        this.before = List.of(Chain.nothing());
    }

    /// In order of sequence; of one sequence there may be several, from different versions of its page.
    void offer(SalvagedRow row) {
        if (!group.isEmpty() && group.getFirst().sequence() != row.sequence()) {
            decide();
        }
        group.add(row);
    }

    /// Ends the walk at `last`, the last row that there was, and returns what is lost of all up to there.
    List<Ack.Range> lostOf(long last) {
        if (!group.isEmpty()) {
            decide();
        }
        doubtful.filter(row -> facts.isPresent() && Arrays.equals(facts.get().chain(), row.computed()))
                .ifPresent(row -> keep(row.row()));
        if (kept < last) {
            lost.add(new Ack.Range(kept + 1, last));
        }
        return lost;
    }

    private void decide() {
        long sequence = group.getFirst().sequence();
        if (sequence != reached + 1) {
            before = facts.filter(lane -> lane.floor() + 1 == sequence)
                    .map(lane -> List.of(lane.floorChain()))
                    .orElse(List.of());
            doubtful = Optional.empty();
        }
        reached = sequence;
        if (before.isEmpty()) {
            keep(group.getFirst());
            before = group.stream().map(SalvagedRow::chain).toList();
        } else if (!decideByChain()) {
            SalvagedRow row = group.getFirst();
            byte[] computed = chain.after(before.getFirst(), row.text());
            doubtful = Optional.of(new Doubtful(row, computed));
            before = List.of(row.chain(), computed);
        }
        group.clear();
    }

    private boolean decideByChain() {
        for (SalvagedRow row : group) {
            for (byte[] possible : before) {
                if (chain.follows(possible, row.text(), row.chain())) {
                    doubtful.filter(earlier -> Arrays.equals(earlier.computed(), possible))
                            .ifPresent(earlier -> keep(earlier.row()));
                    return follow(row);
                }
            }
            // An event that declares a loss begins the chain anew.
            if (chain.follows(Chain.nothing(), row.text(), row.chain())) {
                return follow(row);
            }
        }
        return false;
    }

    private boolean follow(SalvagedRow row) {
        doubtful = Optional.empty();
        keep(row);
        before = List.of(row.chain());
        return true;
    }

    private void keep(SalvagedRow row) {
        if (row.sequence() > kept + 1) {
            lost.add(new Ack.Range(kept + 1, row.sequence() - 1));
        }
        kept = row.sequence();
        sound.accept(row);
    }
}
