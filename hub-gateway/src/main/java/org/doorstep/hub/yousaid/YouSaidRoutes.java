package org.doorstep.hub.yousaid;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.Schedule;
import org.doorstep.relay.store.Database;

/// What people asked for and what came of it: a manager writes it here, and every kiosk of the hub
/// shows it on its first page. Each change is in the audit.
public final class YouSaidRoutes {
    private static final String PATH = "/you-said";

    /// What is written to the audit.
    enum Change {
        YOU_SAID_CHANGED
    }

    private final Database database;
    private final Audit audit;
    private final Runnable changed;

    /// `changed` is run when something else is to be shown: kiosks are told.
    public YouSaidRoutes(Database database, Audit audit, Runnable changed) {
        this.database = database;
        this.audit = audit;
        this.changed = changed;
    }

    public void addTo(Routes routes) {
        routes.page(
                Access.workingView(Role.MANAGER, Role.SESSION_LEADER, Role.READ_ONLY),
                Section.SESSIONS,
                PATH,
                "nav.you-said",
                exchange -> show(exchange, 200, kept(), ""));
        routes.post(Access.to(Role.MANAGER), PATH, this::change);
    }

    private void change(Exchange exchange) {
        List<YouSaidPage.Line> sent = IntStream.rangeClosed(1, Schedule.YouSaid.MOST)
                .mapToObj(place ->
                        new YouSaidPage.Line(place, exchange.field("said" + place), exchange.field("did" + place)))
                .toList();
        List<Schedule.YouSaid> lines = new ArrayList<>();
        for (YouSaidPage.Line line : sent) {
            if (line.said().isEmpty() && line.did().isEmpty()) {
                continue;
            }
            if (!fits(line.said()) || !fits(line.did())) {
                show(exchange, 422, sent, exchange.words().say("you-said.mistake", Schedule.YouSaid.MOST_LETTERS));
                return;
            }
            lines.add(new Schedule.YouSaid(line.said(), line.did()));
        }
        database.write(handle -> {
            YouSaidLines.show(handle, lines);
            return null;
        });
        changed.run();
        audit.add(exchange.visitor().name(), Change.YOU_SAID_CHANGED, Integer.toString(lines.size()));
        exchange.goTo(PATH);
    }

    private static boolean fits(String line) {
        return !line.isEmpty()
                && line.length() <= Schedule.YouSaid.MOST_LETTERS
                && line.chars().noneMatch(Character::isISOControl);
    }

    private List<YouSaidPage.Line> kept() {
        List<Schedule.YouSaid> lines = database.read(YouSaidLines::shown);
        return IntStream.rangeClosed(1, Schedule.YouSaid.MOST)
                .mapToObj(place -> place <= lines.size()
                        ? new YouSaidPage.Line(
                                place,
                                lines.get(place - 1).said(),
                                lines.get(place - 1).did())
                        : new YouSaidPage.Line(place, "", ""))
                .toList();
    }

    private static void show(Exchange exchange, int status, List<YouSaidPage.Line> lines, String wrong) {
        exchange.page(
                status,
                "yousaid/yousaid",
                new YouSaidPage(
                        exchange.frame(PATH),
                        lines,
                        exchange.visitor().role() == Role.MANAGER,
                        exchange.words().say("you-said.what", Schedule.YouSaid.MOST, Schedule.YouSaid.MOST_LETTERS),
                        wrong));
    }
}
