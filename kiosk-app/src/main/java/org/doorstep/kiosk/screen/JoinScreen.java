package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.kiosk.face.JoinViews;
import org.doorstep.kiosk.face.Languages;
import org.doorstep.kiosk.face.Painter;
import org.doorstep.kiosk.face.Show;
import org.doorstep.kiosk.face.View;
import org.doorstep.kiosk.face.Words;
import org.doorstep.kiosk.hardware.simulated.Simulator;
import org.doorstep.kiosk.health.Readers;
import org.doorstep.kiosk.joining.Joining;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.JoiningCode;
import tools.jackson.core.JacksonException;

/// The page of a kiosk that belongs to no hub yet, in the place where its home will be. Safe for
/// all threads.
public final class JoinScreen implements AutoCloseable {
    private final Joining joining;
    private final Words words;
    private final Painter painter = new Painter();
    private final Broadcast pages = new Broadcast();
    private final JoinViews views;
    private final Readers readers;
    private final PageServer server;
    private volatile Show shown;

    /// What was typed, as it was typed.
    private record Typed(String address, String code) {}

    /// What `/health` answers: it works, and belongs to nobody.
    private record Health(boolean ok, String version, boolean joined, List<DeviceState.ReaderState> readers) {}

    /// Port 0 takes any that is free. `language` is the kiosk's own.
    public JoinScreen(
            Screen.Address address,
            String language,
            Joining joining,
            Readers readers,
            Optional<Simulator> simulator,
            String version) {
        this.words = Languages.found(language).own();
        this.joining = joining;
        this.readers = readers;
        this.views = new JoinViews(words, readers);
        this.shown = painter.show(views.of(joining.state()), words);
        this.server = new PageServer(address, routes -> {
            routes.get("/", context -> page(context, simulator.isPresent()));
            routes.get(
                    "/health",
                    context -> context.json(new Health(readers.away().isEmpty(), version, false, readers.states())));
            routes.sse("/events", client -> pages.add(client, new Broadcast.News("show", shown)));
            addTo(routes);
            simulator.ifPresent(pressed -> new SimulatorRoutes(pressed, painter, words).addTo(routes));
        });
        joining.watch(change -> show());
        show();
    }

    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        pages.close();
        server.close();
    }

    private void addTo(RoutesConfig routes) {
        routes.post("/join/type", context -> context.json(painter.show(new View.Typing("address", ""), words)));
        routes.post("/join/back", context -> context.json(painter.show(views.of(joining.state()), words)));
        routes.post("/join/typed", this::typed);
        routes.post("/join/again", context -> {
            joining.again();
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.post("/join/another", context -> {
            joining.anotherCode();
            context.status(HttpStatus.NO_CONTENT);
        });
    }

    private void typed(Context context) {
        Typed typed = body(context);
        Optional<DoorAddress> door = DoorAddress.parse(typed.address);
        Optional<JoiningCode> code = JoiningCode.parse(typed.code);
        if (door.isEmpty()) {
            context.json(painter.show(new View.Typing("address", words.say("typing.no-address")), words));
        } else if (code.isEmpty()) {
            context.json(painter.show(new View.Typing("code", words.say("typing.no-code")), words));
        } else {
            joining.typed(door.get(), code.get());
            context.status(HttpStatus.NO_CONTENT);
        }
    }

    private void page(Context context, boolean simulated) {
        context.html(painter.draw("join.jte", Map.of("words", words, "shown", shown, "simulated", simulated)));
    }

    /// Drawn one after the other, and each time what is so by then, however late a change is heard
    /// of: so a page is never left with an earlier face.
    private synchronized void show() {
        shown = painter.show(views.of(joining.state()), words);
        pages.tell("show", shown);
    }

    private static Typed body(Context context) {
        try {
            Typed typed = context.bodyAsClass(Typed.class);
            if (typed == null || typed.address == null || typed.code == null) {
                throw new BadRequestResponse("Nothing was typed.");
            }
            return typed;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadRequestResponse("That is not a touch of this page.");
        }
    }
}
