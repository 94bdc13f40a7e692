package org.doorstep.kiosk.screen;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.doorstep.kiosk.aboutme.CopyOfData;
import org.doorstep.kiosk.aboutme.Showings;
import org.doorstep.kiosk.area.AreaBook;
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
