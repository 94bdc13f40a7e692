package org.doorstep.area.hubs;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.area.login.Role;
import org.doorstep.area.web.Pages;
import org.doorstep.area.web.Words;
import org.doorstep.login.Login;
import org.doorstep.login.Visitor;

/// The page of hubs: who is here, when each was last heard, and what is missing.
public final class HubsRoutes {
    /// A hub sends a sign of life every hour while it is on; closed for the night it is silent. Longer than a night
    /// and a morning is worth a call.
    static final Duration SILENT_AFTER = Duration.ofHours(26);

    /// Whoever used a figure that was set right should hear of it; after two weeks they have.
    private static final Duration WORTH_SAYING = Duration.ofDays(14);

    private final Hubs hubs;
    private final InstantSource clock;
    private final Login<Role> login;
    private final Pages pages;
    private final Words words;
    private final ProofWords proofs;

    /// How a hub is doing, as colour, shape and words: `state` is good, notice or away; sentences are complete.
    public record Row(String id, String name, String state, String stateWords, List<String> sentences) {}

    /// `trouble` says why nothing can be kept just now; empty while all is well.
    public record HubsPage(String sentence, String trouble, List<Row> rows) {}

    public HubsRoutes(Hubs hubs, InstantSource clock, Login<Role> login, Pages pages, Words words) {
        this.hubs = hubs;
        this.clock = clock;
        this.login = login;
        this.pages = pages;
        this.words = words;
        this.proofs = new ProofWords(words);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/hubs", this::show, Role.LEAD, Role.MEMBER);
    }

    private void show(Context ctx) {
        List<Row> rows = hubs.all().stream().map(this::row).toList();
        long heard = rows.stream().filter(row -> row.state().equals("good")).count();
        String sentence = words.say("hubs.sentence", rows.size(), heard);
        String trouble = hubs.refusal().isPresent() ? words.say("trouble.saving") : "";
        Visitor<Role> who = login.signedIn(ctx);
        Pages.Frame frame =
                pages.frame(words.say("hubs.title"), "hubs", who.name(), who.csrf(), who.role() == Role.LEAD);
        ctx.html(pages.draw("hubs/hubs", frame, new HubsPage(sentence, trouble, rows)));
    }

    private Row row(Hubs.Listed listed) {
        String id = listed.hub().id().value();
        String name = listed.hub().name();
        return switch (listed) {
            case Hubs.Listed.NotYet notYet ->
                new Row(id, name, "away", words.say("hubs.not-yet"), List.of(words.say("hubs.not-yet.advice", name)));
            case Hubs.Listed.Known known -> row(id, name, known.heard());
        };
    }

    private Row row(String id, String name, Hubs.Heard heard) {
        Instant now = clock.instant();
        boolean setRight = heard.proof().mendedAt().plus(WORTH_SAYING).isAfter(now);
        List<String> sentences = new ArrayList<>();
        boolean silent = heard.heardAt().plus(SILENT_AFTER).isBefore(now);
        if (silent) {
            sentences.add(words.say("hubs.silent", name, words.time(heard.heardAt())));
        } else {
            sentences.add(words.say("hubs.heard", words.time(heard.heardAt())));
        }
        sentences.add(words.say("hubs.as-of", words.time(heard.asOf())));
        heard.firstWeek().ifPresent(week -> sentences.add(words.say("hubs.since", words.date(week), heard.figures())));
        if (!heard.incompleteWeeks().isEmpty()) {
            sentences.add(words.say(
                    "hubs.incomplete",
                    heard.incompleteWeeks().size(),
                    words.date(heard.incompleteWeeks().getLast())));
        }
        if (heard.refused() > 0) {
            sentences.add(words.say("hubs.refused", heard.refused()));
        }
        if (heard.begunAgain() > 0) {
            sentences.add(words.say("hubs.begun-again", heard.begunAgain()));
        }
        if (heard.figures() > 0 || !heard.proof().agrees()) {
            sentences.addAll(proofs.sentences(heard.proof(), setRight));
        }
        String stateWords = stateWords(silent, heard, setRight);
        String state = stateWords.equals("hubs.state.good") ? "good" : "notice";
        return new Row(id, name, state, words.say(stateWords), sentences);
    }

    private static String stateWords(boolean silent, Hubs.Heard heard, boolean setRight) {
        if (silent) {
            return "hubs.state.silent";
        }
        if (heard.refused() > 0) {
            return "hubs.state.refused";
        }
        if (!heard.proof().agrees()) {
            return "hubs.state.differs";
        }
        return setRight ? "hubs.state.set-right" : "hubs.state.good";
    }
}
