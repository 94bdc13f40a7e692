package org.doorstep.hub.web;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.login.Visitor;
import org.doorstep.relay.contract.Wire;

/// Answers that are not what was asked for, in plain words: a page for a browser, a problem (RFC 9457) for the
/// API. No stack trace, no name of a class.
public enum Refusal {
    SIGN_IN_FIRST(401),
    ANOTHER_ROLE(403),
    STALE_FORM(403),
    NOT_HERE(404),
    WRONG_WAY(405),
    LINK_SPENT(410),
    NO_LENGTH(411),
    TOO_LARGE(413),
    TOO_BUSY(503),
    CANNOT_SAVE(503),
    OUR_FAULT(500);

    /// Marks an answer that already says in words what is the matter.
    private static final String ANSWERED = "doorstep.refusal";

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /// The page, or under `/api/` the problem, that says so.
    public static String text(Context context, Site site, Optional<Visitor<Role>> visitor, Refusal refusal) {
        Words words = site.words();
        return context.path().startsWith("/api/")
                ? problem(refusal.status, words.of("refusal.api", refusal))
                : site.render("web/refusal", page(site, visitor, refusal));
    }

    static void answer(Context context, Site site, Optional<Visitor<Role>> visitor, Refusal refusal) {
        boolean api = context.path().startsWith("/api/");
        context.attribute(ANSWERED, true);
        context.status(refusal.status)
                .contentType(api ? "application/problem+json" : "text/html; charset=utf-8")
                .result(text(context, site, visitor, refusal));
    }

    static boolean answered(Context context) {
        return context.attribute(ANSWERED) != null;
    }

    private static RefusalPage page(Site site, Optional<Visitor<Role>> visitor, Refusal refusal) {
        Words words = site.words();
        String name = visitor.map(Visitor::name).orElse("");
        String role = visitor.map(v -> words.of("role", v.role())).orElse("");
        return new RefusalPage(
                site.frame(visitor, ""),
                words.of("refusal.title", refusal),
                words.say("refusal.words." + refusal.name(), name, role),
                words.say(visitor.isPresent() ? "refusal.next.today" : "refusal.next.sign-in"));
    }

    private static String problem(int status, String words) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", words);
        problem.put("status", status);
        return Wire.JSON.writeValueAsString(problem);
    }
}
