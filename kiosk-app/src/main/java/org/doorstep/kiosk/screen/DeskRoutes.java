package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.function.Function;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.checkin.Companions;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.PrivacyNotice;
import org.doorstep.kiosk.face.View;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.relay.contract.Ages;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.SessionId;
import tools.jackson.core.JacksonException;

/// What a finger on the glass does. Each answers with what to show next, so that a touch needs no
/// second way back.
final class DeskRoutes {
    private final CheckInDesk desk;
    private final PassStock stock;
    private final Readers readers;
    private final OnTheGlass glass;
    private final Runnable changed;

    DeskRoutes(CheckInDesk desk, PassStock stock, Readers readers, OnTheGlass glass, Runnable changed) {
        this.desk = desk;
        this.stock = stock;
        this.readers = readers;
        this.glass = glass;
        this.changed = changed;
    }

    private record EventTouch(EventId event) {}

    private record CompanionsTouch(EventId event, int adults, int from0, int from5, int from12) {
        Companions with() {
            return new Companions(adults, new Ages(from0, from5, from12));
        }
    }

    private record ChoiceTouch(EventId event, SessionId session) {}

    void addTo(RoutesConfig routes) {
        routes.post(
                "/desk/another-card",
                context -> answer(context, desk.anotherCard(body(context, EventTouch.class).event)));
        routes.post(
                "/desk/both-are-mine",
                context -> answer(context, desk.bothAreMine(body(context, EventTouch.class).event)));
        routes.post("/desk/not-mine", context -> {
            context.json(glass.showAnothers(desk.notMine(body(context, EventTouch.class).event)));
            changed.run();
        });
        routes.post("/desk/never-mind", context -> {
            desk.neverMind(body(context, EventTouch.class).event);
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.post("/desk/guest", context -> answer(context, desk.guest()));
        routes.post(
                "/desk/new-here",
                context -> show(context, now -> now.views().newHere(stock.level(), readers.works(Readers.Kind.CARD))));
        for (PrivacyNotice.Face face : PrivacyNotice.Face.values()) {
            routes.post(
                    "/desk/privacy/" + face.key(),
                    context -> show(context, now -> now.privacy().view(face)));
        }
        routes.post("/desk/pass", context -> answer(context, desk.newPass()));
        routes.post("/desk/slip-end", context -> answer(context, desk.endSlip()));
        routes.post("/desk/what-for", context -> answer(context, desk.whatFor(body(context, EventTouch.class).event)));
        routes.post("/desk/companions", this::companions);
        routes.post("/desk/choose", this::choose);
        routes.post(
                "/desk/something-else",
                context -> answer(context, desk.somethingElse(body(context, EventTouch.class).event)));
    }

    private void companions(Context context) {
        CompanionsTouch touch = body(context, CompanionsTouch.class);
        answer(context, desk.companions(touch.event, touch.with()));
    }

    private void choose(Context context) {
        ChoiceTouch touch = body(context, ChoiceTouch.class);
        answer(context, desk.choose(touch.event, touch.session));
    }

    private void show(Context context, Function<Faces, View> face) {
        context.json(glass.show(face));
    }

    private void answer(Context context, Outcome outcome) {
        context.json(glass.show(outcome));
        changed.run();
    }

    static <T> T body(Context context, Class<T> type) {
        try {
            T touch = context.bodyAsClass(type);
            if (touch == null) {
                throw new BadRequestResponse("Nothing was sent.");
            }
            return touch;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
    }
}
