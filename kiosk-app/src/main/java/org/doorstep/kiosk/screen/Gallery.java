package org.doorstep.kiosk.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.doorstep.kiosk.aboutme.CopyOfData;
import org.doorstep.kiosk.aboutme.Showings;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.kiosk.booking.Answer;
import org.doorstep.kiosk.booking.Board;
import org.doorstep.kiosk.booking.Bookings;
import org.doorstep.kiosk.booking.Mine;
import org.doorstep.kiosk.booking.PhoneLink;
import org.doorstep.kiosk.checkin.ComingFor;
import org.doorstep.kiosk.checkin.Companions;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.Presented;
import org.doorstep.kiosk.checkin.Shown;
import org.doorstep.kiosk.face.AllFaces;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.JoinViews;
import org.doorstep.kiosk.face.PhraseViews;
import org.doorstep.kiosk.face.PrivacyNotice;
import org.doorstep.kiosk.face.StaffViews;
import org.doorstep.kiosk.face.View;
import org.doorstep.kiosk.face.WishViews;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.joining.JoinState;
import org.doorstep.kiosk.staff.StaffDoor;
import org.doorstep.kiosk.wishes.Wishes;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.SmallArea;

/// Every face of the page, filled with invented people, to be looked at and photographed. Whatever
/// a feature adds to the faces it adds here too; what can come of a reading is here by its own
/// nature, since the switch knows no other case.
final class Gallery {
    private static final EventId EVENT = new EventId(new UUID(0x7000L, 1L << 63));
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String CODE =
            "DS1:0000000000000000000000000000000000000000000000000000000000000000000000000000";

    private static final Schedule.Occurrence COOK = session("cook-and-eat", "Cook and eat", "Kitchen", "cook");
    private static final Schedule.Occurrence CRECHE = session("creche", "Crèche", "Upstairs room", "creche");
    private static final Schedule.Occurrence JOBS =
            session("job-club", "Job club and help with forms", "Upstairs room", "job");
    private static final ComingFor TO_COOK = new ComingFor.Session(COOK);
    private static final List<Schedule.Occurrence> CHOICES = List.of(COOK, CRECHE, JOBS);

    private static final Showings.Present ZANETA = new Showings.Present(
            new Shown(EVENT, EVENT, new Credential.Pass(new PassId("00000000000000000001"), "0001"), ""),
            ResidentWords.NOTHING,
            new PrivateReply.AboutMe(
                    List.of(
                            new PrivateReply.HeldPass("7K3M9", true, false),
                            new PrivateReply.HeldPass("ZX0T4", false, true)),
                    ResidentWords.NOTHING
                            .withNickname("Żaneta")
                            .withAgeBand(AgeBand.FROM_35)
                            .withArea(new SmallArea("X01000003", 2))
                            .withLanguage("pl"),
                    "2026-03-03",
                    5,
                    List.of(visit(COOK, 2), visit(JOBS, 0)),
                    List.of(new PrivateReply.Look(NOON, "manager", "Lost pass")),
                    List.of(missed(CRECHE), missed(JOBS))),
            0,
            0);

    private static final Duration AN_AFTERNOON = Duration.ofHours(4);
    private static final Duration A_WEEK = Duration.ofDays(7);
    private static final Board BOARD = new Board(
            ZoneOffset.UTC,
            TEN,
            true,
            List.of(
                    bookable("whole-hall", Board.Kind.PLACE, "Whole hall", "Ground floor", "hall", 1, AN_AFTERNOON),
                    bookable("hall-a", Board.Kind.PLACE, "Hall A", "Ground floor", "exercise", 1, AN_AFTERNOON),
                    bookable("hall-b", Board.Kind.PLACE, "Hall B", "Ground floor", "music", 1, AN_AFTERNOON),
                    bookable("kitchen", Board.Kind.PLACE, "Kitchen", "Beside the hall", "kitchen", 1, AN_AFTERNOON),
                    bookable("craft-room", Board.Kind.PLACE, "Craft room", "Upstairs", "craft", 1, AN_AFTERNOON),
                    bookable("creche", Board.Kind.PLACE, "Crèche room", "Garden side", "creche", 1, AN_AFTERNOON),
                    bookable("office", Board.Kind.PLACE, "Small office", "Upstairs", "office", 1, AN_AFTERNOON),
                    bookable("strimmer", Board.Kind.TOOL, "Strimmer", "Shelf 3", "strimmer", 1, A_WEEK),
                    bookable("drill", Board.Kind.TOOL, "Drill", "Shelf 1", "drill", 1, A_WEEK),
                    bookable(
                            "table",
                            Board.Kind.TOOL,
                            "Folding table",
                            "Cupboard under the stairs",
                            "table",
                            12,
                            A_WEEK),
                    bookable("party-kit", Board.Kind.TOOL, "Party kit", "Shelf 2", "kit", 1, A_WEEK)));
    private static final Answer.What CRAFT_ROOM =
            new Answer.What("craft-room", 1, NOON, NOON.plus(Duration.ofMinutes(90)));
    private static final Answer.What TABLES = new Answer.What("table", 4, NOON, NOON.plus(Duration.ofDays(2)));
    private static final Bookings.Tool STRIMMER = new Bookings.Tool("ABCDEF", "Strimmer", "Shelf 3");
    private static final Mine MINE = new Mine(
            List.of(
                    own("4821", "Craft room", Mine.How.BOOKED),
                    own("5533", "Kitchen", Mine.How.ASKED),
                    own("6114", "Hall A", Mine.How.SAVED),
                    own("7205", "Strimmer", Mine.How.WAITS),
                    own("8316", "Whole hall", Mine.How.OFFERED),
                    own("9427", "Drill", Mine.How.LOST),
                    own("", "Folding table", Mine.How.TAKEN)),
            false);

    private Gallery() {}

    /// What lies over a face in passing: the face by its name, and what `page.jte` calls the box.
    static final Map<String, String> BOXES = Map.of(
            "still-there", "still",
            "reader-found-again", "toast",
            "hub-asked", "wait",
            "no-voice", "no-voice",
            "kiosk-away", "lost",
            "card-written", "written");

    /// The page at rest with another leaf on top than what is on.
    static final Map<String, String> LEAVES = Map.of("home-doors", "doors", "home-said", "said");

    /// By the name under which each is looked up, in the order of a visit. `languages` are those
    /// that there are.
    static Map<String, Function<Faces, View>> faces(AllFaces languages) {
        Map<String, Function<Faces, View>> all = new LinkedHashMap<>();
        all.put("home", now -> now.home().now());
        atRest(all);
        all.put("new-here", now -> now.views().newHere(3, true));
        all.put("new-here-empty", now -> now.views().newHere(0, false));
        for (PrivacyNotice.Face face : PrivacyNotice.Face.values()) {
            all.put("privacy-" + face.key(), now -> now.privacy().view(face));
        }
        outcomes().forEach((name, outcome) -> all.put(name, now -> now.views().of(outcome)));
        phrases(all);
        all.put("mood", now -> now.mood().ask(""));
        all.put("mood-why", now -> now.mood().why(EVENT.toString()));
        all.put("mood-thanks", now -> now.mood().thanks());
        about(all);
        wishes(all, languages);
        staff(all);
        joining(all);
        bookings(all);
        return all;
    }

    private static void atRest(Map<String, Function<Faces, View>> all) {
        all.put("home-doors", Gallery::busyHome);
        all.put("home-said", Gallery::busyHome);
        all.put("home-nothing-more", now -> emptyHome(now, View.TodayState.NOTHING_MORE, List.of()));
        all.put(
                "home-troubles",
                now -> emptyHome(
                        now,
                        View.TodayState.NOT_KNOWN_YET,
                        List.of(
                                now.words().say("trouble.saving"),
                                now.words().say("trouble.card-reader"),
                                now.words().say("trouble.clock"))));
        BOXES.keySet().stream()
                .sorted()
                .forEach(name -> all.put(name, now -> now.home().now()));
        all.put("card-written", now -> now.wishes().written(CODE, true));
        // It is only asked where there is something to do.
        all.put("still-there", now -> now.views().of(new Outcome.Welcome(EVENT, TO_COOK, Companions.NOBODY)));
    }

    private static View.Home busyHome(Faces now) {
        View.Home home = now.home().now();
        return new View.Home(
                home.hubName(),
                home.clock(),
                home.date(),
                home.today(),
                home.more(),
                home.todayState(),
                home.todayNote(),
                home.troubles(),
                home.prompt(),
                home.readersWork(),
                home.asksMood(),
                true,
                home.languages(),
                List.of(
                        new View.Door("Kitchen", now.words().say("home.door.now", COOK.title(), "12:00"), true),
                        new View.Door("Upstairs room", now.words().say("home.door.next", JOBS.title(), "13:00"), false),
                        new View.Door("Hall", now.words().say("home.door.next", CRECHE.title(), "14:00"), false)),
                List.of(new View.Said(
                        "The garden gate is locked when we come from work.", "It is open until eight on Thursdays.")));
    }

    private static View.Home emptyHome(Faces now, View.TodayState state, List<String> troubles) {
        View.Home home = now.home().now();
        return new View.Home(
                home.hubName(),
                home.clock(),
                home.date(),
                List.of(),
                List.of(),
                state,
                "",
                troubles,
                home.prompt(),
                troubles.isEmpty(),
                home.asksMood(),
                home.books(),
                home.languages(),
                List.of(),
                List.of());
    }

    private static void wishes(Map<String, Function<Faces, View>> all, AllFaces languages) {
        Wishes some =
                Wishes.NONE.withTheme(Wishes.Theme.CONTRAST).withLargeText(true).withOneSwitch(Wishes.OneSwitch.SLOW);
        all.put("wishes", now -> now.wishes().sheet(Wishes.NONE, new WishViews.Place.Nowhere(), ""));
        all.put("wishes-some", now -> now.wishes().sheet(some, new WishViews.Place.InThePass(), "theme"));
        all.put("wishes-card", now -> now.wishes().sheet(some, new WishViews.Place.WithTheHub(EVENT), "theme"));
        all.put("wishes-written", now -> now.wishes().written(CODE, true));
        all.put("languages", now -> languages.choice(now.words()));
    }

    private static void staff(Map<String, Function<Faces, View>> all) {
        all.put("staff-pin", now -> new StaffViews(now.words()).asked(EVENT));
        all.put("staff-pin-wrong", now -> let(now, new StaffDoor.NotThatPin(EVENT, 4)));
        all.put("staff-often", now -> let(now, new StaffDoor.TooOften()));
        all.put("staff-again", now -> let(now, new StaffDoor.ShowItAgain()));
        all.put("staff-open", now -> let(now, new StaffDoor.LetOut()));
    }

    private static View let(Faces now, StaffDoor.Answer answer) {
        return new StaffViews(now.words()).of(answer);
    }

    /// The page of a kiosk that is no hub's yet.
    private static void joining(Map<String, Function<Faces, View>> all) {
        Readers none = new Readers(Map.of());
        UnaryOperator<String> small = name -> name.toLowerCase(Locale.ROOT).replace('_', '-');
        for (JoinState.Shown shown : JoinState.Shown.values()) {
            all.put("join-" + small.apply(shown.name()), now -> new JoinViews(now.words(), none)
                    .of(new JoinState.Waiting(shown)));
        }
        all.put("join-address", now -> new View.Typing("address", ""));
        all.put("join-code", now -> new View.Typing("code", now.words().say("typing.no-code")));
        all.put("join-asking", now -> new JoinViews(now.words(), none).of(new JoinState.Asking(JoinState.Step.ASK)));
        for (JoinState.Why why : JoinState.Why.values()) {
            all.put("join-failed-" + small.apply(why.name()), now -> new JoinViews(now.words(), none)
                    .of(new JoinState.Failed(why, "hub.millbrook.example:8443")));
        }
        all.put("joined", now -> new JoinViews(now.words(), none).of(new JoinState.Joined("Front door")));
    }

    private static Map<String, Outcome> outcomes() {
        Map<String, Outcome> all = new LinkedHashMap<>();
        all.put("welcome", new Outcome.Welcome(EVENT, TO_COOK, Companions.NOBODY));
        all.put("again", new Outcome.AlreadyIn(EVENT, TO_COOK, Companions.NOBODY));
        all.put("guest", new Outcome.GuestWelcome(EVENT, TO_COOK, Companions.NOBODY));
        all.put("goodbye", new Outcome.Goodbye(EVENT, TO_COOK));
        all.put("staying", new Outcome.GoodbyeOrStaying(EVENT, TO_COOK, List.of(CRECHE)));
        all.put("choose", new Outcome.ChooseSession(EVENT, CHOICES));
        all.put("pass", new Outcome.NewPass(EVENT, CODE, TO_COOK, CHOICES));
        all.put("another-card", new Outcome.ShowOther(EVENT));
        all.put("same-card", new Outcome.SameCard(EVENT));
        all.put("is-it-yours", new Outcome.IsItYours(EVENT));
        all.put("card-added", new Outcome.CardAdded());
        all.put("no-blanks", new Outcome.NoBlanks());
        all.put("slip", new Outcome.SlipTaken(new HubId("the-willows"), LocalDate.of(2027, 1, 31)));
        all.put("slip-ended", new Outcome.SlipEnded());
        for (Presented.Refusal why : Presented.Refusal.values()) {
            all.put("refused-" + why.name().toLowerCase(Locale.ROOT).replace('_', '-'), new Outcome.Refused(why));
        }
        all.put("too-late", new Outcome.TooLate());
        all.put("show-again", new Outcome.ShowItAgain());
        all.put("cannot-save", new Outcome.CannotSave());
        return all;
    }

    private static void phrases(Map<String, Function<Faces, View>> all) {
        all.put("phrase-offer", now -> now.phrases().offer(EVENT));
        all.put("pictures", now -> now.phrases().pictures(PhraseViews.Why.TO_CHOOSE, EVENT, List.of(0, 17), 2));
        all.put("pictures-all", now -> now.phrases().pictures(PhraseViews.Why.LOST, EVENT, List.of(0, 17, 33, 63), 0));
        all.put("phrase-kept", now -> now.phrases().chosen(EVENT));
        all.put("lost-asked", now -> now.phrases().asked(EVENT));
        all.put("lost-not-open", now -> now.phrases().notOpen(EVENT));
        all.put("phrase-away", now -> now.phrases().hubAway(EVENT));
    }

    private static void about(Map<String, Function<Faces, View>> all) {
        all.put("about", now -> now.about().menu(ZANETA));
        all.put("about-away", now -> now.about().hubAway(ZANETA));
        all.put("about-held", now -> now.about().held(ZANETA, true));
        all.put("about-looks", now -> now.about().looks(ZANETA));
        all.put("about-visits", now -> now.about().visits(ZANETA, 0));
        all.put("about-deny", now -> now.about().deny(ZANETA, COOK.session()));
        all.put("about-denied", now -> now.about().denied(ZANETA));
        all.put("about-missed", now -> now.about().missed(ZANETA, 0));
        all.put("about-claim", now -> now.about().claim(ZANETA, CRECHE.session()));
        all.put("about-claimed", now -> now.about().claimed(ZANETA));
        all.put("about-slip-ended", now -> now.about().slipEnded(ZANETA));
        all.put("about-paper", now -> now.about().paper(ZANETA, new Receipt("QEDVYBGC"), NOON));
        all.put("about-change", now -> now.about().change(ZANETA, true));
        Wishes wished =
                Wishes.NONE.withTheme(Wishes.Theme.CONTRAST).withSeated(true).withOneSwitch(Wishes.OneSwitch.SLOW);
        all.put("about-screen", now -> now.about().screen(ZANETA, wished));
        all.put("about-nickname", now -> now.about().nickname(ZANETA));
        all.put("about-postcode", now -> now.about().postcode(ZANETA, true));
        all.put("about-area", now -> now.about()
                .found(ZANETA, new AreaBook.Place(new SmallArea("X01000004", 3), "Dye House Row")));
        all.put("about-age", now -> now.about().age(ZANETA));
        all.put("about-language", now -> now.about().language(ZANETA));
        all.put("about-copy", now -> now.about().copy(ZANETA));
        all.put("about-code", now -> now.about()
                .code(ZANETA, "read", CopyOfData.text(List.of("7K3M9", "2026-03-03", "5"), 2), 0));
        all.put("about-leave", now -> now.about().leave(ZANETA));
        all.put("about-left", now -> now.about().left(EVENT, new Receipt("QEDVYBGC")));
    }

    private static void bookings(Map<String, Function<Faces, View>> all) {
        String nobody = "";
        String somebody = EVENT.toString();
        all.put("book-when", now -> now.booking().when(BOARD, TEN, nobody, 0));
        all.put("book-when-later", now -> now.booking().when(BOARD, TEN, nobody, 1));
        all.put("book-from", now -> now.booking().from(BOARD, TEN, nobody, LocalDate.of(2026, 11, 24), 0));
        all.put("book-rooms", now -> now.booking().free(BOARD, TEN, nobody, Board.Kind.PLACE, NOON, 0));
        all.put("book-tools", now -> now.booking().free(BOARD, TEN, nobody, Board.Kind.TOOL, NOON, 0));
        all.put("book-confirm", now -> now.booking().confirm(BOARD, TEN, nobody, false, CRAFT_ROOM));
        all.put("book-confirm-known", now -> now.booking().confirm(BOARD, TEN, somebody, true, TABLES));
        all.put("book-show", now -> now.booking().showForMine());
        all.put("book-asking", now -> now.booking().asking(nobody));
        answers()
                .forEach((name, answer) ->
                        all.put(name, now -> now.booking().of(answer, Optional.of(BOARD), TEN, somebody)));
        all.put("book-mine", now -> now.booking().mine(MINE, TEN, somebody, 0));
        for (Mine.Own own : MINE.bookings()) {
            all.put("book-own-" + own.how().name().toLowerCase(Locale.ROOT), now -> now.booking()
                    .own(own, TEN, somebody));
        }
        all.put("book-cancel", now -> now.booking().cancel(MINE.bookings().getFirst(), TEN, somebody));
        all.put("book-phone", now -> now.booking()
                .phone(new PhoneLink("http://192.0.2.7:8400/me/0123456789abcdef0123456789abcdef", NOON), somebody));
        all.put("book-no-phone", now -> now.booking().noPhone(somebody));
        all.put("tool", now -> now.booking().tool(STRIMMER));
        all.put("tool-show", now -> now.booking().showForTool(STRIMMER));
        all.put("tool-state", now -> now.booking().howIsIt(STRIMMER));
    }

    private static Map<String, Answer> answers() {
        Answer.Free later = new Answer.Free("craft-room", NOON.plusSeconds(7_200), NOON.plusSeconds(10_800));
        Answer.Free other = new Answer.Free("hall-b", NOON, NOON.plusSeconds(3_600));
        Map<String, Answer> all = new LinkedHashMap<>();
        all.put("book-booked", new Answer.Booked(CRAFT_ROOM, "4821"));
        all.put("book-asked", new Answer.Asked(CRAFT_ROOM, "4821"));
        all.put("book-saved", new Answer.Saved(CRAFT_ROOM, "4821", List.of(later, other)));
        all.put("book-not-free", new Answer.NotFree(CRAFT_ROOM, List.of(later, other), true));
        all.put("book-waits", new Answer.Waits(CRAFT_ROOM, 2));
        for (Answer.Why why : Answer.Why.values()) {
            all.put("book-refused-" + why.name().toLowerCase(Locale.ROOT).replace('_', '-'), new Answer.Refused(why));
        }
        all.put("book-cancelled", new Answer.Cancelled(CRAFT_ROOM));
        all.put("book-away", new Answer.HubAway());
        all.put("book-not-saved", new Answer.CannotSave());
        all.put("tool-taken", new Answer.Taken(STRIMMER, Optional.of(NOON)));
        for (Bookings.State state : Bookings.State.values()) {
            all.put("tool-brought-" + state.name().toLowerCase(Locale.ROOT), new Answer.Brought(STRIMMER, state));
        }
        return all;
    }

    private static Board.Bookable bookable(
            String id, Board.Kind kind, String title, String place, String picture, int many, Duration longest) {
        return new Board.Bookable(
                id,
                kind,
                title,
                place,
                picture,
                0,
                many,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                longest,
                false,
                LongStream.range(0, 15)
                        .mapToObj(day -> new Board.Span(
                                TEN.plus(Duration.ofDays(day).minusHours(1)),
                                TEN.plus(Duration.ofDays(day).plusHours(10))))
                        .toList(),
                List.of());
    }

    private static Mine.Own own(String code, String title, Mine.How how) {
        return new Mine.Own(code, "craft-room", title, 1, NOON, NOON.plusSeconds(5_400), how, NOON);
    }

    private static Schedule.Occurrence session(String name, String title, String room, String picture) {
        return new Schedule.Occurrence(SessionId.parse(name + "@2026-11-22T1000"), title, room, picture, TEN, NOON);
    }

    private static PrivateReply.HeldVisit visit(Schedule.Occurrence session, int children) {
        return new PrivateReply.HeldVisit(
                session.session(), session.title(), TEN, NOON, false, true, 1, children, false);
    }

    private static PrivateReply.Missed missed(Schedule.Occurrence session) {
        return new PrivateReply.Missed(session.session(), session.title(), TEN, NOON, false, session == JOBS);
    }
}
