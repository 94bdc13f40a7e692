package org.doorstep.kiosk.mood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.kiosk.mood.TrialBox.COOKING;
import static org.doorstep.kiosk.mood.TrialBox.DANCING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.relay.contract.AnonymousEnvelope;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.ReasonId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who has every version of every file that a kiosk wrote about answers, and whom each answer tells by its
/// reason when it was given (so much no real adversary knows), looks for order and time.
class AdversaryTest {
    private static final Pattern TIME_OF_DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ](?!00:00:00Z)\\d\\d:\\d\\d");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-");
    private static final int SEEDS = 4;
    private static final int MANY_SEEDS = 200;

    @TempDir
    Path folder;

    /// What was found in all days together. A correlation by ranks of n answers has mean 0 and variance 1/(n - 1) if
    /// their order is chance; the sum over days, divided by its own deviation, is then a standard normal value.
    private double sequences;
    private double lots;
    private int batches;
    private int lotsSeen;
    /// Six bytes that could be a time of that day. Hashes hold some by chance, one in about eighty days; a time beside
    /// each row, or each lot, would be hundreds a day.
    private int timesFound;

    @Test
    void neitherOrderNorTimeIsInAnythingThatAKioskEverWrote() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            day(seed);
        }
        looksLikeChance(SEEDS);
    }

    @Test
    @Tag("long")
    void overManyDaysTheOrderStillLooksLikeChance() throws Exception {
        for (long seed = 1; seed <= MANY_SEEDS; seed++) {
            day(seed);
        }
        looksLikeChance(MANY_SEEDS);
    }

    private void looksLikeChance(int days) {
        String what = "%d days by seeds from 1: sequences z = %.2f over %d batches, lots z = %.2f over %d lots"
                .formatted(days, sequences / Math.sqrt(batches), batches, lots / Math.sqrt(lotsSeen), lotsSeen);
        System.out.println(what + ", six bytes like a time: " + timesFound);
        assertThat(timesFound).as(what).isLessThan(days);
        assertThat(batches).isGreaterThan(days);
        assertThat(Math.abs(sequences / Math.sqrt(batches))).as(what).isLessThan(4);
        assertThat(Math.abs(lots / Math.sqrt(lotsSeen))).as(what).isLessThan(4);
    }

    private void day(long seed) throws IOException {
        Random random = new Random(seed);
        Path home = folder.resolve("day-" + seed);
        List<String> given = new ArrayList<>();
        Set<String> seenBefore = new HashSet<>();
        Set<Long> lotsBefore = new HashSet<>();
        Instant first = Instant.parse("2027-03-01T10:30:00Z");
        Instant last = Instant.parse("2027-03-01T17:30:00Z");
        try (TrialBox trial = new TrialBox(home, seed)) {
            trial.at("10:30");
            trial.released = () -> look(trial, seed, seenBefore);
            for (int minute = 0; minute < 420; minute += 5) {
                boolean dancing = minute >= 210;
                int people = random.nextInt(100) < 55 ? random.nextInt(seed % 3 == 0 ? 2 : 11) : 0;
                for (int i = 0; i < people; i++) {
                    trial.clock.pass(Duration.ofSeconds(1 + random.nextInt(40)));
                    ReasonId which = new ReasonId("n" + given.size());
                    given.add(which.value());
                    int face = 1 + random.nextInt(MoodAnswered.FACES);
                    MoodAnswered answer = random.nextInt(10) == 0
                            ? MoodAnswered.awayFromSessions(face)
                            : MoodAnswered.of(dancing ? DANCING : COOKING, face);
                    trial.box.give(answer.because(which));
                }
                trial.turnAfter(Duration.ofMinutes(5).minusSeconds(people));
                look(trial, seed, seenBefore);
                orderOfLots(trial, lotsBefore);
            }
            trial.turnAfter(Duration.ofDays(8));
            trial.box.turn();
            orderOfSequences(trial, given);
        }
        holdsNoTime(home, first, last, seed);
        look(home, seed, seenBefore);
    }

    private void look(Path home, long seed, Set<String> seenBefore) {
        try (TrialBox again = new TrialBox(home, seed)) {
            look(again, seed, seenBefore);
        }
    }

    /// Whatever has been added to the disk since the version before is eight answers or more: nobody's stands alone.
    private static void look(TrialBox trial, long seed, Set<String> before) {
        Set<String> now = new HashSet<>();
        Stream.concat(trial.held().stream(), trial.answersLeft().stream())
                .forEach(answer ->
                        assertThat(now.add(answer.why().orElseThrow().value())).isTrue());
        assertThat(now).as("seed " + seed).containsAll(before);
        Map<String, Integer> freshByPile = new HashMap<>();
        Stream.concat(trial.held().stream(), trial.answersLeft().stream())
                .filter(answer -> !before.contains(answer.why().orElseThrow().value()))
                .forEach(answer -> freshByPile.merge(String.valueOf(answer.at()), 1, Integer::sum));
        assertThat(freshByPile.values())
                .as("seed " + seed + " " + freshByPile)
                .allMatch(fresh -> fresh >= AnonymousEnvelope.LEAST_BATCH);
        before.addAll(now);
    }

    /// Of the rows of one batch, is the sequence in the order of giving?
    private void orderOfSequences(TrialBox trial, List<String> given) {
        Map<String, List<Integer>> byPile = new HashMap<>();
        trial.answersLeft()
                .forEach(answer -> byPile.computeIfAbsent(String.valueOf(answer.at()), _ -> new ArrayList<>())
                        .add(given.indexOf(answer.why().orElseThrow().value())));
        byPile.values().forEach(order -> {
            sequences += correlation(order) * Math.sqrt(order.size() - 1);
            batches++;
        });
    }

    /// Have the lots that are new higher numbers than those that were there?
    private void orderOfLots(TrialBox trial, Set<Long> before) {
        List<Long> now = trial.store.answers().orElseThrow().database().read(handle -> handle.createQuery(
                        "SELECT DISTINCT lot FROM held_lot ORDER BY lot")
                .mapTo(Long.class)
                .list());
        List<Integer> newest =
                now.stream().map(lot -> before.contains(lot) ? 0 : 1).toList();
        if (newest.contains(0) && newest.contains(1)) {
            lots += aboveTheOthers(newest);
            lotsSeen++;
        }
        before.addAll(now);
    }

    /// Whether the new ones stand behind the old ones: rank sum as a standard value.
    private static double aboveTheOthers(List<Integer> marks) {
        int n = marks.size();
        long fresh = marks.stream().filter(mark -> mark == 1).count();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += marks.get(i) * (i + 1);
        }
        double mean = fresh * (n + 1) / 2.0;
        double variance = fresh * (n - fresh) * (n + 1) / 12.0;
        return (sum - mean) / Math.sqrt(variance);
    }

    private static double correlation(List<Integer> order) {
        int n = order.size();
        List<Integer> sorted = order.stream().sorted().toList();
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double apart = i - sorted.indexOf(order.get(i));
            squares += apart * apart;
        }
        return 1 - 6 * squares / (n * ((double) n * n - 1));
    }

    /// In no file of the anonymous lane: a time of day in letters, an id with a time in it, or numbers of
    /// milliseconds, as SQLite writes them, that lie between the first answer and the last.
    private void holdsNoTime(Path home, Instant first, Instant last, long seed) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("anonymous"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String where = "seed " + seed + " " + file.getFileName();
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                List<String> times = TIME_OF_DAY
                        .matcher(text)
                        .results()
                        .map(found -> found.group())
                        .toList();
                // The hour in which the file was made is Flyway's.
                assertThat(times).as(where).noneMatch(time -> time.startsWith("2027-"));
                Matcher ids = ID.matcher(text);
                while (ids.find()) {
                    assertThat(ids.group(1)).as(where).isEqualTo("4");
                }
                timesFound += times(bytes, first.toEpochMilli(), last.toEpochMilli());
            }
        }
    }

    private static int times(byte[] bytes, long from, long to) {
        int found = 0;
        for (int at = 0; at + 6 <= bytes.length; at++) {
            long number = 0;
            for (int i = 0; i < 6; i++) {
                number = number << 8 | bytes[at + i] & 0xFF;
            }
            found += number >= from && number <= to ? 1 : 0;
        }
        return found;
    }
}
