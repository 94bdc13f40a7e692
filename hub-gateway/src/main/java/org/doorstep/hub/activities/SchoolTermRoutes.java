package org.doorstep.hub.activities;

import org.doorstep.hub.rhythm.SchoolCalendar;
import org.doorstep.hub.rhythm.SchoolCalendarFile;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;

/// The school terms: shown to whoever plans, changed by a manager as one text, which is also the file's.
public final class SchoolTermRoutes {
    private static final String PATH = "/school-terms";

    /// What is written to the audit.
    enum Change {
        SCHOOL_TERMS_CHANGED
    }

    private final Activities activities;
    private final Runnable changed;
    private final Audit audit;

    /// `changed` is run after other terms are kept: whoever else plans by them looks again.
    public SchoolTermRoutes(Activities activities, Runnable changed, Audit audit) {
        this.activities = activities;
        this.changed = changed;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access see = Access.to(Role.MANAGER, Role.SESSION_LEADER, Role.VOLUNTEER_DESK, Role.READ_ONLY);
        routes.get(see, PATH, exchange -> {
            SchoolCalendar kept = activities.schoolTerms();
            show(exchange, 200, kept, SchoolCalendarFile.text(kept), "");
        });
        routes.post(Access.to(Role.MANAGER), PATH, this::keep);
    }

    private void keep(Exchange exchange) {
        String text = exchange.field("text");
        switch (SchoolCalendarFile.read(text)) {
            case SchoolCalendarFile.Read.Wrong(long line, String why) ->
                show(
                        exchange,
                        422,
                        activities.schoolTerms(),
                        text,
                        exchange.words().say("terms.mistake", line, why));
            case SchoolCalendarFile.Read.Whole(SchoolCalendar calendar) -> {
                activities.keepTerms(calendar);
                changed.run();
                audit.add(
                        exchange.visitor().name(),
                        Change.SCHOOL_TERMS_CHANGED,
                        Integer.toString(calendar.spans().size()));
                exchange.goTo(PATH);
            }
        }
    }

    private static void show(Exchange exchange, int status, SchoolCalendar kept, String text, String wrong) {
        Words words = exchange.words();
        exchange.page(
                status,
                "activities/school-terms",
                new SchoolTermsPage(
                        exchange.frame("/activities"),
                        exchange.visitor().role() == Role.MANAGER,
                        kept.spans().stream()
                                .map(span -> new SchoolTermsPage.Line(
                                        words.of("terms.kind", span.kind()),
                                        span.name(),
                                        words.longDay(span.first()),
                                        words.longDay(span.last())))
                                .toList(),
                        text,
                        wrong));
    }
}
