package org.doorstep.hub.mood;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.doorstep.relay.contract.ReasonId;
import org.doorstep.relay.contract.Schedule;
import org.jdbi.v3.core.Handle;

/// The words that may be touched beside a face, up to five, as the hub sets them. Words once offered keep their id, so
/// that what was counted in them is never read in others. Every method runs in the caller's transaction.
public final class MoodReasons {
    /// A person reads so many at a glance, and one touch is enough.
    static final int MOST = 5;

    /// What fits a button on the smallest glass.
    static final int MOST_LETTERS = 24;

    private static final String OWN = "own-";

    private MoodReasons() {}

    /// Those that are offered now, in their places. Empty words stand for those of the programs in each language.
    public static List<Schedule.Reason> offered(Handle handle) {
        return handle.createQuery("SELECT id, words FROM mood_reason WHERE place IS NOT NULL ORDER BY place")
                .map((row, context) -> new Schedule.Reason(new ReasonId(row.getString("id")), row.getString("words")))
                .list();
    }

    /// The words of all that were ever offered, by id; empty for those of the programs.
    static Map<String, String> all(Handle handle) {
        Map<String, String> words = new LinkedHashMap<>();
        handle.createQuery("SELECT id, words FROM mood_reason ORDER BY place IS NULL, place, id")
                .map((row, context) -> words.put(row.getString("id"), row.getString("words")))
                .list();
        return words;
    }

    /// Offers these from now on, in their order. `known` are the words of those of the programs, by id: who leaves them
    /// as they are keeps them in every language.
    static void offer(Handle handle, List<String> words, Map<String, String> known) {
        Map<String, String> before = all(handle);
        handle.execute("UPDATE mood_reason SET place = NULL");
        Set<String> used = new HashSet<>();
        int place = 0;
        for (String said : words) {
            String id = id(said, before, known).orElseGet(() -> OWN + next(before));
            if (used.add(id)) {
                before.putIfAbsent(id, said);
                handle.createUpdate("""
                                INSERT INTO mood_reason (id, words, place)
                                VALUES (:id, :words, :place)
                                ON CONFLICT (id) DO UPDATE SET place = excluded.place
                                """)
                        .bind("id", id)
                        .bind("words", said)
                        .bind("place", ++place)
                        .execute();
            }
        }
    }

    private static Optional<String> id(String said, Map<String, String> before, Map<String, String> known) {
        List<String> found = new ArrayList<>();
        before.forEach((id, words) -> {
            if (said.equals(words.isEmpty() ? known.get(id) : words)) {
                found.add(id);
            }
        });
        return found.stream().findFirst();
    }

    private static int next(Map<String, String> before) {
        return 1
                + before.keySet().stream()
                        .filter(id -> id.startsWith(OWN))
                        .mapToInt(id -> Integer.parseInt(id.substring(OWN.length())))
                        .max()
                        .orElse(0);
    }
}
