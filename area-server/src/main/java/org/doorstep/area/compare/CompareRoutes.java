package org.doorstep.area.compare;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.area.hubs.HubRegistry;
import org.doorstep.area.login.Role;
import org.doorstep.area.store.Store;
import org.doorstep.area.web.Pages;
import org.doorstep.area.web.Words;
import org.doorstep.login.Login;
import org.doorstep.login.Visitor;
import org.doorstep.relay.contract.figures.FigureCell;

/// The page that compares hubs over weeks, and the same as CSV.
public final class CompareRoutes {
    private final Comparison comparison;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Login<Role> login;
    private final Pages pages;
    private final Words words;
    private final Telling telling;

    public CompareRoutes(
            HubRegistry hubs,
            Store store,
            InstantSource clock,
            ZoneId zone,
            Login<Role> login,
            Pages pages,
            Words words) {
        this.comparison = new Comparison(hubs, new Figures(store));
        this.clock = clock;
        this.zone = zone;
        this.login = login;
        this.pages = pages;
        this.words = words;
        this.telling = new Telling(words);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/", this::show, Role.LEAD, Role.MEMBER);
        routes.get("/compare.csv", this::csv, Role.LEAD, Role.MEMBER);
    }

    private void show(Context ctx) {
        Question question = question(ctx);
        List<Comparison.Line> lines = comparison.lines(question, today());
        Visitor<Role> who = login.signedIn(ctx);
        Pages.Frame frame =
                pages.frame(words.say("compare.title"), "compare", who.name(), who.csrf(), who.role() == Role.LEAD);
        ctx.html(pages.draw("compare/compare", frame, page(question, lines)));
    }

    private void csv(Context ctx) {
        Question question = question(ctx);
        ctx.contentType("text/csv; charset=utf-8");
        ctx.header("Content-Disposition", "attachment; filename=\"" + question.figure() + ".csv\"");
        ctx.result(Csv.of(question, comparison.lines(question, today())));
    }

    private ComparePage page(Question question, List<Comparison.Line> lines) {
        String figureWords = figureWords(question.figure());
        List<ComparePage.Panel> panels = lines.stream()
                .map(line -> telling.panel(question, line, figureWords))
                .toList();
        return new ComparePage(
                Question.FIGURES.stream()
                        .map(figure -> new ComparePage.Choice(
                                figure, words.say("figure." + figure), figure.equals(question.figure())))
                        .toList(),
                activities(question),
                Question.SPANS.stream()
                        .map(span -> new ComparePage.Choice(
                                span.toString(), words.say("compare.span", span), span == question.weeks()))
                        .toList(),
                panels,
                rows(lines),
                "/compare.csv?figure=" + question.figure() + "&activity="
                        + URLEncoder.encode(question.activity(), StandardCharsets.UTF_8) + "&weeks="
                        + question.weeks());
    }

    private List<ComparePage.Choice> activities(Question question) {
        List<ComparePage.Choice> choices = new ArrayList<>();
        choices.add(new ComparePage.Choice(
                FigureCell.WHOLE_HUB,
                words.say("compare.whole-hub"),
                question.activity().equals(FigureCell.WHOLE_HUB)));
        comparison
                .activities()
                .forEach((id, title) -> choices.add(new ComparePage.Choice(id, title, id.equals(question.activity()))));
        return choices;
    }

    /// Newest week first: that is the one people come for.
    private List<ComparePage.Row> rows(List<Comparison.Line> lines) {
        List<ComparePage.Row> rows = new ArrayList<>();
        int weeks = lines.isEmpty() ? 0 : lines.getFirst().weeks().size();
        for (int at = weeks - 1; at >= 0; at--) {
            List<ComparePage.Cell> cells = new ArrayList<>();
            for (Comparison.Line line : lines) {
                cells.add(telling.cell(line.weeks().get(at)));
            }
            LocalDate monday = lines.getFirst().weeks().get(at).week();
            rows.add(new ComparePage.Row(words.tableDate(monday), cells));
        }
        return rows;
    }

    private static Question question(Context ctx) {
        return Question.of(ctx.queryParam("figure"), ctx.queryParam("activity"), ctx.queryParam("weeks"));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private String figureWords(String figure) {
        return words.say("figure." + figure + ".inline");
    }
}
