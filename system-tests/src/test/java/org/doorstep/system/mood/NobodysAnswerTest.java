package org.doorstep.system.mood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.kiosk.mood.MoodBox;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.ActivityId;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.ReasonId;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.Source;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.ToldClock;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A day of six sessions goes through a real kiosk, broker and hub. Then somebody takes every file of all
/// three, knows when each person came and when each answered, and can even tell the answers apart by their
/// reasons; and looks for the order, or for a time, in which they were given.
@Tag("long")
class NobodysAnswerTest {
    private static final long SEED = 36;
    private static final int SESSIONS = 6;
    private static final int PEOPLE = 24;
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final LocalDate DAY = LocalDate.parse("2026-05-12");
    private static final Pattern ANSWER = Pattern.compile(
            "\\{\"specversion\":\"1\\.0\",\"id\":\"([^\"]*)\"[^{}]*\"type\":\"doorstep\\.mood\\.answered\\.v1\"[^{}]*");

    /// A moment in digits, or in the form of an event's.
    private static final Pattern WRITTEN =
            Pattern.compile("(?<!\\d)\\d{13}(?!\\d)|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    @TempDir
    Path folder;

    private final Programs programs = Programs.here(Path.of("").toAbsolutePath().getParent());
    /// Of each session, the reasons in the order in which they were given.
    private final Map<String, List<String>> given = new HashMap<>();
    private final Set<Long> cameAt = new HashSet<>();
    private final Set<Long> answeredAt = new HashSet<>();

    @Test
    void everyFileOfKioskBrokerAndHubTogetherTellsNeitherOrderNorTime() throws Exception {
        TrialHouse.Plan plan = TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED);
        try (TrialHouse house = TrialHouse.make(folder.resolve("house"), programs, plan)) {
            aDay(house);
            house.start(Part.HUB);
            house.start(Part.KIOSK_1);
            await("all is counted").atMost(SOON).ignoreExceptions().until(() -> counted(house, SESSIONS * PEOPLE));
            house.stop(Part.KIOSK_1);
            house.stop(Part.HUB);
            readsTheHub(house);
            searchesEveryFile(folder.resolve("house"));
        }
    }

    /// Each person comes, and answers some seconds later.
    private void aDay(TrialHouse house) {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        ZoneId zone = ZoneId.of(house.plan().zone());
        ToldClock clock = new ToldClock(DAY.atStartOfDay(zone).toInstant());
        HubId hub = new HubId(TrialHouse.HUB);
        Source source = new Source(hub, new DeviceId(Part.KIOSK_1.folder()));
        try (KioskStore store = KioskStore.open(house.folder(Part.KIOSK_1), source, clock, random);
                MoodBox box = new MoodBox(
                        store.answers().orElseThrow(),
                        new ScheduleBoard(store.database(), hub, zone, clock),
                        clock,
                        random,
                        () -> {})) {
            for (int s = 0; s < SESSIONS; s++) {
                LocalTime start = LocalTime.of(9 + s, 0);
                SessionId session = new SessionId(new ActivityId("group-" + s), DAY, start);
                Instant now = DAY.atTime(start).atZone(zone).toInstant();
                List<String> order = given.computeIfAbsent(session.toString(), _ -> new ArrayList<>());
                for (int person = 0; person < PEOPLE; person++) {
                    now = now.plusMillis(20_000 + random.nextInt(60_000));
                    clock.tell(now);
                    cameAt.add(now.toEpochMilli());
                    store.database().write(transaction -> store.outbox()
                            .append(transaction, Lane.ATTENDANCE, new HubEvent.GuestCounted(session, 0, 0)));
                    now = now.plusMillis(2_000 + random.nextInt(9_000));
                    clock.tell(now);
                    answeredAt.add(now.toEpochMilli());
                    String reason = "n" + person;
                    order.add(reason);
                    box.give(MoodAnswered.of(session, 1 + random.nextInt(MoodAnswered.FACES))
                            .because(new ReasonId(reason)));
                }
            }
            clock.tell(DAY.plusDays(1).atTime(1, 0).atZone(zone).toInstant());
        }
    }

    private static boolean counted(TrialHouse house, int answers) throws Exception {
        try (HubBooks hub = new HubBooks(house.folder(Part.HUB))) {
            return hub.number("SELECT coalesce(sum(answers), 0) FROM mood_count") == answers
                    && hub.guestIds().size() == answers;
        }
    }

    /// By arrival, is what came of a session in the order in which it was given? And when did it come?
    private void readsTheHub(TrialHouse house) throws Exception {
        Map<String, List<Integer>> ranks = new HashMap<>();
        try (HubBooks hub = new HubBooks(house.folder(Part.HUB))) {
            for (String found : hub.texts("""
                    SELECT json_extract(CAST(text AS TEXT), '$.data.session') || ' '
                      || json_extract(CAST(text AS TEXT), '$.data.reason')
                    FROM inbox_event
                    JOIN inbox_stream ON number = stream
                    WHERE lane = 'anonymous'
                    ORDER BY position
                    """)) {
                String[] parts = found.split(" ");
                ranks.computeIfAbsent(parts[0], _ -> new ArrayList<>())
                        .add(given.get(parts[0]).indexOf(parts[1]));
            }
            assertThat(hub.number("""
                    SELECT count(*)
                    FROM inbox_event
                    JOIN inbox_stream ON number = stream
                    WHERE lane = 'anonymous' AND received_at % 86400000 <> 0
                    """)).isZero();
            assertThat(hub.quarantined()).isZero();
        }
        assertThat(ranks).hasSize(SESSIONS);
        double z = ranks.values().stream()
                        .mapToDouble(order -> correlation(order) * Math.sqrt(order.size() - 1))
                        .sum()
                / Math.sqrt(SESSIONS);
        assertThat(Math.abs(z)).as("seed " + SEED).isLessThan(4);
    }

    private static double correlation(List<Integer> order) {
        int n = order.size();
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (i - order.get(i)) * (double) (i - order.get(i));
        }
        return 1 - 6 * squares / (n * ((double) n * n - 1));
    }

    private void searchesEveryFile(Path house) throws IOException {
        Set<String> written = new HashSet<>();
        answeredAt.forEach(at -> {
            written.add(Long.toString(at));
            written.add(Instant.ofEpochMilli(at).toString());
        });
        Set<String> withAnswers = new HashSet<>();
        long arrivals = 0;
        try (Stream<Path> files = Files.walk(house)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                arrivals += times(bytes, cameAt);
                assertThat(times(bytes, answeredAt)).as(file.toString()).isZero();
                assertThat(WRITTEN.matcher(text).results().map(found -> found.group()))
                        .as(file.toString())
                        .doesNotContainAnyElementsOf(written);
                Matcher answers = ANSWER.matcher(text);
                while (answers.find()) {
                    withAnswers.add(file.getFileName().toString());
                    assertThat(answers.group(1).charAt(14)).as(file.toString()).isEqualTo('4');
                    assertThat(answers.group())
                            .as(file.toString())
                            .contains("\"time\":\"" + DAY + "T00:00:00Z\"")
                            .doesNotContain("uptimems", "bootid", "clock");
                }
            }
        }
        // Whoever searches so finds when people came: the search is one that can find.
        assertThat(arrivals).isGreaterThanOrEqualTo(SESSIONS * PEOPLE);
        assertThat(withAnswers).contains(KioskStore.ANSWERS_FILE, "hub.db").doesNotContain(KioskStore.FILE);
    }

    /// Milliseconds in six bytes, as SQLite writes them.
    private static int times(byte[] bytes, Set<Long> moments) {
        long from = Collections.min(moments);
        long to = Collections.max(moments);
        int found = 0;
        long window = 0;
        for (int at = 0; at < bytes.length; at++) {
            window = (window << 8 | bytes[at] & 0xFF) & 0xFFFF_FFFF_FFFFL;
            if (window >= from && window <= to && moments.contains(window)) {
                found++;
            }
        }
        return found;
    }
}
