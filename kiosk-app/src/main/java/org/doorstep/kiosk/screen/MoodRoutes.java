package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.function.Function;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.View;
import org.doorstep.kiosk.mood.MoodDesk;
import org.doorstep.relay.contract.HubEvent.MoodAnswered;
import org.doorstep.relay.contract.ReasonId;

/// Touches on faces, and on the words beside them.
final class MoodRoutes {
    private final MoodDesk mood;
    private final OnTheGlass glass;

    MoodRoutes(MoodDesk mood, OnTheGlass glass) {
        this.mood = mood;
        this.glass = glass;
    }

    /// `event` is the face on the glass that somebody answers from, or the ticket of their answer; `value` what they
    /// touched. Both are empty where there is none.
    private record Touch(String event, String value) {
        Touch {
            event = event == null ? "" : event;
            value = value == null ? "" : value;
        }

        int face() {
            if (value.length() != 1 || value.charAt(0) < '1' || value.charAt(0) > '0' + MoodAnswered.FACES) {
                throw new BadRequestResponse("That is not a face of this page.");
            }
            return value.charAt(0) - '0';
        }
    }

    void addTo(RoutesConfig routes) {
        routes.post("/mood/ask", context -> {
            String about = touch(context).event;
            show(context, now -> now.mood().ask(about));
        });
        routes.post("/mood/face", this::face);
        routes.post("/mood/because", this::because);
        routes.post("/mood/change", this::change);
        routes.post("/mood/done", context -> {
            mood.done(touch(context).event);
            context.status(HttpStatus.NO_CONTENT);
        });
    }

    private void face(Context context) {
        Touch touch = touch(context);
        Optional<String> ticket;
        try {
            ticket = mood.touch(touch.event, touch.face());
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
        ticket.ifPresentOrElse(of -> show(context, now -> now.mood().why(of)), () -> tooLate(context));
    }

    /// A word that comes after the answer has gone changes nothing, and is thanked for: the answer was given.
    private void because(Context context) {
        Touch touch = touch(context);
        ReasonId reason;
        try {
            reason = new ReasonId(touch.value);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("That is not a word of this page.");
        }
        mood.because(touch.event, reason);
        show(context, now -> now.mood().thanks());
    }

    private void change(Context context) {
        mood.takeBack(touch(context).event)
                .ifPresentOrElse(about -> show(context, now -> now.mood().ask(about)), () -> tooLate(context));
    }

    private void tooLate(Context context) {
        context.json(glass.show(new Outcome.TooLate()));
    }

    private void show(Context context, Function<Faces, View> face) {
        context.json(glass.show(face));
    }

    private static Touch touch(Context context) {
        return DeskRoutes.body(context, Touch.class);
    }
}
