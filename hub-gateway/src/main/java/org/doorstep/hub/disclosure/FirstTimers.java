package org.doorstep.hub.disclosure;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.doorstep.hub.disclosure.Ambiguity.Bounds;
import org.doorstep.relay.contract.figures.ShownCount;

/// First-timers beside the people known by pass of the same week and of those before (docs/decisions/0062).
///
/// They are some of the week's people, so they are never told as more. Those who had come before were
/// among the first-timers of an earlier week: 20 people of whom 10 are new tell of a hub with one week
/// before, in which up to 7 came, that it was 6 or 7. So first-timers of a week are told only where, whatever
/// they are, the weeks before leave room for all others; that is seen from what was told before, so that it tells
/// nothing where they are not. In a hub's first week all its people are first-timers. Pure.
final class FirstTimers {
    private static final ShownCount NOBODY = new ShownCount.Rounded(0);

    private final SortedMap<LocalDate, ShownCount> people;
    private final SortedMap<LocalDate, ShownCount> firstTimers;

    /// What was told of each week that is over, for the whole hub.
    FirstTimers(Map<LocalDate, ShownCount> people, Map<LocalDate, ShownCount> firstTimers) {
        this.people = new TreeMap<>(people);
        this.firstTimers = new TreeMap<>(firstTimers);
    }

    /// Whether those of the week of this Monday may be told. `returnersOpen`: whether as many first-timers as people
    /// would leave it open how few had come before.
    boolean mayBeTold(LocalDate monday, boolean returnersOpen) {
        boolean told = people.containsKey(monday);
        return told && (isFirst(monday) || returnersOpen && thereIsRoom(monday));
    }

    /// What to tell of `count` first-timers of `ofPeople` people.
    ShownCount shown(LocalDate monday, long count, long ofPeople) {
        ShownCount most = people.get(monday);
        ShownCount plain = Gate.shown(count);
        boolean all = count == ofPeople || isFirst(monday);
        boolean more = Bounds.of(plain).least() > Bounds.of(most).least();
        return all || more ? most : plain;
    }

    private boolean isFirst(LocalDate monday) {
        return people.headMap(monday).values().stream().allMatch(NOBODY::equals);
    }

    /// Room for this week's people among those of before; and nothing follows for any week of before. A week of which
    /// no first-timers were told, though they might have been, had none.
    private boolean thereIsRoom(LocalDate monday) {
        long before = 0;
        long widest = 0;
        for (LocalDate week : people.headMap(monday).keySet()) {
            Bounds all = Bounds.of(people.get(week));
            ShownCount first = firstTimers.get(week);
            boolean open = before == 0 || (all.most() <= before && all.least() <= before - widest);
            Bounds fresh = first != null ? Bounds.of(first) : open ? Bounds.of(NOBODY) : all;
            before += fresh.most();
            widest = Math.max(widest, fresh.most() - fresh.least());
        }
        Bounds here = Bounds.of(people.get(monday));
        return here.most() <= before && here.least() <= before - widest;
    }
}
