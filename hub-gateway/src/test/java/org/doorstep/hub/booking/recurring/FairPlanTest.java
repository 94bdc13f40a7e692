package org.doorstep.hub.booking.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.PartyKind;
import org.junit.jupiter.api.Test;

class FairPlanTest {
    /// Open from 17:00 to 22:00 every day; the hall is its two halves.
    private static final FairPlan.House HOUSE = new FairPlan.House() {
        @Override
        public boolean share(BookableId one, BookableId other) {
            return one.equals(other)
                    || one.value().equals("hall")
                    || other.value().equals("hall");
        }

        @Override
        public boolean isOpen(Slot slot) {
            return slot.startsMinute() >= 17 * 60 && slot.endsMinute() <= 22 * 60;
        }
    };

    @Test
    void whatOnlyOneWantsIsTheirs() {
        List<FairPlan.Given> plan = FairPlan.of(
                List.of(
                        wish(1, PartyKind.OUTSIDE, 1, slot("hall-a", 2, "19:00", "21:00")),
                        wish(2, PartyKind.COMMUNITY, 1, slot("hall-b", 2, "19:00", "21:00"))),
                HOUSE);

        assertThat(plan).extracting(FairPlan.Given::because).containsOnly(FairPlan.Because.NOBODY_ELSE);
        assertThat(plan).extracting(FairPlan.Given::rivals).containsOnly(List.of());
        assertThat(plan)
                .extracting(FairPlan.Given::verdict)
                .allMatch(verdict -> verdict instanceof FairPlan.Verdict.Choice(int number, Slot _) && number == 1);
    }

    @Test
    void childrenAreBeforeOutsideHiresWhoeverAskedFirst() {
        Slot wanted = slot("hall", 3, "17:00", "19:00");
        List<FairPlan.Given> plan = FairPlan.of(
                List.of(wish(1, PartyKind.OUTSIDE, 1, wanted), wish(2, PartyKind.CHILDREN, 1, wanted)), HOUSE);

        assertThat(of(plan, 2, 1).verdict()).isEqualTo(new FairPlan.Verdict.Choice(1, wanted));
        assertThat(of(plan, 2, 1).because()).isEqualTo(FairPlan.Because.KIND);
        assertThat(of(plan, 2, 1).rivals()).containsExactly("Group 1");
        assertThat(of(plan, 1, 1).verdict()).isEqualTo(new FairPlan.Verdict.Instead(slot("hall", 3, "19:00", "21:00")));
    }

    @Test
    void aSecondEveningComesAfterEverybodysFirst() {
        Slot tuesday = slot("hall-a", 2, "19:00", "21:00");
        Slot thursday = slot("hall-a", 4, "19:00", "21:00");
        List<FairPlan.Given> plan = FairPlan.of(
                List.of(
                        wish(1, PartyKind.COMMUNITY, 1, tuesday),
                        wish(1, PartyKind.COMMUNITY, 2, thursday),
                        wish(2, PartyKind.COMMUNITY, 1, thursday)),
                HOUSE);

        assertThat(of(plan, 1, 1).verdict()).isEqualTo(new FairPlan.Verdict.Choice(1, tuesday));
        assertThat(of(plan, 2, 1).verdict()).isEqualTo(new FairPlan.Verdict.Choice(1, thursday));
        assertThat(of(plan, 1, 2).verdict()).isInstanceOf(FairPlan.Verdict.Instead.class);
    }

    @Test
    void ofSecondEveningsWhoeverHasLessComesFirst() {
        Slot friday = slot("hall-a", 5, "19:00", "21:00");
        List<FairPlan.Given> plan = FairPlan.of(
                List.of(
                        wish(1, PartyKind.CHILDREN, 1, slot("hall-a", 1, "17:00", "22:00")),
                        wish(2, PartyKind.OUTSIDE, 1, slot("hall-a", 2, "19:00", "20:00")),
                        wish(1, PartyKind.CHILDREN, 2, friday),
                        wish(2, PartyKind.OUTSIDE, 2, friday)),
                HOUSE);

        assertThat(of(plan, 2, 2).verdict()).isEqualTo(new FairPlan.Verdict.Choice(1, friday));
        assertThat(of(plan, 2, 2).because()).isEqualTo(FairPlan.Because.HAD_LESS);
    }

    @Test
    void aSecondChoiceIsBeforeATimeThatNobodyNamed() {
        Slot first = slot("hall", 2, "19:00", "21:00");
        Slot second = slot("hall", 4, "18:00", "20:00");
        List<FairPlan.Given> plan = FairPlan.of(
                List.of(wish(1, PartyKind.COMMUNITY, 1, first), wish(2, PartyKind.COMMUNITY, 1, first, second)), HOUSE);

        assertThat(of(plan, 1, 1).because()).isEqualTo(FairPlan.Because.ASKED_FIRST);
        assertThat(of(plan, 2, 1).verdict()).isEqualTo(new FairPlan.Verdict.Choice(2, second));
    }

    @Test
    void whatNoDayHasRoomForIsSaidToBeSo() {
        List<FairPlan.Given> plan =
                FairPlan.of(List.of(wish(1, PartyKind.COMMUNITY, 1, slot("hall", 2, "09:00", "15:00"))), HOUSE);

        assertThat(plan.getFirst().verdict()).isEqualTo(new FairPlan.Verdict.Nothing());
    }

    @Test
    void noTwoHaveTheSamePlaceAtOnceAndNobodyGoesWithoutWhileAnotherHasTwo() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<FairPlan.Wish> wishes = new ArrayList<>();
            for (int party = 1; party <= 12; party++) {
                for (int number = 1; number <= 1 + random.nextInt(3); number++) {
                    List<Slot> choices = new ArrayList<>();
                    for (int choice = 0; choice <= random.nextInt(3); choice++) {
                        choices.add(any(random));
                    }
                    wishes.add(wish(
                            party,
                            PartyKind.values()[random.nextInt(PartyKind.values().length)],
                            number,
                            choices.toArray(Slot[]::new)));
                }
            }
            List<FairPlan.Given> plan = FairPlan.of(wishes, HOUSE);

            assertThat(plan).as("seed " + seed).hasSameSizeAs(wishes);
            List<Slot> slots =
                    plan.stream().flatMap(given -> slot(given).stream()).toList();
            for (int i = 0; i < slots.size(); i++) {
                for (int j = i + 1; j < slots.size(); j++) {
                    assertThat(clash(slots.get(i), slots.get(j)))
                            .as("seed " + seed + ": " + slots.get(i) + " and " + slots.get(j))
                            .isFalse();
                }
            }
            Map<Long, Integer> rounds = new HashMap<>();
            plan.forEach(given -> {
                int before = rounds.getOrDefault(given.wish().party(), 0);
                assertThat(given.wish().number()).as("each in its turn").isEqualTo(before + 1);
                rounds.put(given.wish().party(), before + 1);
            });
            assertThat(FairPlan.of(wishes, HOUSE))
                    .as("the same wishes make the same plan")
                    .isEqualTo(plan);
        }
    }

    private static boolean clash(Slot one, Slot other) {
        return one.day() == other.day()
                && one.starts().isBefore(other.ends())
                && other.starts().isBefore(one.ends())
                && HOUSE.share(one.place(), other.place());
    }

    private static List<Slot> slot(FairPlan.Given given) {
        return switch (given.verdict()) {
            case FairPlan.Verdict.Choice(int _, Slot slot) -> List.of(slot);
            case FairPlan.Verdict.Instead(Slot slot) -> List.of(slot);
            case FairPlan.Verdict.Nothing() -> List.of();
        };
    }

    private static Slot any(Random random) {
        LocalTime starts = LocalTime.of(17 + random.nextInt(4), 30 * random.nextInt(2));
        return new Slot(
                new BookableId(List.of("hall", "hall-a", "hall-b").get(random.nextInt(3))),
                DayOfWeek.of(1 + random.nextInt(7)),
                starts,
                starts.plusMinutes(30L * (1 + random.nextInt(3))));
    }

    private static FairPlan.Given of(List<FairPlan.Given> plan, long party, int number) {
        return plan.stream()
                .filter(given -> given.wish().party() == party && given.wish().number() == number)
                .findFirst()
                .orElseThrow();
    }

    private static FairPlan.Wish wish(long party, PartyKind kind, int number, Slot... choices) {
        return new FairPlan.Wish(party, "Group " + party, kind, number, List.of(choices));
    }

    private static Slot slot(String place, int day, String starts, String ends) {
        return new Slot(new BookableId(place), DayOfWeek.of(day), LocalTime.parse(starts), LocalTime.parse(ends));
    }
}
