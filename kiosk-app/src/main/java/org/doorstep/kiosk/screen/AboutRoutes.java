package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.doorstep.kiosk.aboutme.AboutMe;
import org.doorstep.kiosk.aboutme.CopyOfData;
import org.doorstep.kiosk.aboutme.Showings;
import org.doorstep.kiosk.aboutme.Told;
import org.doorstep.kiosk.area.AreaBook;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.face.AboutViews;
import org.doorstep.kiosk.face.View;
import org.doorstep.kiosk.wishes.Wishes;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.SessionId;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.SmallArea;
import org.doorstep.relay.time.DeviceClock;

/// The touches of "About me". What waits for the hub is answered when it has answered, and holds up
/// nothing else.
final class AboutRoutes {
    private final AboutMe aboutMe;
    private final AreaBook areas;
    private final OnTheGlass glass;
    private final Supplier<String> hubName;
    private final DeviceClock clock;
    private final Runnable written;

    /// `written` is told after each touch that may have left something for the hub.
    AboutRoutes(
            AboutMe aboutMe,
            AreaBook areas,
            OnTheGlass glass,
            Supplier<String> hubName,
            DeviceClock clock,
            Runnable written) {
        this.aboutMe = aboutMe;
        this.areas = areas;
        this.glass = glass;
        this.hubName = hubName;
        this.clock = clock;
        this.written = written;
    }

    /// What is to be shown of somebody, in whichever words they read.
    private interface Face {
        View of(AboutViews faces, Showings.Present about);
    }

    private record Touch(EventId event, SessionId session, String value) {
        String said() {
            return value == null ? "" : value;
        }
    }

    void addTo(RoutesConfig routes) {
        routes.post("/about/menu", context -> look(context, 0, AboutViews::menu));
        routes.post("/about/back", context -> known(context, AboutViews::menu));
        routes.post("/about/held", this::held);
        routes.post("/about/slip-end", this::endSlip);
        routes.post("/about/missed", this::missed);
        routes.post("/about/claim", this::claim);
        routes.post("/about/claimed", this::claimed);
        routes.post("/about/paper", this::paper);
        routes.post("/about/looks", context -> known(context, AboutViews::looks));
        routes.post("/about/visits", this::visits);
        routes.post("/about/deny", this::deny);
        routes.post("/about/denied", this::denied);
        routes.post("/about/change", context -> here(context, (faces, about) -> faces.change(about, false)));
        routes.post("/about/nickname", context -> here(context, AboutViews::nickname));
        routes.post("/about/postcode", context -> here(context, (faces, about) -> faces.postcode(about, false)));
        routes.post("/about/age", context -> here(context, AboutViews::age));
        routes.post("/about/language", context -> here(context, AboutViews::language));
        routes.post("/about/screen", this::screen);
        routes.post("/about/screen-said", this::screenSaid);
        routes.post("/about/nickname-said", this::nicknameSaid);
        routes.post("/about/find", this::find);
        routes.post("/about/say", this::say);
        routes.post("/about/copy", this::copy);
        routes.post("/about/leave", context -> here(context, AboutViews::leave));
        routes.post("/about/left", this::left);
    }

    private void visits(Context context) {
        Touch touch = touch(context);
        int from = number(touch.said());
        boolean there = aboutMe.present(touch.event) instanceof Told.Kept(Showings.Present about)
                && about.isTold()
                && from >= about.from()
                && from < about.from() + Math.max(1, about.held().latest().size());
        if (there) {
            known(context, (faces, about) -> faces.visits(about, from));
        } else {
            look(
                    context,
                    from / PrivateReply.AboutMe.MOST_VISITS * PrivateReply.AboutMe.MOST_VISITS,
                    (faces, about) -> faces.visits(about, from));
        }
    }

    private void held(Context context) {
        boolean bySlip = aboutMe.isBySlip(touch(context).event);
        known(context, (faces, about) -> faces.held(about, bySlip));
    }

    private void endSlip(Context context) {
        show(context, aboutMe.endSlip(touch(context).event), AboutViews::slipEnded);
    }

    /// Only with the first page of their visits does the hub tell what they missed.
    private void missed(Context context) {
        Touch touch = touch(context);
        int from = number(touch.said());
        if (aboutMe.present(touch.event) instanceof Told.Kept(Showings.Present about) && about.from() != 0) {
            look(context, 0, (faces, again) -> faces.missed(again, from));
        } else {
            known(context, (faces, about) -> faces.missed(about, from));
        }
    }

    private void claim(Context context) {
        SessionId session = session(context);
        known(context, (faces, about) -> faces.claim(about, session));
    }

    private void claimed(Context context) {
        show(context, aboutMe.claim(touch(context).event, session(context)), AboutViews::claimed);
    }

    private void paper(Context context) {
        EventId event = touch(context).event;
        context.future(() -> aboutMe.paper(event).thenAccept(told -> show(context, event, told, AboutViews::menu)));
    }

    private void deny(Context context) {
        SessionId session = session(context);
        known(context, (faces, about) -> faces.deny(about, session));
    }

    private void copy(Context context) {
        Touch touch = touch(context);
        String wanted = touch.said();
        String[] parts = wanted.split(":", 3);
        int from = parts.length == 3 ? number(parts[2]) : 0;
        Face face = (faces, about) -> copy(faces, about, wanted);
        boolean another =
                aboutMe.present(touch.event) instanceof Told.Kept(Showings.Present about) && about.from() != from;
        if (another) {
            look(context, from, face);
        } else {
            known(context, face);
        }
    }

    private void denied(Context context) {
        show(context, aboutMe.deny(touch(context).event, session(context)), AboutViews::denied);
    }

    private void nicknameSaid(Context context) {
        Touch touch = touch(context);
        saying(context, touch, () -> ResidentWords.NOTHING.withNickname(touch.said()));
    }

    /// The postcode goes no further than this method.
    private void find(Context context) {
        Optional<AreaBook.Place> place = areas.find(touch(context).said());
        here(context, (faces, about) -> place.map(found -> faces.found(about, found))
                .orElseGet(() -> faces.postcode(about, true)));
    }

    /// One thing, as `age:35-49`.
    private void say(Context context) {
        Touch touch = touch(context);
        int colon = touch.said().indexOf(':');
        if (colon < 0) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
        String value = touch.said().substring(colon + 1);
        String what = touch.said().substring(0, colon);
        saying(context, touch, () -> {
            wish(what, value);
            return words(what, value);
        });
    }

    private void screen(Context context) {
        Wishes wishes = glass.wishes();
        here(context, (faces, about) -> faces.screen(about, wishes));
    }

    /// The hub keeps what is wished now, or no more.
    private void screenSaid(Context context) {
        Touch touch = touch(context);
        saying(context, touch, () -> switch (touch.said()) {
            case "keep" -> kept(glass.wishes());
            case "forget" -> ResidentWords.NOTHING.withScreen("");
            default -> throw new IllegalArgumentException("Nobody says that.");
        });
    }

    private static ResidentWords kept(Wishes wishes) {
        ResidentWords words = ResidentWords.NOTHING
                .withLargeText(wishes.largeText())
                .withSpoken(wishes.aloud())
                .withScreen(wishes.screen());
        return wishes.language().isEmpty() ? words : words.withLanguage(wishes.language());
    }

    private ResidentWords words(String what, String value) {
        ResidentWords nothing = ResidentWords.NOTHING;
        return switch (what) {
            case "age" -> nothing.withAgeBand(AgeBand.parse(value));
            case "language" -> nothing.withLanguage(value);
            case "large" -> nothing.withLargeText(Boolean.parseBoolean(value));
            case "aloud" -> nothing.withSpoken(Boolean.parseBoolean(value));
            case "area" ->
                nothing.withArea(
                        value.isEmpty()
                                ? SmallArea.NOT_SAID
                                : areas.withCode(value)
                                        .orElseThrow(() -> new IllegalArgumentException("No such area."))
                                        .area());
            default -> throw new IllegalArgumentException("Nobody says that.");
        };
    }

    /// What is said of the screen holds from this touch on.
    private void wish(String what, String value) {
        Wishes wishes = glass.wishes();
        switch (what) {
            case "language" -> glass.wished(wishes.withLanguage(value));
            case "large" -> glass.wished(wishes.withLargeText(Boolean.parseBoolean(value)));
            case "aloud" -> glass.wished(wishes.withAloud(Boolean.parseBoolean(value)));
            default -> {
                // Not of the screen.
            }
        }
    }

    private void saying(Context context, Touch touch, Supplier<ResidentWords> words) {
        try {
            show(context, aboutMe.say(touch.event, words.get()), (faces, about) -> faces.change(about, true));
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
    }

    /// `text:0` is the first part in words, `json:2:40` the third for a machine, with the visits from
    /// the fortieth latest on; nothing asks which.
    private View copy(AboutViews faces, Showings.Present about, String wanted) {
        String[] asked = wanted.split(":", 3);
        if (asked.length < 2) {
            return faces.copy(about);
        }
        String kind = asked[0];
        CopyOfData copy = kind.equals("json")
                ? CopyOfData.json(about.said(), about.held())
                : faces.text(about, hubName.get(), clock.instant());
        int part = Math.clamp(number(asked[1]), 0, copy.parts().size() - 1);
        return faces.code(about, kind, copy, part);
    }

    private void left(Context context) {
        Touch touch = touch(context);
        Told told = aboutMe.leave(touch.event);
        if (told instanceof Told.Left(var receipt)) {
            context.json(glass.show(now -> now.about().left(touch.event, receipt)));
            written.run();
        } else {
            show(context, told, AboutViews::menu);
        }
    }

    /// Asks the hub, and then shows what it said. By then the request cannot be read any more: what
    /// a face needs of it is read before.
    private void look(Context context, int from, Face face) {
        EventId event = touch(context).event;
        context.future(() -> aboutMe.look(event, from).thenAccept(told -> show(context, event, told, face)));
    }

    /// Of what the hub has told already; where it has not, it is asked.
    private void known(Context context, Face face) {
        EventId event = touch(context).event;
        if (aboutMe.present(event) instanceof Told.Kept(Showings.Present about) && !about.isTold()) {
            look(context, 0, face);
        } else {
            show(context, aboutMe.present(event), face);
        }
    }

    /// Of what is known here, whether the hub was heard or not.
    private void here(Context context, Face face) {
        show(context, aboutMe.present(touch(context).event), face);
    }

    private void show(Context context, Told told, Face face) {
        show(context, touch(context).event, told, face);
    }

    private void show(Context context, EventId event, Told told, Face face) {
        context.json(glass.show(now -> switch (told) {
            case Told.Everything(Showings.Present about) -> face.of(now.about(), about);
            case Told.Kept(Showings.Present about) -> face.of(now.about(), about);
            case Told.HubAway(Showings.Present about) -> now.about().hubAway(about);
            case Told.TooLate() -> now.views().of(new Outcome.ShowItAgain());
            case Told.CannotSave() -> now.views().of(new Outcome.CannotSave());
            case Told.CopyWaits(Showings.Present about, Receipt number, Instant until) ->
                now.about().paper(about, number, until);
            case Told.Left left -> throw new IllegalStateException("Nothing is left to show.");
        }));
        written.run();
    }

    private static SessionId session(Context context) {
        SessionId session = touch(context).session;
        if (session == null) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
        return session;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
        return Integer.parseInt(text);
    }

    private static Touch touch(Context context) {
        Touch touch = DeskRoutes.body(context, Touch.class);
        if (touch.event == null) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
        return touch;
    }
}
