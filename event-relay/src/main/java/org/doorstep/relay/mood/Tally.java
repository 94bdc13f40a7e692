package org.doorstep.relay.mood;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;

/// How often each answer was given. Counts, and never a list: of the order in which they came nothing is left, not
/// even in the program's memory. One owner's.
public final class Tally {
    private final Map<MoodAnswered, Integer> counts = new HashMap<>();
    private int size;

    public static Tally of(List<MoodAnswered> answers) {
        Tally tally = new Tally();
        tally.addAll(answers);
        return tally;
    }

    public void add(MoodAnswered answer, int times) {
        counts.merge(answer, times, Integer::sum);
        size += times;
    }

    public void addAll(List<MoodAnswered> answers) {
        answers.forEach(answer -> add(answer, 1));
    }

    public int size() {
        return size;
    }

    public Map<MoodAnswered, Integer> counts() {
        return Map.copyOf(counts);
    }

    public List<MoodAnswered> all() {
        List<MoodAnswered> all = new ArrayList<>(size);
        counts.forEach((answer, times) -> all.addAll(Collections.nCopies(times, answer)));
        return all;
    }

    /// Takes so many out, each of those here with the same chance.
    public List<MoodAnswered> draw(int many, RandomGenerator random) {
        List<MoodAnswered> all = all();
        Collections.shuffle(all, random);
        List<MoodAnswered> drawn = List.copyOf(all.subList(0, many));
        drawn.forEach(answer -> counts.computeIfPresent(answer, (_, times) -> times == 1 ? null : times - 1));
        size -= many;
        return drawn;
    }
}
