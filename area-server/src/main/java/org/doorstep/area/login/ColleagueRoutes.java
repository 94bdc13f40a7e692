package org.doorstep.area.login;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import org.doorstep.area.web.Pages;
import org.doorstep.area.web.Words;
import org.doorstep.login.Login;
import org.doorstep.login.Visitor;

/// Asking a colleague in: a one-time link, shown once.
public final class ColleagueRoutes {
    /// Over a weekend and a day off.
    private static final Duration LINK_LASTS = Duration.ofDays(4);

    private final Login<Role> login;
    private final Pages pages;
    private final Words words;

    /// `link` is empty before one was asked for.
    public record ColleaguesPage(String link, long days) {}

    public ColleagueRoutes(Login<Role> login, Pages pages, Words words) {
        this.login = login;
        this.pages = pages;
        this.words = words;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/colleagues", ctx -> show(ctx, ""), Role.LEAD);
        routes.post("/colleagues", this::invite, Role.LEAD);
    }

    private void invite(Context ctx) {
        String path = login.invite(Role.MEMBER, LINK_LASTS, login.signedIn(ctx).name());
        show(ctx, ctx.scheme() + "://" + ctx.host() + path);
    }

    private void show(Context ctx, String link) {
        Visitor<Role> who = login.signedIn(ctx);
        Pages.Frame frame = pages.frame(words.say("colleagues.title"), "colleagues", who.name(), who.csrf(), true);
        ctx.html(pages.draw("login/colleagues", frame, new ColleaguesPage(link, LINK_LASTS.toDays())));
    }
}
