package org.doorstep.area.login;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.doorstep.area.web.Pages;
import org.doorstep.area.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.login.Login;
import org.doorstep.login.Trails;
import org.doorstep.login.Visitor;

/// Who of the team may sign in: asking a colleague in by a one-time link, shown once, removing one who has
/// gone, and who did what.
///
/// Nobody removes themselves, so a lead always remains.
public final class ColleagueRoutes {
    private static final String PATH = "/colleagues";

    /// Over a weekend and a day off.
    private static final Duration LINK_LASTS = Duration.ofDays(4);

    /// More open links than this is not asking colleagues in but a mistake.
    private static final int MOST_OPEN_LINKS = 50;

    private final Login<Role> login;
    private final Trails trails;
    private final Pages pages;
    private final Words words;

    /// `about` is a sentence: the role, and since when.
    public record Member(String name, String about, boolean self) {}

    /// `about` is a sentence: for whom, and until when.
    public record Open(String id, String about) {}

    public record Choice(Role role, String name, String what) {}

    /// One list of who did what: `id` names it in the page and in the wording; `earlier` is the address of what came
    /// before, or empty.
    public record Trail(String id, List<Line> lines, boolean older, String earlier) {}

    public record Line(String when, String who, String what) {}

    /// `link` is empty except right after one was asked for.
    public record ColleaguesPage(
            List<Member> members,
            List<Open> openLinks,
            List<Choice> choices,
            List<Trail> trails,
            String link,
            long days) {}

    public ColleagueRoutes(Login<Role> login, Pages pages, Words words) {
        this.login = login;
        this.trails = new Trails(login.audit());
        this.pages = pages;
        this.words = words;
    }

    public void addTo(RoutesConfig routes) {
        routes.get(PATH, ctx -> show(ctx, ""), Role.LEAD);
        routes.post(PATH, this::invite, Role.LEAD);
        routes.post(PATH + "/remove", this::remove, Role.LEAD);
        routes.post(PATH + "/take-back", this::takeBack, Role.LEAD);
    }

    private void invite(Context ctx) {
        Optional<Role> role = Arrays.stream(Role.values())
                .filter(one -> one.name().equals(ctx.formParam("role")))
                .findFirst();
        if (role.isEmpty() || login.staff().openLinks().size() >= MOST_OPEN_LINKS) {
            ctx.redirect(PATH, HttpStatus.SEE_OTHER);
            return;
        }
        String path = login.invite(role.get(), LINK_LASTS, login.signedIn(ctx).name());
        show(ctx, ctx.scheme() + "://" + ctx.host() + path);
    }

    private void remove(Context ctx) {
        String name = ctx.formParam("name");
        if (name != null) {
            login.staff().remove(name, login.signedIn(ctx).name());
        }
        ctx.redirect(PATH, HttpStatus.SEE_OTHER);
    }

    private void takeBack(Context ctx) {
        String link = ctx.formParam("link");
        if (link != null) {
            login.staff().takeBack(link, login.signedIn(ctx).name());
        }
        ctx.redirect(PATH, HttpStatus.SEE_OTHER);
    }

    private void show(Context ctx, String link) {
        Visitor<Role> who = login.signedIn(ctx);
        Pages.Frame frame = pages.frame(words.say("colleagues.title"), "colleagues", who.name(), who.csrf(), true);
        ColleaguesPage page =
                new ColleaguesPage(members(who.name()), openLinks(), choices(), trails(ctx), link, LINK_LASTS.toDays());
        ctx.html(pages.draw("login/colleagues", frame, page));
    }

    private List<Member> members(String self) {
        return login.staff().members().stream()
                .map(member -> {
                    boolean own = member.name().equals(self);
                    String about = words.say(
                            own ? "colleagues.you" : "colleagues.member",
                            words.say("role." + member.role()),
                            words.time(member.madeAt()));
                    return new Member(member.name(), about, own);
                })
                .toList();
    }

    private List<Open> openLinks() {
        return login.staff().openLinks().stream()
                .map(link -> new Open(
                        link.id(),
                        words.say("colleagues.open.one", words.say("role." + link.role()), words.time(link.endsAt()))))
                .toList();
    }

    private List<Trail> trails(Context ctx) {
        return trails.at(PATH, name -> Objects.requireNonNullElse(ctx.queryParam(name), "")).stream()
                .map(trail -> new Trail(
                        trail.id(), trail.entries().stream().map(this::line).toList(), trail.older(), trail.earlier()))
                .toList();
    }

    private Line line(Audit.Entry entry) {
        String detail = entry.aboutRole() ? words.say("role." + entry.detail()) : entry.detail();
        String unnamed = words.say(entry.atTheMachine() ? "audit.machine" : "audit.nobody");
        return new Line(
                words.time(entry.at()),
                entry.name().isEmpty() ? unnamed : entry.name(),
                words.say("audit.what." + entry.what(), detail));
    }

    private List<Choice> choices() {
        return Arrays.stream(Role.values())
                .map(role -> new Choice(role, words.say("role." + role.name()), words.say("role.what." + role.name())))
                .toList();
    }
}
