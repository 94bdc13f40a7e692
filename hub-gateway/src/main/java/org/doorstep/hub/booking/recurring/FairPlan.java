package org.doorstep.hub.booking.recurring;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.PartyKind;

/// Who gets which time of the week for a season, as a proposal that says why. Pure: the same wishes
/// make the same plan.
///
/// In each round every group that still wants something has one turn, and whoever has least so far
/// goes first; of those who have the same, children's groups, then the community's, the hub's own,
/// and outside hires last; of those, who asked first. In its turn a group gets the first of its
/// choices that is free, else the nearest time to its first choice that is.
public final class FairPlan {
    /// Half an hour: what people can remember.
    private static final int STEP = 30;

    private static final int DAY = 24 * 60;

    /// A group that wants something: its `number`th wish, with its choices in order.
    record Wish(long party, String name, PartyKind kind, int number, List<Slot> choices) {
        Wish {
            choices = List.copyOf(choices);
            if (choices.isEmpty()) {
                throw new IllegalArgumentException("A wish has at least one choice.");
            }
        }
    }

    /// What the plan makes of a wish. `rivals` are the groups that wanted the same and had to come
    /// after it; `because` is why.
    record Given(Wish wish, Verdict verdict, List<String> rivals, Because because) {}

    sealed interface Verdict {
        /// Its first choice is 1.
        record Choice(int number, Slot slot) implements Verdict {}

        /// None of its choices was free; this is the nearest to its first.
        record Instead(Slot slot) implements Verdict {}

        record Nothing() implements Verdict {}
    }

    public enum Because {
        NOBODY_ELSE,
        HAD_LESS,
        KIND,
        ASKED_FIRST
    }

    /// What the house allows.
    interface House {
        /// Whether the two have a unit in common.
        boolean share(BookableId one, BookableId other);

        boolean isOpen(Slot slot);
    }

    private static final List<PartyKind> ORDER =
            List.of(PartyKind.CHILDREN, PartyKind.COMMUNITY, PartyKind.HUB, PartyKind.RESIDENT, PartyKind.OUTSIDE);

    private final House house;
    private final List<Slot> taken = new ArrayList<>();
    private final Map<Long, Integer> minutes = new HashMap<>();

    private FairPlan(House house) {
        this.house = house;
    }

    /// Wishes in the order in which they came.
    static List<Given> of(List<Wish> wishes, House house) {
        return new FairPlan(house).all(wishes);
    }

    private List<Given> all(List<Wish> wishes) {
        List<Given> plan = new ArrayList<>();
        Map<Integer, List<Wish>> rounds =
                wishes.stream().collect(Collectors.groupingBy(Wish::number, TreeMap::new, Collectors.toList()));
        for (List<Wish> round : rounds.values()) {
            List<Wish> waiting = new ArrayList<>(round);
            while (!waiting.isEmpty()) {
                Wish next = waiting.stream().min(turn(wishes)).orElseThrow();
                waiting.remove(next);
                plan.add(give(next, waiting));
            }
        }
        return plan;
    }

    private Comparator<Wish> turn(List<Wish> wishes) {
        return Comparator.<Wish>comparingInt(this::had)
                .thenComparingInt(wish -> ORDER.indexOf(wish.kind()))
                .thenComparingInt(wishes::indexOf);
    }

    private int had(Wish wish) {
        return minutes.getOrDefault(wish.party(), 0);
    }

    private Given give(Wish wish, List<Wish> waiting) {
        for (int i = 0; i < wish.choices().size(); i++) {
            Slot slot = wish.choices().get(i);
            if (isFree(slot)) {
                Given given = given(wish, new Verdict.Choice(i + 1, slot), slot, waiting);
                take(wish, slot);
                return given;
            }
        }
        Optional<Slot> near = near(wish.choices().getFirst());
        if (near.isPresent()) {
            Given given = given(wish, new Verdict.Instead(near.get()), near.get(), waiting);
            take(wish, near.get());
            return given;
        }
        return new Given(wish, new Verdict.Nothing(), List.of(), Because.NOBODY_ELSE);
    }

    private Given given(Wish wish, Verdict verdict, Slot slot, List<Wish> waiting) {
        List<Wish> rivals = waiting.stream()
                .filter(other -> other.party() != wish.party()
                        && other.choices().stream().anyMatch(choice -> overlap(choice, slot)))
                .toList();
        Because because = Because.NOBODY_ELSE;
        for (Wish rival : rivals) {
            Because over = had(wish) < had(rival)
                    ? Because.HAD_LESS
                    : wish.kind() != rival.kind() ? Because.KIND : Because.ASKED_FIRST;
            // What decided against the nearest rival is the weakest reason, and the one to be said.
            because = over.compareTo(because) > 0 ? over : because;
        }
        return new Given(
                wish, verdict, rivals.stream().map(Wish::name).distinct().toList(), because);
    }

    private void take(Wish wish, Slot slot) {
        taken.add(slot);
        minutes.merge(wish.party(), slot.minutes(), Integer::sum);
    }

    private boolean isFree(Slot slot) {
        return house.isOpen(slot) && taken.stream().noneMatch(other -> overlap(other, slot));
    }

    private boolean overlap(Slot one, Slot other) {
        return one.day() == other.day()
                && one.startsMinute() < other.endsMinute()
                && other.startsMinute() < one.endsMinute()
                && house.share(one.place(), other.place());
    }

    /// The same place for as long: first on the same day as near in time as can be, then on the nearest
    /// day at the nearest time.
    private Optional<Slot> near(Slot wanted) {
        for (int days = 0; days <= 3; days++) {
            Optional<Slot> found = nearOn(wanted, wanted.day().plus(days));
            if (found.isEmpty() && days > 0) {
                found = nearOn(wanted, wanted.day().minus(days));
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Slot> nearOn(Slot wanted, DayOfWeek day) {
        for (int away = 0; away < DAY; away += STEP) {
            for (int from : away == 0 ? new int[] {wanted.startsMinute()} : later(wanted, away)) {
                if (from >= 0 && from + wanted.minutes() < DAY) {
                    Slot slot = wanted.on(day, from);
                    if (isFree(slot)) {
                        return Optional.of(slot);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static int[] later(Slot wanted, int away) {
        return new int[] {wanted.startsMinute() + away, wanted.startsMinute() - away};
    }
}
