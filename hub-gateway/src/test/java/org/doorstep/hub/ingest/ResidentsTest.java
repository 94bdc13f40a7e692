package org.doorstep.hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.doorstep.hub.residents.LostPasses;
import org.doorstep.hub.residents.Residents;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who holds several passes is one resident, whatever came first.
class ResidentsTest {
    private static final SessionId DROP_IN = SessionId.dropIn(LocalDate.parse("2026-11-24"));

    @TempDir
    private Path folder;

    @Test
    void whoUsesAnotherCardTooIsCountedOnceAlsoForWhatWasCountedTwiceBefore() {
        try (TrialIngest hub = hub("joined")) {
            hub.take(tap(hub, "24", "19:10", 1), tap(hub, "24", "19:20", 2), tap(hub, "24", "19:30", 3));
            assertThat(hub.count("SELECT passes FROM day_attendance")).isEqualTo(3);

            hub.take(added(hub, "24", "19:31", 1, 2));

            assertThat(hub.count("SELECT passes FROM day_attendance")).isEqualTo(2);
            assertThat(hub.count("SELECT visits FROM session_figures WHERE visits > 0"))
                    .isEqualTo(2);
            assertThat(hub.count("SELECT first_timers FROM day_attendance")).isEqualTo(2);
        }
    }

    @Test
    void theFirstDayOfAResidentIsThatOfTheFirstOfTheirPasses() {
        try (TrialIngest hub = hub("first day")) {
            hub.take(tap(hub, "17", "19:10", 2), tap(hub, "24", "19:10", 1));
            assertThat(hub.count("SELECT first_timers FROM day_attendance WHERE day = '2026-11-24'"))
                    .isEqualTo(1);

            hub.take(added(hub, "24", "19:11", 1, 2));

            assertThat(hub.count("SELECT first_timers FROM day_attendance WHERE day = '2026-11-24'"))
                    .isZero();
            assertThat(hub.count("SELECT returners FROM day_attendance WHERE day = '2026-11-24'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whoArrivesByOnePassAndLeavesByTheOtherHasLeft() {
        try (TrialIngest hub = hub("leaving")) {
            hub.take(tap(hub, "24", "19:05", 1), added(hub, "24", "19:06", 1, 2), tap(hub, "24", "19:40", 2));

            assertThat(hub.text("SELECT leaving FROM visit")).contains("tapped");
            assertThat(hub.count("SELECT COUNT(*) FROM visit")).isEqualTo(1);
        }
    }

    @Test
    void whatIsAddedTwiceOrRoundInACircleChangesNothingMore() {
        try (TrialIngest hub = hub("circle")) {
            hub.take(tap(hub, "24", "19:10", 1), tap(hub, "24", "19:20", 2), tap(hub, "24", "19:30", 3));
            hub.take(
                    added(hub, "24", "19:31", 1, 2),
                    added(hub, "24", "19:32", 2, 3),
                    added(hub, "24", "19:33", 3, 1),
                    added(hub, "24", "19:34", 1, 2));

            assertThat(hub.count("SELECT passes FROM day_attendance")).isEqualTo(1);
            assertThat(hub.count("SELECT COUNT(*) FROM resident_pass")).isEqualTo(3);
            assertThat(passesOf(hub, 2)).hasSize(3);
        }
    }

    @Test
    void whatIsShownWithAStoppedPassIsNobodyKnownFromThenOnAndStaysTheirsBefore() {
        try (TrialIngest hub = hub("stopped")) {
            hub.take(tap(hub, "17", "19:10", 1), tap(hub, "24", "18:10", 1), tap(hub, "24", "19:30", 1));
            stop(hub, 1, at("24", "19:00"), Optional.empty());

            assertThat(hub.count("SELECT passes FROM day_attendance WHERE day = '2026-11-24'"))
                    .isEqualTo(2);
            assertThat(hub.count("SELECT first_timers FROM day_attendance WHERE day = '2026-11-24'"))
                    .isEqualTo(1);
            assertThat(hub.count("SELECT COUNT(*) FROM visit JOIN pass ON pass.id = visit.pass"
                            + " WHERE pass.name LIKE 'stopped:%'"))
                    .isEqualTo(1);
            List<String> before = picture(hub);

            hub.ingest.rebuild();

            assertThat(picture(hub)).isEqualTo(before);
        }
    }

    @Test
    void aNewPassForALostOneGoesOnWhereThatStopped() {
        try (TrialIngest hub = hub("instead")) {
            hub.take(tap(hub, "17", "19:10", 1));
            stop(hub, 1, at("24", "18:00"), Optional.of(name(2)));
            hub.take(tap(hub, "24", "19:10", 2), tap(hub, "24", "19:20", 1));

            assertThat(hub.count("SELECT returners FROM day_attendance WHERE day = '2026-11-24'"))
                    .isEqualTo(1);
            assertThat(hub.count("SELECT passes FROM day_attendance WHERE day = '2026-11-24'"))
                    .isEqualTo(2);
            List<String> before = picture(hub);

            hub.ingest.rebuild();

            assertThat(picture(hub)).isEqualTo(before);
            assertThat(passesOf(hub, 2)).hasSize(2);
        }
    }

    /// Against a count that knows nothing of how the hub does it.
    @Test
    void joinedStoppedAndShuffledTheCountIsTheSameAndThatOfAPlainReckoning() {
        for (int seed = 1; seed <= 6; seed++) {
            Random chance = new Random(seed);
            int people = 8;
            List<int[]> taps = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                taps.add(new int[] {chance.nextInt(people), 17 + 7 * chance.nextInt(2), chance.nextInt(240)});
            }
            List<int[]> joins = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int one = chance.nextInt(people);
                joins.add(
                        new int[] {one, (one + 1 + chance.nextInt(people - 1)) % people, chance.nextInt(2) * 120 + 30});
            }
            int stopped = chance.nextInt(people);
            List<String> first = List.of();
            for (int order = 1; order <= 3; order++) {
                try (TrialIngest hub = hub("seed " + seed + " order " + order)) {
                    List<Envelope> events = new ArrayList<>();
                    for (int[] tap : taps) {
                        events.add(hub.event(
                                "kiosk-1",
                                at("" + tap[1], "17:00").plusSeconds(tap[2] * 60L),
                                TrialIngest.tap(tap[0], DROP_IN)));
                    }
                    for (int[] join : joins) {
                        events.add(hub.event(
                                "kiosk-1",
                                at("24", "17:00").plusSeconds(join[2] * 60L),
                                new HubEvent.PassAdded(credential(join[0]), credential(join[1]))));
                    }
                    Collections.shuffle(events, new Random(order));
                    int half = chance.nextInt(events.size());
                    hub.take(events.subList(0, half).toArray(Envelope[]::new));
                    hub.database.write(handle -> {
                        handle.execute(
                                "INSERT INTO lost_pass (name, at, by_name) VALUES (?, ?, '')",
                                name(stopped).text(),
                                at("24", "18:30").toEpochMilli());
                        return null;
                    });
                    recount(hub, stopped);
                    hub.take(events.subList(half, events.size()).toArray(Envelope[]::new));
                    List<String> picture = picture(hub);

                    assertThat(hub.count("SELECT passes FROM day_attendance WHERE day = '2026-11-24'"))
                            .as("seed " + seed)
                            .isEqualTo(reckoned(taps, joins, people, stopped));
                    hub.ingest.rebuild();
                    assertThat(picture(hub)).as("rebuilt, seed " + seed).isEqualTo(picture);
                    first = first.isEmpty() ? picture : first;
                    assertThat(picture).as("order " + order + ", seed " + seed).isEqualTo(first);
                }
            }
        }
    }

    /// Residents with a tap on the 24th, and one more if the stopped pass was shown after 18:30. What was said with
    /// that one afterwards joins nobody.
    private static long reckoned(List<int[]> taps, List<int[]> joins, int people, int stopped) {
        int[] group = new int[people];
        Arrays.setAll(group, i -> i);
        for (int[] join : joins) {
            if (join[2] >= 90 && (join[0] == stopped || join[1] == stopped)) {
                continue;
            }
            int from = group[join[0]];
            int to = group[join[1]];
            Arrays.setAll(group, i -> group[i] == from ? to : group[i]);
        }
        Set<Integer> came = new HashSet<>();
        for (int[] tap : taps) {
            if (tap[1] == 24) {
                came.add(tap[0] == stopped && tap[2] >= 90 ? -1 : group[tap[0]]);
            }
        }
        return came.size();
    }

    @Test
    void whoFindsAStoppedPassDoesNotComeAmongItsOwnersByAddingTheirOwnToItWhicheverTheHubHearsFirst() {
        for (boolean stoppedFirst : List.of(true, false)) {
            try (TrialIngest hub = hub("found " + stoppedFirst)) {
                hub.take(tap(hub, "17", "19:10", 1), tap(hub, "24", "19:10", 2));
                Envelope word = added(hub, "24", "19:11", 2, 1);
                if (!stoppedFirst) {
                    hub.take(word);
                    assertThat(passesOf(hub, 2)).hasSize(2);
                }
                stop(hub, 1, at("24", "19:00"), Optional.empty());
                if (stoppedFirst) {
                    hub.take(word);
                }

                assertThat(passesOf(hub, 2)).hasSize(1);
                assertThat(hub.count("SELECT first_timers FROM day_attendance WHERE day = '2026-11-24'"))
                        .isEqualTo(1);
                List<String> before = picture(hub);
                hub.ingest.rebuild();
                assertThat(picture(hub)).isEqualTo(before);
                assertThat(passesOf(hub, 2)).hasSize(1);
            }
        }
    }

    @Test
    void whoFindsAStoppedPassNeitherDeniesItsOwnersVisitsNorLeavesForThem() {
        for (boolean stoppedFirst : List.of(true, false)) {
            try (TrialIngest hub = hub("word " + stoppedFirst)) {
                hub.take(tap(hub, "24", "18:10", 1));
                Envelope word =
                        hub.event("kiosk-1", at("24", "19:30"), new HubEvent.VisitDenied(credential(1), DROP_IN));
                if (!stoppedFirst) {
                    hub.take(word);
                    assertThat(hub.count("SELECT COUNT(*) FROM visit")).isZero();
                }
                stop(hub, 1, at("24", "19:00"), Optional.empty());
                if (stoppedFirst) {
                    hub.take(word);
                }
                hub.take(left(hub, "24", "19:31", 1));

                assertThat(hub.count("SELECT COUNT(*) FROM visit")).isEqualTo(1);
                assertThat(hub.count("SELECT COUNT(*) FROM keeper WHERE erased_at IS NOT NULL"))
                        .isZero();
                hub.ingest.rebuild();
                assertThat(hub.count("SELECT COUNT(*) FROM visit")).isEqualTo(1);
            }
        }
    }

    @Test
    void aKioskThatWasTakenOverDoesNotMakeEverybodyOneResident() {
        try (TrialIngest hub = hub("everybody")) {
            hub.take(tap(hub, "24", "19:10", 0));
            for (int i = 1; i < 60; i++) {
                hub.take(added(hub, "24", "19:11", i - 1, i));
            }

            assertThat(passesOf(hub, 0)).hasSize(20);
            assertThat(hub.count("SELECT max(many) FROM (SELECT count(*) AS many FROM resident_pass GROUP BY leader)"))
                    .isEqualTo(20);
        }
    }

    /// The hub's clock stands at noon of the 24th.
    @Test
    void whatWasStoppedIsRememberedByItsNewNameOnceItsOwnerHasLeftAndNotByTheOldOne() {
        try (TrialIngest hub = hub("left")) {
            hub.take(tap(hub, "17", "19:10", 1));
            stop(hub, 1, at("24", "09:00"), Optional.empty());
            hub.take(left(hub, "24", "08:59", 1));
            assertThat(hub.count("SELECT COUNT(*) FROM keeper WHERE erased_at IS NOT NULL"))
                    .isEqualTo(1);

            hub.take(tap(hub, "24", "10:00", 1), tap(hub, "24", "19:30", 1));

            assertThat(hub.count("SELECT COUNT(*) FROM tap JOIN pass ON pass.id = tap.pass"
                            + " WHERE pass.name LIKE 'stopped:%'"))
                    .isEqualTo(1);
            assertThat(hub.count("SELECT COUNT(*) FROM tap JOIN pass ON pass.id = tap.pass WHERE pass.name = '"
                            + name(1).text() + "'"))
                    .isEqualTo(1);
            assertThat(hub.count("SELECT COUNT(*) FROM lost_pass WHERE name = '" + name(1).text() + "'"))
                    .isZero();
        }
    }

    @Test
    void whatAKioskBringsLateOfWhoHasLeftByAnotherPassGoesWithThem() {
        try (TrialIngest hub = hub("late")) {
            Envelope late = added(hub, "24", "10:00", 1, 2);
            hub.take(tap(hub, "17", "19:10", 1), tap(hub, "17", "19:10", 2), left(hub, "24", "11:00", 1));
            assertThat(hub.count("SELECT COUNT(*) FROM keeper WHERE erased_at IS NOT NULL"))
                    .isEqualTo(1);

            hub.take(late);

            assertThat(hub.count("SELECT COUNT(*) FROM keeper WHERE name IS NOT NULL"))
                    .isZero();
            assertThat(hub.count("SELECT passes FROM day_attendance WHERE day = '2026-11-17'"))
                    .isEqualTo(1);
            hub.ingest.rebuild();
            assertThat(hub.count("SELECT COUNT(*) FROM keeper WHERE name IS NOT NULL"))
                    .isZero();
            assertThat(hub.count("SELECT passes FROM day_attendance WHERE day = '2026-11-17'"))
                    .isEqualTo(1);
        }
    }

    private static Envelope left(TrialIngest hub, String day, String time, int pass) {
        return hub.event("kiosk-1", at(day, time), new HubEvent.ResidentLeft(credential(pass), Receipt.by(hub.random)));
    }

    private static void stop(TrialIngest hub, int pass, Instant at, Optional<PassName> instead) {
        hub.database.write(handle -> {
            long row = handle.createQuery("SELECT id FROM pass WHERE name = :name")
                    .bind("name", name(pass).text())
                    .mapTo(Long.class)
                    .one();
            new LostPasses(hub.attendance).stop(handle, List.of(row), instead, at, "amina");
            return null;
        });
    }

    private static void recount(TrialIngest hub, int pass) {
        hub.database.write(handle -> {
            List<Long> rows = handle.createQuery("SELECT id FROM pass WHERE name = :name")
                    .bind("name", name(pass).text())
                    .mapTo(Long.class)
                    .list();
            hub.attendance.passesMoved(handle, rows);
            return null;
        });
    }

    private static List<Long> passesOf(TrialIngest hub, int pass) {
        return hub.database.write(handle -> {
            long row = handle.createQuery("SELECT id FROM pass WHERE name = :name")
                    .bind("name", name(pass).text())
                    .mapTo(Long.class)
                    .one();
            return Residents.passesOf(Database.connection(handle), row);
        });
    }

    /// But for the ids and rows, which differ with each making, and passes that nothing counts under.
    private static List<String> picture(TrialIngest hub) {
        return hub.picture().stream()
                .filter(row -> !row.startsWith("pass"))
                .map(row ->
                        row.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "event").replaceAll("stopped:[0-9]+", "stopped"))
                .sorted()
                .toList();
    }

    private TrialIngest hub(String name) {
        TrialIngest hub = new TrialIngest(folder.resolve(name), 7);
        hub.addActivities();
        return hub;
    }

    private static Instant at(String day, String time) {
        return Instant.parse("2026-11-" + day + "T" + time + ":00Z");
    }

    private static Envelope tap(TrialIngest hub, String day, String time, int pass) {
        return hub.event("kiosk-1", at(day, time), TrialIngest.tap(pass, DROP_IN));
    }

    private static Envelope added(TrialIngest hub, String day, String time, int pass, int added) {
        return hub.event("kiosk-1", at(day, time), new HubEvent.PassAdded(credential(pass), credential(added)));
    }

    private static Credential credential(int pass) {
        return TrialIngest.tap(pass, DROP_IN).credential();
    }

    private static PassName name(int pass) {
        return PassName.of(credential(pass)).orElseThrow();
    }
}
