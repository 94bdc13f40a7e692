package org.doorstep.kiosk.face;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.doorstep.kiosk.aboutme.AboutMe;
import org.doorstep.kiosk.checkin.ComingFor;
import org.doorstep.kiosk.checkin.Companions;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.Presented;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.contract.talk.Greeting;

/// Puts outcomes into words and pictures. Pure but for the words.
public final class Views {
    /// How long each face stays, in seconds. Long enough to be read slowly twice; a touch stops the
    /// clock.
    private static final int READ = 10;

    private static final int COUNT = 14;
    private static final int CHOOSE = 30;
    private static final int EXPLAIN = 20;

    /// As long as the desk waits for another card.
    private static final int WAIT = 30;

    /// To find the phone, unlock it and take a picture.
    private static final int PHOTOGRAPH = 120;

    /// The pictures in our own sprite; a schedule that names another gets the plain star.
    static final Set<String> PICTURES = Set.of(
            "homework",
            "creche",
            "cook",
            "garden",
            "job",
            "tea",
            "music",
            "craft",
            "exercise",
            "talk",
            "digital",
            "repair",
            "drop-in");

    private final Words words;
    private final ScheduleBoard schedule;
    private final AboutMe aboutMe;
    private final Predicate<EventId> mayAnswer;
    private final MoodViews mood;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;

    /// `mayAnswer`: whether whoever that face is about may still say how it is.
    public Views(Words words, ScheduleBoard schedule, AboutMe aboutMe, Predicate<EventId> mayAnswer) {
        this.words = words;
        this.mayAnswer = mayAnswer;
        this.mood = new MoodViews(words, schedule);
        this.schedule = schedule;
        this.day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).localizedBy(words.locale());
        this.aboutMe = aboutMe;
        this.time = words.times("time.pattern");
    }

    public View of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Welcome(EventId event, ComingFor to, Companions with) ->
                greeting("welcome", "welcome", event, to, counters(event, with), COUNT);
            case Outcome.AlreadyIn(EventId event, ComingFor to, Companions with) ->
                greeting("again", "again", event, to, counters(event, with), COUNT);
            case Outcome.GuestWelcome(EventId event, ComingFor to, Companions with) ->
                greeting("guest", "welcome", event, to, counters(event, with), COUNT);
            case Outcome.Goodbye(EventId event, ComingFor from) ->
                greeting("goodbye", "goodbye", event, from, List.of(), READ);
            case Outcome.GoodbyeOrStaying(EventId event, ComingFor from, List<Schedule.Occurrence> choices) ->
                staying(event, from, choices);
            case Outcome.ChooseSession(EventId event, List<Schedule.Occurrence> choices) -> choice(event, choices);
            case Outcome.NewPass pass ->
                new View.NewPass(
                        pass.event(), QrPicture.of(pass.code()), !pass.choices().isEmpty(), PHOTOGRAPH);
            case Outcome.ShowOther(EventId event) -> waiting("another-card", "pass", event, List.of(), "");
            case Outcome.SameCard(EventId event) -> waiting("same-card", "puzzled", event, List.of(), "notice");
            case Outcome.IsItYours(EventId event) ->
                waiting(
                        "both-yours",
                        "pass",
                        event,
                        List.of(
                                new View.Press("desk/both-are-mine", words.say("both-yours.yes"), "pass", event),
                                new View.Press("desk/not-mine", words.say("both-yours.no"), "guest", event)),
                        "question");
            case Outcome.CardAdded() -> notice("card-added", "welcome", List.of(), "welcome", READ);
            case Outcome.NoBlanks() -> notice("no-blanks", "empty", List.of(guest()), "notice", EXPLAIN);
            case Outcome.SlipTaken(HubId from, LocalDate lastDay) -> slip(from, lastDay);
            case Outcome.SlipEnded() -> notice("slip-ended", "pass", List.of(), "goodbye", READ);
            case Outcome.Refused(Presented.Refusal why) -> refused(why);
            case Outcome.TooLate() -> notice("too-late", "clock", List.of(), "notice", READ);
            case Outcome.ShowItAgain() -> notice("show-again", "clock", List.of(), "notice", READ);
            case Outcome.CannotSave() -> notice("cannot-save", "trouble", List.of(), "trouble", EXPLAIN);
            case Outcome.StillThere() -> throw new IllegalArgumentException("There is nothing to show.");
        };
    }

    /// "New here?", before a blank is used up. `cards`: whether a card that somebody has already can
    /// be read here, which is the shorter way: there is nothing to press, and nothing to photograph.
    public View newHere(int blanks, boolean cards) {
        List<String> said = new ArrayList<>();
        if (cards) {
            said.add(words.say("new-here.card"));
        }
        if (blanks == 0) {
            said.add(words.say(cards ? "new-here.no-blanks" : "no-blanks.sentence"));
            said.add(words.say("no-blanks.also"));
            return new View.Notice(
                    "notice",
                    cards ? "pass" : "empty",
                    words.say(cards ? "new-here.title" : "no-blanks.title"),
                    said,
                    List.of(guest()),
                    cards ? "" : "notice",
                    CHOOSE);
        }
        said.add(words.say(cards ? "new-here.or" : "new-here.sentence"));
        said.add(words.say("new-here.also"));
        return new View.Notice(
                "new-here",
                "pass",
                words.say("new-here.title"),
                said,
                List.of(
                        new View.Press("desk/pass", words.say("new-here.make"), "pass"),
                        new View.Press(PrivacyNotice.FIRST, words.say("new-here.privacy"), "saved")),
                "",
                CHOOSE);
    }

    private View slip(HubId from, LocalDate lastDay) {
        return new View.Notice(
                "notice",
                "pass",
                words.say("slip.title"),
                List.of(words.say("slip.sentence", from), words.say("slip.until", day.format(lastDay))),
                List.of(new View.Press("desk/slip-end", words.say("slip.end"), "less")),
                "welcome",
                EXPLAIN);
    }

    public View choice(EventId event, List<Schedule.Occurrence> choices) {
        return new View.Choice(
                "choose",
                event,
                words.say("choose.title"),
                words.say("choose.sentence"),
                cards(choices),
                new View.Choice.None("desk/something-else", words.say("choose.none"), words.say("choose.none.also")),
                "question",
                CHOOSE);
    }

    private View staying(EventId event, ComingFor from, List<Schedule.Occurrence> choices) {
        String sentence =
                switch (from) {
                    case ComingFor.Session(Schedule.Occurrence over) -> words.say("staying.sentence", over.title());
                    case ComingFor.DropIn dropIn -> words.say("staying.drop-in");
                };
        return new View.Choice(
                "goodbye",
                event,
                words.say("goodbye.title"),
                sentence,
                cards(choices),
                new View.Choice.None("", words.say("staying.none"), words.say("staying.none.also")),
                "goodbye",
                COUNT);
    }

    public String clock(Instant now) {
        return time.format(now.atZone(schedule.zone()));
    }

    public View.Card card(Schedule.Occurrence session, String when) {
        return new View.Card(
                session.session().toString(),
                session.title(),
                session.room(),
                words.say("time.span", clock(session.start()), clock(session.end())),
                picture(session.picture()),
                when);
    }

    private List<View.Card> cards(List<Schedule.Occurrence> sessions) {
        return sessions.stream().map(session -> card(session, "")).toList();
    }

    private View refused(Presented.Refusal why) {
        String key = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        List<View.Press> presses =
                switch (why) {
                    case HALF_READ, DAMAGED, SEVERAL_CARDS -> List.of();
                    case EXPIRED,
                            OTHER_HUB,
                            EXPIRED_SLIP,
                            OWN_SLIP,
                            OTHER_SLIP,
                            FORGED,
                            WEB_ADDRESS,
                            NOT_A_PASS,
                            CHANGING_CARD,
                            SHARED_CARD,
                            STOPPED ->
                        List.of(guest(), new View.Press("desk/new-here", words.say("home.new-here"), "pass"));
                };
        return new View.Notice(
                "notice",
                "puzzled",
                words.say("refused.title." + key),
                List.of(words.say("refused.sentence." + key)),
                presses,
                "notice",
                EXPLAIN);
    }

    private View.Press guest() {
        return new View.Press("desk/guest", words.say("home.guest"), "guest");
    }

    private View notice(String key, String picture, List<View.Press> presses, String sound, int seconds) {
        return new View.Notice(
                "notice",
                picture,
                words.say(key + ".title"),
                List.of(words.say(key + ".sentence"), words.say(key + ".also")),
                presses,
                sound,
                seconds);
    }

    /// While another card is waited for; whoever goes home from it waits no more.
    private View waiting(String key, String picture, EventId event, List<View.Press> presses, String sound) {
        return new View.Notice(
                "notice",
                picture,
                words.say(key + ".title"),
                List.of(words.say(key + ".sentence"), words.say(key + ".also")),
                presses,
                new View.Leaving("desk/never-mind", event.toString()),
                sound,
                WAIT);
    }

    /// How to greet whoever that outcome is about.
    public Greeting greetingOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Welcome welcome -> aboutMe.greeting(welcome.event());
            case Outcome.AlreadyIn again -> aboutMe.greeting(again.event());
            case Outcome.Goodbye goodbye -> aboutMe.greeting(goodbye.event());
            case Outcome.GoodbyeOrStaying staying -> aboutMe.greeting(staying.event());
            case Outcome.ChooseSession asked -> aboutMe.greeting(asked.event());
            case Outcome.ShowOther waiting -> aboutMe.greeting(waiting.event());
            case Outcome.SameCard waiting -> aboutMe.greeting(waiting.event());
            // Of all others nobody is greeted by their pass.
            default -> Greeting.PLAIN;
        };
    }

    /// By the name they asked to be called, if they did.
    private String title(String name, EventId event) {
        String nickname = aboutMe.greeting(event).nickname();
        if (nickname.isEmpty()) {
            return words.say(name + ".title");
        }
        return switch (name) {
            case "welcome" -> words.say("welcome.named", nickname);
            case "again" -> words.say("again.named", nickname);
            case "goodbye" -> words.say("goodbye.named", nickname);
            default -> words.say(name + ".title");
        };
    }

    /// While there is something to be counted beside it, the faces are a touch away.
    private List<View.Own> own(EventId event, boolean asks) {
        List<View.Own> own = new ArrayList<>();
        if (asks) {
            own.add(new View.Own("mood", "mood/ask", words.say("mood.ask"), "face-3", event));
        }
        if (aboutMe.knows(event)) {
            own.add(new View.Own("own", "about/menu", words.say("about.title"), "guest", event));
        }
        return own;
    }

    private View greeting(
            String name, String sound, EventId event, ComingFor coming, List<View.Counter> counters, int seconds) {
        List<View.Card> session =
                switch (coming) {
                    case ComingFor.Session(Schedule.Occurrence occurrence) -> List.of(card(occurrence, ""));
                    case ComingFor.DropIn dropIn -> List.of();
                };
        boolean asks = mayAnswer.test(event);
        return new View.Greeting(
                name,
                sound,
                title(name, event),
                words.say(session.isEmpty() ? name + ".drop-in" : name + ".sentence"),
                session,
                counters,
                own(event, asks && !counters.isEmpty()),
                asks && counters.isEmpty() ? mood.faces(event.toString()) : List.of(),
                sound,
                asks ? COUNT : seconds);
    }

    private List<View.Counter> counters(EventId event, Companions with) {
        return Stream.of(Counted.values())
                .map(one -> new View.Counter(
                        one.key(),
                        words.say("companions." + one.key()),
                        words.say("companions." + one.key() + ".fewer"),
                        words.say("companions." + one.key() + ".more"),
                        one.count(with),
                        event,
                        with,
                        one.count(with) == 0 ? with : one.changed(with, -1),
                        one.isFull(with) ? with : one.changed(with, 1)))
                .toList();
    }

    private static String picture(String name) {
        return PICTURES.contains(name) ? name : "star";
    }
}
