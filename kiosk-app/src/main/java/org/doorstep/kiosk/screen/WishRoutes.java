package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.Show;
import org.doorstep.kiosk.face.View;
import org.doorstep.kiosk.face.WishViews;
import org.doorstep.kiosk.hardware.CardWriter;
import org.doorstep.kiosk.wishes.InPass;
import org.doorstep.kiosk.wishes.Wishes;
import org.doorstep.relay.contract.EventId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The touches of "How this screen works for you". Each names the face that it was made at by its
/// number; 0 is home.
final class WishRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(WishRoutes.class);

    private final OnTheGlass glass;
    private final Optional<CardWriter> cards;
    private final Predicate<EventId> knows;
    private final Supplier<Object> home;
    private final Runnable changed;
    private final LongConsumer written;

    /// `knows` tells whether it is known whose card a face's event is of; `home` is the page at rest as
    /// it is wished now; `changed` draws it again on every page; `written` hears the number of the face
    /// on which somebody reads that their card has their wishes too.
    WishRoutes(
            OnTheGlass glass,
            Optional<CardWriter> cards,
            Predicate<EventId> knows,
            Supplier<Object> home,
            Runnable changed,
            LongConsumer written) {
        this.glass = glass;
        this.cards = cards;
        this.knows = knows;
        this.home = home;
        this.changed = changed;
        this.written = written;
    }

    private record Touch(long shown, String value, String event) {
        String said() {
            return value == null ? "" : value;
        }

        /// Which event the face was about, if any: some faces are about what has another name.
        Optional<EventId> about() {
            try {
                return Optional.ofNullable(event)
                        .filter(text -> !text.isEmpty())
                        .map(EventId::parse);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    void addTo(RoutesConfig routes) {
        routes.post("/wishes/sheet", context -> sheet(context, ""));
        routes.post("/wishes/say", this::say);
        routes.post("/wishes/language", this::language);
        routes.post("/wishes/write", this::write);
        routes.post("/wishes/home", this::wentHome);
        routes.post("/wishes/aside", context -> {
            glass.cameBack(touch(context).shown);
            context.status(HttpStatus.NO_CONTENT);
        });
    }

    private void sheet(Context context, String said) {
        Wishes wishes = glass.wishes();
        WishViews.Place place = place(touch(context));
        show(context, now -> now.wishes().sheet(wishes, place, said));
    }

    private WishViews.Place place(Touch touch) {
        if (glass.pass(touch.shown).isPresent()) {
            return new WishViews.Place.InThePass();
        }
        return touch.about()
                .filter(knows)
                .<WishViews.Place>map(WishViews.Place.WithTheHub::new)
                .orElseGet(WishViews.Place.Nowhere::new);
    }

    /// One wish, as `theme:dark`. The answer is the sheet, as it is wished now.
    private void say(Context context) {
        String said = touch(context).said();
        int colon = said.indexOf(':');
        if (colon < 0) {
            throw nobodySays();
        }
        String what = said.substring(0, colon);
        try {
            glass.wished(with(glass.wishes(), what, said.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw nobodySays();
        }
        sheet(context, what);
        changed.run();
    }

    private static Wishes with(Wishes wishes, String what, String value) {
        return switch (what) {
            case "theme" -> wishes.withTheme(Wishes.Theme.valueOf(value.toUpperCase(Locale.ROOT)));
            case "large" -> wishes.withLargeText(Boolean.parseBoolean(value));
            case "aloud" -> wishes.withAloud(Boolean.parseBoolean(value));
            case "easier" -> wishes.withEasyWords(Boolean.parseBoolean(value));
            case "seated" -> wishes.withSeated(Boolean.parseBoolean(value));
            case "still" -> wishes.withStill(Boolean.parseBoolean(value));
            case "switch" ->
                wishes.withOneSwitch(
                        Wishes.OneSwitch.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_')));
            default -> throw new IllegalArgumentException("Nobody wishes that.");
        };
    }

    /// One touch, from home or from any face: what was there is there again in that language.
    private void language(Context context) {
        Touch touch = touch(context);
        try {
            glass.wished(glass.wishes().withLanguage(touch.said()));
        } catch (IllegalArgumentException e) {
            throw nobodySays();
        }
        LanguageRoutes.answer(context, glass.again(touch.shown));
        changed.run();
    }

    /// The pass of whoever is there, with their wishes in it, to be photographed; and written on the
    /// card that it is read from, if there is a reader that can and the card lies there again.
    private void write(Context context) {
        Wishes wishes = glass.wishes();
        Optional<String> pass = glass.pass(touch(context).shown);
        Optional<String> wished = pass.flatMap(text -> InPass.write(text, wishes));
        if (wished.isEmpty()) {
            sheet(context, "");
            return;
        }
        Show face =
                glass.showInPassing(now -> now.wishes().written(wished.get(), cards.isPresent()), touch(context).shown);
        cards.ifPresent(writer -> writer.rewrite(pass.orElseThrow(), wished.get(), how -> told(how, face)));
        context.json(face);
    }

    private void told(CardWriter.Written how, Show face) {
        LOG.info("Wishes for a card: {}", how);
        if (how == CardWriter.Written.DONE) {
            written.accept(face.number());
        }
    }

    private void wentHome(Context context) {
        glass.home(touch(context).shown);
        context.json(home.get());
        changed.run();
    }

    private void show(Context context, Function<Faces, View> face) {
        context.json(glass.showInPassing(face, touch(context).shown));
    }

    private static Touch touch(Context context) {
        return DeskRoutes.body(context, Touch.class);
    }

    private static BadRequestResponse nobodySays() {
        return new BadRequestResponse("That is not a touch of this page.");
    }
}
