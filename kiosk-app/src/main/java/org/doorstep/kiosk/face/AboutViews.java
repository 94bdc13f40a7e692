package org.doorstep.kiosk.face;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.doorstep.kiosk.aboutme.CopyOfData;
import org.doorstep.kiosk.aboutme.Showings;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.kiosk.face.AboutView.Fact;
import org.doorstep.kiosk.face.AboutView.Item;
import org.doorstep.kiosk.wishes.Wishes;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.ResidentWords;

/// Puts what is held about somebody into words. Pure but for the words.
public final class AboutViews {
    /// Whoever reads slowly reads a page of this in half the time; a touch begins it again.
    private static final int READ = 60;

    /// To find a pen, or the phone, and a picture of each part.
    private static final int WRITE_DOWN = 120;

    private static final int TYPE = 90;

    /// The face that shows the number for one's copy on paper.
    static final String PAPER = "about-paper";

    /// With the ways on and back, as many as stand whole on the smallest screen.
    static final int MISSED_ON_A_FACE = 4;

    /// As many visits as stand whole on the smallest screen.
    static final int VISITS_ON_A_FACE = 2;

    /// AA9A 9AA is the longest form, with a blank.
    private static final int MOST_POSTCODE = 8;

    private final Words words;
    private final Languages languages;
    private final AreaBook areas;
    private final ZoneId zone;
    private final DateTimeFormatter day;
    private final DateTimeFormatter time;
    private final WishViews wishes;

    public AboutViews(Words words, Languages languages, AreaBook areas, ZoneId zone) {
        this.words = words;
        this.languages = languages;
        this.areas = areas;
        this.zone = zone;
        this.day = words.times("date.short.pattern");
        this.time = words.times("time.pattern");
        this.wishes = new WishViews(words);
    }

    public View menu(Showings.Present about) {
        EventId event = event(about);
        PrivateReply.AboutMe held = about.held();
        String since = held.firstDay().isEmpty()
                ? words.say("about.first-time")
                : words.say("about.since", held.visits(), date(held.firstDay()));
        return new AboutView.Menu(
                "about",
                event,
                title(about.said()),
                List.of(since),
                "",
                List.of(
                        Item.of("about/held", words.say("about.held"), "saved"),
                        Item.of("about/visits", words.say("about.visits"), "clock")
                                .with("0"),
                        Item.of("about/missed", words.say("about.missed"), "tick")
                                .with("0"),
                        Item.of("about/change", words.say("about.change"), "again"),
                        Item.of("about/copy", words.say("about.copy"), "homework"),
                        anotherCard(),
                        Item.of("book/mine", words.say("book.mine"), "day").with("0"),
                        Item.of("about/leave", words.say("about.leave"), "drop-in"),
                        Item.home(words.say("done"))),
                READ);
    }

    private Item anotherCard() {
        return Item.of("desk/another-card", words.say("about.another-card"), "pass");
    }

    /// What can be done without the hub.
    public View hubAway(Showings.Present about) {
        return new AboutView.Menu(
                "about-away",
                event(about),
                words.say("about.away.title"),
                List.of(words.say("about.away.sentence"), words.say("about.away.also")),
                "",
                List.of(
                        Item.of("about/change", words.say("about.change"), "again"),
                        Item.of("about/menu", words.say("about.away.again"), "waiting"),
                        anotherCard(),
                        Item.of("about/leave", words.say("about.leave"), "drop-in"),
                        Item.home(words.say("done"))),
                READ);
    }

    /// `bySlip`: what they showed is a pass of another hub, which is taken here since they showed a slip for it.
    public View held(Showings.Present about, boolean bySlip) {
        PrivateReply.AboutMe held = about.held();
        ResidentWords said = about.said();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact(words.say("about.fact.passes"), passes(held)));
        facts.add(fact(words.say("about.fact.nickname"), said(nickname(said))));
        facts.add(fact(words.say("about.fact.age"), said(age(said))));
        facts.add(fact(words.say("about.fact.area"), said(area(said))));
        facts.add(fact(words.say("about.fact.language"), said(language(said))));
        facts.add(fact(words.say("about.fact.screen"), said(screen(said))));
        facts.add(fact(
                words.say("about.fact.first"),
                held.firstDay().isEmpty() ? said(Optional.empty()) : date(held.firstDay())));
        facts.add(fact(words.say("about.fact.visits"), words.say("about.fact.visits.count", held.visits())));
        facts.add(fact(
                words.say("about.fact.looks"),
                words.say("about.fact.looks.count", held.looks().size())));
        List<Item> items = new ArrayList<>();
        if (!held.looks().isEmpty()) {
            items.add(Item.of("about/looks", words.say("about.looks"), "guest"));
        }
        items.add(Item.of("about/change", words.say("about.change"), "again"));
        if (bySlip) {
            items.add(Item.of("about/slip-end", words.say("about.slip-end"), "less"));
        }
        items.add(Item.back("about/back", words.say("back")));
        return new AboutView.Facts(
                "about-held",
                event(about),
                words.say("about.held"),
                words.say("about.held.sentence"),
                facts,
                items,
                READ);
    }

    /// Who of those who work here looked: the latest that stand whole on the smallest screen.
    public View looks(Showings.Present about) {
        List<Fact> facts = about.held().looks().stream()
                .limit(10)
                .map(look -> new Fact(
                        words.say("about.look", day.format(look.at().atZone(zone)), look.role()), look.reason()))
                .toList();
        return new AboutView.Facts(
                "about-looks",
                event(about),
                words.say("about.looks"),
                words.say("about.looks.sentence"),
                facts,
                List.of(Item.back("about/held", words.say("back"))),
                READ);
    }

    /// Their visits from the `from`th latest on, out of the page that the hub told.
    public View visits(Showings.Present about, int from) {
        PrivateReply.AboutMe held = about.held();
        List<PrivateReply.HeldVisit> latest = held.latest();
        int first = Math.clamp(from - about.from(), 0, latest.size());
        int last = Math.min(latest.size(), first + VISITS_ON_A_FACE);
        List<AboutView.Visit> visits =
                latest.subList(first, last).stream().map(this::visit).toList();
        List<Item> items = new ArrayList<>();
        if (from > 0) {
            items.add(Item.back("about/visits", words.say("about.visits.later"))
                    .with(Integer.toString(Math.max(0, from - VISITS_ON_A_FACE))));
        }
        if (last < latest.size() || latest.size() == PrivateReply.AboutMe.MOST_VISITS) {
            items.add(Item.of("about/visits", words.say("about.visits.earlier"), "more")
                    .with(Integer.toString(from + VISITS_ON_A_FACE)));
        }
        items.add(Item.back("about/back", words.say("back")));
        return new AboutView.Visits(
                event(about),
                words.say("about.visits"),
                visits.isEmpty() ? words.say("about.visits.none") : words.say("about.visits.sentence"),
                visits,
                items,
                READ);
    }

    public View deny(Showings.Present about, SessionId session) {
        Optional<PrivateReply.HeldVisit> visit = about.held().latest().stream()
                .filter(one -> one.session().equals(session))
                .findFirst();
        String what = visit.map(one -> words.say("about.deny.what", name(one), day.format(at(one.arrived()))))
                .orElse("");
        return new AboutView.Menu(
                "about-deny",
                event(about),
                words.say("about.deny.title"),
                List.of(what, words.say("about.deny.sentence")),
                "",
                List.of(
                        Item.of("about/denied", words.say("about.deny.yes"), "tick")
                                .about(session),
                        Item.back("about/back", words.say("back"))),
                READ);
    }

    public View denied(Showings.Present about) {
        return new AboutView.Menu(
                "about-denied",
                event(about),
                words.say("about.denied.title"),
                List.of(words.say("about.denied.sentence")),
                "",
                List.of(Item.of("about/menu", words.say("about.title"), "guest"), Item.home(words.say("done"))),
                READ);
    }

    /// Sessions of late at which none of their visits is counted, from the `from`th latest on.
    public View missed(Showings.Present about, int from) {
        List<PrivateReply.Missed> all = about.held().missed();
        int first = Math.clamp(from, 0, all.size());
        int last = Math.min(all.size(), first + MISSED_ON_A_FACE);
        List<Item> items = new ArrayList<>();
        for (PrivateReply.Missed one : all.subList(first, last)) {
            items.add(Item.of("about/claim", one.title(), "clock")
                    .each(one.session())
                    .also(begun(one)));
        }
        if (first > 0) {
            items.add(Item.of("about/missed", words.say("about.visits.later"), "again")
                    .with(Integer.toString(Math.max(0, first - MISSED_ON_A_FACE))));
        }
        if (last < all.size()) {
            items.add(Item.of("about/missed", words.say("about.visits.earlier"), "more")
                    .with(Integer.toString(last)));
        }
        items.add(Item.back("about/back", words.say("back")));
        return new AboutView.Menu(
                "about-missed",
                event(about),
                words.say("about.missed.title"),
                List.of(all.isEmpty() ? words.say("about.missed.none") : words.say("about.missed.sentence")),
                "",
                items,
                READ);
    }

    private String standing(PrivateReply.Missed one) {
        if (one.claimed()) {
            return words.say("about.missed.claimed");
        }
        return one.refused() ? words.say("about.missed.refused") : begun(one);
    }

    private String begun(PrivateReply.Missed one) {
        return words.say("about.missed.when", day.format(at(one.starts())), time.format(at(one.starts())));
    }

    public View claim(Showings.Present about, SessionId session) {
        Optional<PrivateReply.Missed> one = about.held().missed().stream()
                .filter(missed -> missed.session().equals(session))
                .findFirst();
        if (one.isEmpty()) {
            return missed(about, 0);
        }
        PrivateReply.Missed missed = one.get();
        boolean open = !missed.claimed() && !missed.refused();
        List<Item> items = new ArrayList<>();
        if (open) {
            items.add(Item.of("about/claimed", words.say("about.claim.yes"), "tick")
                    .about(session));
        }
        items.add(Item.back("about/back", words.say("back")));
        return new AboutView.Menu(
                "about-claim",
                event(about),
                missed.title(),
                List.of(begun(missed), open ? words.say("about.claim.sentence") : standing(missed)),
                "",
                items,
                READ);
    }

    public View claimed(Showings.Present about) {
        return new AboutView.Menu(
                "about-claimed",
                event(about),
                words.say("about.denied.title"),
                List.of(words.say("about.claimed.sentence")),
                "",
                List.of(Item.of("about/menu", words.say("about.title"), "guest"), Item.home(words.say("done"))),
                READ);
    }

    public View slipEnded(Showings.Present about) {
        return new AboutView.Menu(
                "about-slip-ended",
                event(about),
                words.say("about.slip-ended.title"),
                List.of(words.say("about.slip-ended.sentence")),
                "",
                List.of(Item.home(words.say("done"))),
                READ);
    }

    /// What they say at the desk to be given their copy on paper.
    public View paper(Showings.Present about, Receipt number, Instant until) {
        return new AboutView.Menu(
                PAPER,
                event(about),
                words.say("about.paper.title"),
                List.of(words.say("about.paper.sentence", time.format(at(until))), words.say("about.paper.also")),
                number.toString(),
                List.of(Item.back("about/back", words.say("back")), Item.home(words.say("done"))),
                WRITE_DOWN);
    }

    /// `saved` is true after something was said.
    public View change(Showings.Present about, boolean saved) {
        ResidentWords said = about.said();
        boolean large = said.saidLargeText().orElse(false);
        boolean aloud = said.saidSpoken().orElse(false);
        List<Item> items = new ArrayList<>();
        items.add(Item.of("about/nickname", words.say("about.fact.nickname"), "guest")
                .also(said(nickname(said))));
        items.add(Item.of("about/age", words.say("about.fact.age"), "clock").also(said(age(said))));
        if (areas.isThere()) {
            items.add(Item.of("about/postcode", words.say("about.fact.area"), "house")
                    .also(said(area(said))));
        }
        items.add(Item.of("about/language", words.say("about.fact.language"), "talk")
                .also(said(language(said))));
        items.add(Item.of("about/say", words.say("about.fact.large"), "more")
                .with("large:" + !large)
                .also(yes(large)));
        items.add(Item.of("about/say", words.say("about.fact.aloud"), "music")
                .with("aloud:" + !aloud)
                .also(yes(aloud)));
        boolean kept = said.saidScreen().filter(screen -> !screen.isEmpty()).isPresent();
        items.add(Item.of("about/screen", words.say("about.fact.screen"), "wishes")
                .also(kept ? words.say("about.yes") : words.say("about.not-said")));
        items.add(Item.back("about/back", words.say("back")));
        return new AboutView.Menu(
                "about-change",
                event(about),
                saved ? words.say("about.change.saved") : words.say("about.change"),
                List.of(words.say("about.change.sentence")),
                "",
                items,
                READ);
    }

    /// Whether the hub is to keep how the screen is now, `wished` by them, for whenever they come.
    public View screen(Showings.Present about, Wishes wished) {
        List<Item> items = new ArrayList<>();
        if (!wished.wishNothing()) {
            items.add(Item.of("about/screen-said", words.say("about.screen.yes"), "tick")
                    .with("keep"));
        }
        if (about.said().saidScreen().filter(kept -> !kept.isEmpty()).isPresent()) {
            items.add(Item.of("about/screen-said", words.say("about.screen.no"), "less")
                    .with("forget"));
        }
        items.add(Item.back("about/change", words.say("back")));
        String now = wished.wishNothing()
                ? words.say("about.screen.nothing")
                : words.say("about.screen.now", wishes.list(wished));
        return new AboutView.Menu(
                "about-screen",
                event(about),
                words.say("about.screen.title"),
                List.of(now, words.say("about.screen.sentence")),
                "",
                items,
                READ);
    }

    public View nickname(Showings.Present about) {
        return new AboutView.Typing(
                "nickname",
                event(about),
                words.say("about.nickname.title"),
                words.say("about.nickname.hint"),
                false,
                Greeting.MOST_NICKNAME,
                words.say("typing.space"),
                "about/nickname-said",
                words.say("about.save"),
                TYPE);
    }

    public View postcode(Showings.Present about, boolean notFound) {
        return new AboutView.Typing(
                "postcode",
                event(about),
                words.say("about.postcode.title"),
                notFound ? words.say("about.postcode.not-found") : words.say("about.postcode.hint"),
                notFound,
                MOST_POSTCODE,
                words.say("typing.space"),
                "about/find",
                words.say("about.find"),
                TYPE);
    }

    public View found(Showings.Present about, AreaBook.Place place) {
        return new AboutView.Menu(
                "about-area",
                event(about),
                words.say("about.area.title", place.name()),
                List.of(words.say("about.area.sentence")),
                "",
                List.of(
                        Item.of("about/say", words.say("about.area.yes"), "tick")
                                .with("area:" + place.area().code()),
                        Item.of("about/postcode", words.say("about.area.no"), "again"),
                        Item.of("about/say", words.say("about.rather-not"), "less")
                                .with("area:"),
                        Item.back("about/change", words.say("back"))),
                READ);
    }

    public View age(Showings.Present about) {
        List<Item> items = new ArrayList<>();
        for (AgeBand band : AgeBand.values()) {
            if (band != AgeBand.NOT_SAID) {
                items.add(Item.of("about/say", age(band), "guest").with("age:" + band.text()));
            }
        }
        items.add(Item.of("about/say", words.say("about.rather-not"), "less").with("age:" + AgeBand.NOT_SAID.text()));
        items.add(Item.back("about/change", words.say("back")));
        return new AboutView.Menu(
                "about-age",
                event(about),
                words.say("about.age.title"),
                List.of(words.say("about.age.sentence")),
                "",
                items,
                READ);
    }

    public View language(Showings.Present about) {
        List<Item> items = new ArrayList<>();
        for (Words language : languages.all()) {
            items.add(Item.of("about/say", language.name(), "talk").with("language:" + language.tag()));
        }
        items.add(Item.back("about/change", words.say("back")));
        return new AboutView.Menu(
                "about-language",
                event(about),
                words.say("about.language.title"),
                List.of(words.say("about.language.sentence")),
                "",
                items,
                READ);
    }

    public View copy(Showings.Present about) {
        return new AboutView.Menu(
                "about-copies",
                event(about),
                words.say("about.copy"),
                List.of(words.say("about.copy.sentence")),
                "",
                List.of(
                        Item.of("about/copy", words.say("about.copy.read"), "homework")
                                .with("text:0"),
                        Item.of("about/copy", words.say("about.copy.machine"), "digital")
                                .with("json:0"),
                        Item.of("about/paper", words.say("about.paper"), "guest"),
                        Item.back("about/back", words.say("back"))),
                READ);
    }

    /// A part of the copy, and the way to the next.
    public View code(Showings.Present about, String kind, CopyOfData copy, int part) {
        List<Item> items = new ArrayList<>();
        if (part + 1 < copy.parts().size()) {
            items.add(Item.of("about/copy", words.say("about.copy.next"), "more")
                    .with(kind + ":" + (part + 1) + ":" + about.from()));
        } else if (about.from() + copy.visits() < about.held().visits()) {
            items.add(Item.of("about/copy", words.say("about.copy.earlier"), "clock")
                    .with(kind + ":0:" + (about.from() + PrivateReply.AboutMe.MOST_VISITS)));
        }
        items.add(Item.back("about/back", words.say("back")));
        return new AboutView.Code(
                event(about),
                QrPicture.of(copy.parts().get(part)),
                words.say("about.copy.part", part + 1, copy.parts().size()),
                words.say("about.copy.photo"),
                whichVisits(about, copy),
                items,
                WRITE_DOWN);
    }

    private String whichVisits(Showings.Present about, CopyOfData copy) {
        int all = about.held().visits();
        if (about.from() == 0) {
            return copy.visits() < all ? words.say("about.copy.latest", copy.visits()) : "";
        }
        return words.say("about.copy.span", about.from() + 1, about.from() + copy.visits(), all);
    }

    /// What a copy is written in.
    public CopyOfData text(Showings.Present about, String hubName, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(words.say("about.copy.heading", hubName, day.format(at(now))));
        ResidentWords said = about.said();
        lines.add(line(words.say("about.fact.passes"), passes(about.held())));
        lines.add(line(words.say("about.fact.nickname"), said(nickname(said))));
        lines.add(line(words.say("about.fact.age"), said(age(said))));
        lines.add(line(words.say("about.fact.area"), said(area(said))));
        lines.add(line(words.say("about.fact.language"), said(language(said))));
        lines.add(line(words.say("about.fact.screen"), said(screen(said))));
        about.held()
                .looks()
                .forEach(look -> lines.add(
                        words.say("about.look", day.format(at(look.at())), look.role()) + ": " + look.reason()));
        about.held().latest().forEach(visit -> lines.add(when(visit) + " " + name(visit) + suffix(note(visit))));
        return CopyOfData.text(lines, about.held().latest().size());
    }

    private static String suffix(String note) {
        return note.isEmpty() ? "" : " (" + note + ")";
    }

    private static String line(String label, String value) {
        return label + ": " + value;
    }

    public View leave(Showings.Present about) {
        return new AboutView.Menu(
                "about-leave",
                event(about),
                words.say("about.leave.title"),
                List.of(words.say("about.leave.sentence"), words.say("about.leave.also")),
                "",
                List.of(
                        Item.of("about/left", words.say("about.leave.yes"), "drop-in"),
                        Item.back("about/back", words.say("about.leave.no"))),
                READ);
    }

    public View left(EventId event, Receipt receipt) {
        return new AboutView.Menu(
                "about-left",
                event,
                words.say("about.left.title"),
                List.of(words.say("about.left.sentence"), words.say("about.left.also")),
                receipt.toString(),
                List.of(Item.home(words.say("about.left.have-it"))),
                WRITE_DOWN);
    }

    private AboutView.Visit visit(PrivateReply.HeldVisit visit) {
        String name = name(visit);
        return new AboutView.Visit(
                visit.session().toString(),
                name,
                when(visit),
                note(visit),
                visit.denied(),
                words.say("about.deny.called", name, day.format(at(visit.arrived()))));
    }

    private String name(PrivateReply.HeldVisit visit) {
        return visit.title().isEmpty() ? words.say("about.drop-in") : visit.title();
    }

    private String when(PrivateReply.HeldVisit visit) {
        return words.say(
                "about.visit.when",
                day.format(at(visit.arrived())),
                time.format(at(visit.arrived())),
                time.format(at(visit.left())));
    }

    private String note(PrivateReply.HeldVisit visit) {
        if (visit.denied()) {
            return words.say("about.visit.denied");
        }
        List<String> notes = new ArrayList<>();
        if (!visit.leftByTap()) {
            notes.add(words.say("about.visit.assumed"));
        }
        if (visit.unsure()) {
            notes.add(words.say("about.visit.unsure"));
        }
        if (visit.adults() + visit.children() > 0) {
            notes.add(words.say("about.visit.with", visit.adults(), visit.children()));
        }
        return words.list(notes);
    }

    private String title(ResidentWords said) {
        return nickname(said)
                .map(name -> words.say("about.title.named", name))
                .orElseGet(() -> words.say("about.title"));
    }

    private String passes(PrivateReply.AboutMe held) {
        List<String> passes = new ArrayList<>();
        for (PrivateReply.HeldPass pass : held.passes()) {
            String kind = pass.card()
                    ? words.say("about.pass.card", pass.symbol())
                    : words.say("about.pass.code", pass.symbol());
            passes.add(pass.stopped() ? words.say("about.pass.stopped", kind) : kind);
        }
        return words.list(passes);
    }

    private static Fact fact(String label, String value) {
        return new Fact(label, value);
    }

    private String said(Optional<String> value) {
        return value.orElseGet(() -> words.say("about.not-said"));
    }

    private String yes(boolean value) {
        return value ? words.say("about.yes") : words.say("about.no");
    }

    private static Optional<String> nickname(ResidentWords said) {
        return said.saidNickname().filter(name -> !name.isEmpty());
    }

    private Optional<String> age(ResidentWords said) {
        return said.saidAgeBand().filter(band -> band != AgeBand.NOT_SAID).map(this::age);
    }

    private String age(AgeBand band) {
        return switch (band) {
            case NOT_SAID -> words.say("about.not-said");
            case UNDER_18 -> words.say("about.age.under-18");
            case FROM_80 -> words.say("about.age.80-over");
            case FROM_18, FROM_25, FROM_35, FROM_50, FROM_65 ->
                words.say(
                        "about.age.span",
                        Integer.valueOf(band.text().substring(0, 2)),
                        Integer.valueOf(band.text().substring(3)));
        };
    }

    private Optional<String> area(ResidentWords said) {
        return said.saidArea().filter(area -> area.said()).map(areas::name);
    }

    private Optional<String> screen(ResidentWords said) {
        Greeting kept = new Greeting(
                "",
                "",
                said.saidLargeText().orElse(false),
                said.saidSpoken().orElse(false),
                said.saidScreen().orElse(""));
        return Optional.of(wishes.list(Wishes.of(kept))).filter(list -> !list.isEmpty());
    }

    private Optional<String> language(ResidentWords said) {
        return said.saidLanguage().filter(tag -> !tag.isEmpty()).map(this::language);
    }

    private String language(String tag) {
        return Locale.forLanguageTag(tag).getDisplayLanguage(words.locale());
    }

    private String date(String iso) {
        return day.format(LocalDate.parse(iso));
    }

    private ZonedDateTime at(Instant instant) {
        return instant.atZone(zone);
    }

    private static EventId event(Showings.Present about) {
        return about.shown().face();
    }
}
