package org.doorstep.hub.today;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.doorstep.hub.attendance.CompanionsWords;
import org.doorstep.hub.attendance.SessionCounts;
import org.doorstep.hub.attendance.SessionFacts;
import org.doorstep.hub.completeness.Figure;
import org.doorstep.hub.completeness.Mark;
import org.doorstep.hub.completeness.MarkWords;
import org.doorstep.hub.completeness.Shown;
import org.doorstep.hub.today.TodayPage.Tone;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Frame;
import org.doorstep.hub.web.Live;
import org.doorstep.hub.web.Pulse;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Site;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Visitor;

/// The first page, its live stream, and the same as data.
public final class TodayRoutes {
    private static final Role[] ALL_BUT_MANAGER = {Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY};

    private final TodayQuery query;
    private final Site site;
    private final Live live;

    public TodayRoutes(TodayQuery query, Site site, Pulse changed) {
        this.query = query;
        this.site = site;
        this.live = new Live(changed, this::draw);
    }

    public void addTo(Routes routes) {
        Access.Roles everybody = Access.workingView(Role.MANAGER, ALL_BUT_MANAGER);
        routes.page(everybody, Section.TODAY, "/", "nav.today", this::show);
        routes.live(everybody, "/today/live", live);
        routes.get(everybody, Routes.API + "/today", exchange -> exchange.json(query.today()));
    }

    private void show(Exchange exchange) {
        Today today = query.today();
        Frame frame = exchange.frame("/");
        Role role = exchange.visitor().role();
        exchange.page(
                "today/today", new TodayPage(frame, exchange.words().day(today.date()), picture(frame, today, role)));
    }

    private String draw(Role role) {
        // The picture shows nothing of who looks: an empty frame with this role's links will do.
        Frame frame = site.frame(Optional.of(new Visitor<>("", role, "")), "/");
        return site.render("today/picture", picture(frame, query.today(), role));
    }

    private static TodayPage.Picture picture(Frame frame, Today today, Role role) {
        Words words = frame.words();
        boolean mayList = role != Role.READ_ONLY;
        Mark mark = today.mark();
        Shown visits = MarkWords.shown(words, mark, Figure.VISITS);
        return new TodayPage.Picture(
                frame,
                words.time(today.at()),
                MarkWords.shown(words, mark, Figure.PRESENT_NOW),
                today.presentByDropIn() == 0
                        ? words.say("today.present.note")
                        : words.say("today.present.drop-in", text(words, mark, Figure.PRESENT_BY_DROP_IN)),
                visits,
                words.say("today.visits", visits.count()),
                words.say(
                        "today.visits.note", text(words, mark, Figure.PASSES), text(words, mark, Figure.FIRST_TIMERS)),
                MarkWords.shown(words, mark, Figure.GUESTS),
                MarkWords.shown(words, mark, Figure.COMPANIONS),
                CompanionsWords.note(words, mark),
                MarkWords.sentence(words, mark, today.at()),
                MarkWords.whoCame(words, mark, today.at()),
                today.sessions().stream()
                        .map(session -> session(words, session, today.at(), mayList))
                        .toList(),
                worries(words, today, role));
    }

    private static String text(Words words, Mark mark, Figure figure) {
        return MarkWords.shown(words, mark, figure).text();
    }

    private static TodayPage.Session session(Words words, SessionFacts facts, Instant now, boolean mayList) {
        SessionCounts counts = facts.counts();
        String when = counts.session().isDropIn()
                ? words.say("today.session.all-day")
                : words.say("time.range", words.time(counts.start()), words.time(counts.end()));
        Shown visits = MarkWords.shown(words, facts.mark(), Figure.VISITS);
        return new TodayPage.Session(
                "s-" + counts.session().toString().replace('@', '-'),
                mayList ? "/sessions/" + counts.session() : "",
                counts.title(),
                counts.room(),
                when,
                phase(words, facts),
                tone(counts),
                visits,
                words.say("today.session.visits", visits.count()),
                MarkWords.shown(words, facts.mark(), Figure.GUESTS, "today.session.guests"),
                MarkWords.shown(words, facts.mark(), Figure.COMPANIONS, "today.session.companions"),
                counts.why(),
                counts.cancelled(),
                counts.phase() == SessionFacts.Phase.ON && !counts.cancelled(),
                MarkWords.why(words, facts.mark(), now));
    }

    private static String phase(Words words, SessionFacts facts) {
        if (facts.counts().cancelled()) {
            return words.say("phase.CANCELLED");
        }
        return facts.counts().phase() == SessionFacts.Phase.ON
                ? words.say("phase.ON", text(words, facts.mark(), Figure.PRESENT_NOW))
                : words.of("phase", facts.counts().phase());
    }

    private static Tone tone(SessionCounts facts) {
        if (facts.cancelled()) {
            return Tone.NOTICE;
        }
        return facts.phase() == SessionFacts.Phase.ON ? Tone.GOOD : Tone.PLAIN;
    }

    private static List<TodayPage.Worry> worries(Words words, Today today, Role role) {
        return today.concerns().stream()
                .map(concern -> worry(words, concern, today.at(), role))
                .toList();
    }

    private static TodayPage.Worry worry(Words words, Concern concern, Instant now, Role role) {
        String key = "concern." + concern.kind();
        String when = words.when(concern.since(), now);
        return new TodayPage.Worry(
                "c-" + concern.kind() + "-" + concern.device().replace(' ', '-'),
                words.say(key, concern.device(), concern.count(), when),
                words.say(key + ".what"),
                link(concern, role),
                switch (concern.kind()) {
                    case KIOSK_AWAY,
                            READER_AWAY,
                            BLANKS_LOW,
                            GAP,
                            CLOCK_UNSURE,
                            COPY_BEHIND,
                            CENTRE_DIFFERS,
                            SHUT_OUT_WAITING -> Tone.NOTICE;
                    case HUB_NOT_SAVING, KIOSK_NOT_SAVING, SET_ASIDE, NOT_COUNTED, PARTED, TWIN, PROOF_DIFFERS, LOST ->
                        Tone.TROUBLE;
                });
    }

    private static String link(Concern concern, Role role) {
        boolean manager = role == Role.MANAGER;
        return switch (concern.kind()) {
            case SET_ASIDE, NOT_COUNTED -> manager ? "/set-aside" : "";
            case HUB_NOT_SAVING -> "";
            case CLOCK_UNSURE -> manager ? "/unsure" : "";
            case SHUT_OUT_WAITING -> manager ? "/kiosks/review" : "";
            case KIOSK_AWAY,
                    KIOSK_NOT_SAVING,
                    READER_AWAY,
                    BLANKS_LOW,
                    GAP,
                    PARTED,
                    TWIN,
                    PROOF_DIFFERS,
                    CENTRE_DIFFERS,
                    LOST,
                    COPY_BEHIND -> manager || role == Role.SESSION_LEADER ? "/kiosks" : "";
        };
    }
}
