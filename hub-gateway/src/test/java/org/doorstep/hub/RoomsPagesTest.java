package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.doorstep.hub.booking.units.Bookable;
import org.doorstep.hub.booking.units.BookableId;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.booking.units.PartyKind;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What can be booked, as a manager makes and changes it by the pages, held against what the catalogue says then.
class RoomsPagesTest {
    @TempDir
    Path folder;

    private TestHub hub;
    private TestHub.Browser manager;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        manager = hub.signedIn(Role.MANAGER);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aWholeHallIsMadeOfItsHalvesAndSharesTheirUnits() {
        add("place", Map.of("title", "Hall A", "capacity", "40"));
        add("place", Map.of("title", "Hall B", "capacity", "30"));
        String a = unit("Hall A");
        String b = unit("Hall B");

        add("place", Map.of("title", "Whole hall", "made", "of", "unit-" + a, "on", "unit-" + b, "on"));

        Catalogue catalogue = catalogue();
        assertThat(catalogue.ownUnits(new BookableId("whole-hall"))).hasSize(2);
        assertThat(catalogue.share(new BookableId("whole-hall"), new BookableId("hall-b")))
                .isTrue();
        assertThat(catalogue.share(new BookableId("hall-a"), new BookableId("hall-b")))
                .isFalse();
        assertThat(manager.get("/rooms").body()).contains("Made of Hall A, Hall B", "For up to 40 people");
    }

    @Test
    void aPoolHasSoManyUnitsAndAKitIsMadeOfParts() {
        add("tool", Map.of("title", "Folding table", "made", "pool", "count", "12", "place", "Cupboard, shelf 2"));
        add("tool", Map.of("title", "Urn"));

        add("tool", Map.of("title", "Party kit", "made", "kit", "part-folding-table", "4", "part-urn", "1"));

        Catalogue catalogue = catalogue();
        assertThat(catalogue.get(new BookableId("folding-table")).takes()).isEqualTo(Bookable.Takes.SOME);
        assertThat(catalogue.howMany(new BookableId("folding-table"))).isEqualTo(12);
        assertThat(catalogue.parts(new BookableId("party-kit")))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(new BookableId("folding-table"), 4, new BookableId("urn"), 1));
        assertThat(manager.get("/rooms").body()).contains("4 × Folding table");
    }

    @Test
    void morePoolThingsAreAddedAndOneThatIsNobodysIsTakenOut() {
        add("tool", Map.of("title", "Chair", "made", "pool", "count", "2"));
        String units = "/rooms/chair/units";
        manager.postFrom("/rooms/chair", units, Map.of("more", "3"));
        assertThat(catalogue().howMany(new BookableId("chair"))).isEqualTo(5);

        manager.postFrom("/rooms/chair", units, Map.of("out", unit("Chair 4")));
        assertThat(catalogue().howMany(new BookableId("chair"))).isEqualTo(4);
        assertThat(manager.postFrom("/rooms/chair", units, Map.of("more", "9999"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void whatIsChangedIsOfferedSoFromThenOnAndWhatIsRetiredIsNotOffered() {
        add("place", Map.of("title", "Kitchen"));

        Map<String, String> fields = form(Map.of("title", "Training kitchen", "longest", "480", "approval", "on"));
        assertThat(manager.postFrom("/rooms/kitchen", "/rooms/kitchen", fields).statusCode())
                .isEqualTo(303);
        Bookable kitchen = catalogue().get(new BookableId("kitchen"));
        assertThat(kitchen.title()).isEqualTo("Training kitchen");
        assertThat(kitchen.approval()).isTrue();
        assertThat(kitchen.fromHome()).isFalse();
        assertThat(kitchen.limits().longest()).isEqualTo(480);

        manager.postFrom("/rooms/kitchen", "/rooms/kitchen/retire", Map.of());
        assertThat(catalogue().offered()).isEmpty();
        manager.postFrom("/rooms/kitchen", "/rooms/kitchen/put-back", Map.of());
        assertThat(catalogue().offered()).hasSize(1);
    }

    @Test
    void aFormWithMistakesSaysAllOfThemAndChangesNothing() {
        HttpResponse<String> answer = manager.postFrom(
                "/rooms/new?kind=place",
                "/rooms/new",
                form(Map.of("title", "", "shortest", "240", "longest", "30", "capacity", "-1", "made", "of")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "Say what it is called",
                        "at least as long as the shortest",
                        "Give a number from 0 to 5,000",
                        "Choose at least two parts");
        assertThat(catalogue().all()).isEmpty();
    }

    @Test
    void hoursOfTheHubAndOfOneRoomAndAClosureSayWhenItIsOpen() {
        add("place", Map.of("title", "Kitchen"));
        assertThat(manager.postFrom(
                                "/room-rules",
                                "/room-rules/hours",
                                Map.of(
                                        "opens2-0",
                                        "09:00",
                                        "closes2-0",
                                        "13:00",
                                        "opens2-1",
                                        "17:00",
                                        "closes2-1",
                                        "01:00"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(catalogue().hubHours()).hasSize(2);
        assertThat(catalogue().hubHours().getLast().closes()).isEqualTo(25 * 60);

        manager.postFrom("/rooms/kitchen", "/rooms/kitchen/hours", Map.of("opens3-0", "10:00", "closes3-0", "12:00"));
        assertThat(catalogue().ownHours(new BookableId("kitchen"))).hasSize(1);

        manager.postFrom(
                "/room-rules",
                "/room-rules/closures",
                Map.of("bookable", "kitchen", "first", "2026-12-24", "last", "2027-01-02", "reason", "New floor"));
        assertThat(catalogue().closures()).singleElement().satisfies(closure -> {
            assertThat(closure.times().starts()).hasToString("2026-12-24T00:00:00Z");
            assertThat(closure.times().ends()).hasToString("2027-01-03T00:00:00Z");
        });
        String rules = manager.get("/room-rules").body();
        assertThat(rules).contains("24 December 2026 to 2 January 2027", "New floor", "Kitchen");

        manager.postFrom(
                "/room-rules",
                "/room-rules/closures/take-back",
                Map.of("id", Long.toString(catalogue().closures().getFirst().id())));
        assertThat(catalogue().closures()).isEmpty();
    }

    @Test
    void hoursThatOverlapOrHaveNoEndAreSaidAndNotKept() {
        HttpResponse<String> answer = manager.postFrom(
                "/room-rules",
                "/room-rules/hours",
                Map.of(
                        "opens1-0",
                        "09:00",
                        "closes1-0",
                        "13:00",
                        "opens1-1",
                        "12:00",
                        "closes1-1",
                        "14:00",
                        "opens2-0",
                        "9"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("These times overlap", "Give both times");
        assertThat(catalogue().hubHours()).isEmpty();
    }

    @Test
    void howMuchOneMayHaveAndWhoMayNotBeBesideWhomAreKept() {
        add("place", Map.of("title", "Crèche"));
        add("place", Map.of("title", "Hall"));
        Map<String, String> rules = new HashMap<>(Map.of(
                "mostOpen", "4", "hoursAWeek", "8", "fairShare", "30", "goodFrom", "18:00", "goodUntil", "00:00"));
        rules.put("good1", "on");
        assertThat(manager.postFrom("/room-rules", "/room-rules", rules).statusCode())
                .isEqualTo(303);
        assertThat(catalogue().rules().mostOpen()).isEqualTo(4);
        assertThat(catalogue().rules().goodUntil()).isEqualTo(1440);

        manager.postFrom(
                "/room-rules",
                "/room-rules/apart",
                Map.of(
                        "one",
                        "creche",
                        "kind",
                        "children",
                        "other",
                        "hall",
                        "otherKind",
                        "outside",
                        "reason",
                        "Children"));
        assertThat(catalogue().apart()).hasSize(1);
        assertThat(manager.get("/room-rules").body())
                .contains("While children's groups have Crèche, outside hires can't have Hall.");
    }

    @Test
    void groupsAreAddedRenamedAndEndedAndNoTwoHaveOneName() {
        manager.postFrom("/groups", "/groups", Map.of("name", "Millbrook Singers", "kind", "community"));
        assertThat(manager.postFrom("/groups", "/groups", Map.of("name", "millbrook singers", "kind", "outside"))
                        .statusCode())
                .isEqualTo(422);
        long id = catalogue().parties().iterator().next().id();
        manager.postFrom("/groups", "/groups/" + id, Map.of("name", "Fold Singers", "kind", "hub", "retired", "yes"));

        assertThat(catalogue().party(id)).hasValueSatisfying(party -> {
            assertThat(party.name()).isEqualTo("Fold Singers");
            assertThat(party.kind()).isEqualTo(PartyKind.HUB);
            assertThat(party.retired()).isTrue();
        });
    }

    private void add(String kind, Map<String, String> fields) {
        HttpResponse<String> answer =
                manager.postFrom("/rooms/new?kind=" + kind, "/rooms/new", form(with(fields, "kind", kind)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private static Map<String, String> form(Map<String, String> said) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "picture", "meeting",
                "capacity", "0",
                "step", "30",
                "shortest", "30",
                "longest", "240",
                "before", "0",
                "after", "15",
                "ahead", "60",
                "made", "one",
                "who", "anybody"));
        fields.put("walkUpShare", "0");
        fields.putAll(said);
        return fields;
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(name, value);
        return more;
    }

    private String unit(String name) {
        return catalogue().allUnits().stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id()
                .toString();
    }

    private Catalogue catalogue() {
        return hub.database.read(Catalogue::read);
    }
}
