package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.face.PhraseViews;
import org.doorstep.kiosk.face.View;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.talk.PicturePhrase;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.sealing.PrivateTalk;
import tools.jackson.core.JacksonException;

/// Four pictures, touched one after the other: to choose them for the day the pass is lost, or
/// because it is. Nothing of it is kept on this kiosk; the hub is told sealed, and while it is away
/// that is said.
final class PhraseRoutes {
    /// The hub works on a phrase for a quarter of a second on purpose.
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final CheckInDesk desk;
    private final PrivateTalk talk;
    private final OnTheGlass glass;

    PhraseRoutes(CheckInDesk desk, PrivateTalk talk, OnTheGlass glass) {
        this.desk = desk;
        this.talk = talk;
        this.glass = glass;
    }

    private record Touch(EventId event, String pictures, int page) {
        List<Integer> touched() {
            if (pictures == null || pictures.isEmpty()) {
                return List.of();
            }
            return Arrays.stream(pictures.split(",", PicturePhrase.LENGTH + 1))
                    .map(Integer::valueOf)
                    .toList();
        }
    }

    void addTo(RoutesConfig routes) {
        routes.post("/desk/phrase-offer", context -> show(context, phrases -> phrases.offer(touch(context).event)));
        routes.post("/desk/phrase", context -> pictures(context, PhraseViews.Why.TO_CHOOSE));
        routes.post("/desk/lost-pass", context -> pictures(context, PhraseViews.Why.LOST));
        routes.post("/desk/phrase-chosen", context -> tell(context, PhraseViews.Why.TO_CHOOSE));
        routes.post("/desk/lost-pass-told", context -> tell(context, PhraseViews.Why.LOST));
    }

    private void pictures(Context context, PhraseViews.Why why) {
        Touch touch = touch(context);
        List<Integer> touched = valid(touch);
        show(context, phrases -> phrases.pictures(why, touch.event, touched, touch.page));
    }

    private void tell(Context context, PhraseViews.Why why) {
        Touch touch = touch(context);
        List<Integer> pictures = valid(touch);
        Optional<Credential> credential = desk.shownLately(touch.event);
        if (pictures.size() != PicturePhrase.LENGTH || credential.isEmpty()) {
            show(context, PhraseViews::tooLate);
            return;
        }
        PicturePhrase phrase = new PicturePhrase(pictures);
        PrivateRequest question =
                switch (why) {
                    case TO_CHOOSE -> new PrivateRequest.ChoosePhrase(credential.get(), phrase);
                    case LOST -> new PrivateRequest.LostPass(credential.get(), phrase);
                };
        CompletableFuture<Function<PhraseViews, View>> answered = talk.ask(question, PATIENCE)
                .handle((reply, failed) ->
                        phrases -> reply == null ? phrases.hubAway(touch.event) : said(phrases, touch.event, reply));
        context.future(() -> answered.thenAccept(face -> show(context, face)));
    }

    private static View said(PhraseViews phrases, EventId event, PrivateReply reply) {
        return switch (reply) {
            case PrivateReply.PhraseChosen chosen when chosen.kept() -> phrases.chosen(event);
            case PrivateReply.LostPass lost -> lost.heard() ? phrases.asked(event) : phrases.notOpen(event);
            default -> phrases.hubAway(event);
        };
    }

    private void show(Context context, Function<PhraseViews, View> face) {
        context.json(glass.show(now -> face.apply(now.phrases())));
    }

    private static List<Integer> valid(Touch touch) {
        List<Integer> pictures = new ArrayList<>(touch.touched());
        if (pictures.size() > PicturePhrase.LENGTH
                || pictures.stream().anyMatch(one -> one < 0 || one >= PicturePhrase.PICTURES)) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
        return pictures;
    }

    private static Touch touch(Context context) {
        try {
            Touch touch = context.bodyAsClass(Touch.class);
            if (touch == null || touch.event == null) {
                throw new BadRequestResponse("Nothing was sent.");
            }
            return touch;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
    }
}
