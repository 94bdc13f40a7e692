package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import org.doorstep.kiosk.face.Painter;
import org.doorstep.kiosk.face.Words;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.hardware.camera.QrPictures;
import org.doorstep.kiosk.hardware.simulated.SimulatedReader;
import org.doorstep.kiosk.hardware.simulated.Simulator;
import tools.jackson.core.JacksonException;

/// The page of buttons that stand for cards, passes and plugs. Only there while a reader is simulated.
///
/// What is pressed goes through the ports like any reading, so a kiosk on a laptop is the whole kiosk.
final class SimulatorRoutes {
    private final Simulator simulator;
    private final Painter painter;
    private final Words words;

    SimulatorRoutes(Simulator simulator, Painter painter, Words words) {
        this.simulator = simulator;
        this.painter = painter;
        this.words = words;
    }

    private record CardPress(String number) {}

    private record CodePress(String text) {}

    private record PlugPress(boolean card, boolean in) {}

    void addTo(RoutesConfig routes) {
        routes.get("/simulator", this::page);
        routes.post("/simulator/card", this::card);
        routes.post("/simulator/code", this::code);
        routes.post("/simulator/picture", this::picture);
        routes.post("/simulator/plug", this::plug);
    }

    private void page(Context context) {
        context.html(painter.draw("simulator.jte", Map.of("words", words, "simulator", simulator)));
    }

    private void card(Context context) {
        CardPress press = body(context, CardPress.class);
        present(context, simulator.card(), CardNumbers.typed(press.number, CardNumbers.Chip.UNKNOWN));
    }

    private void code(Context context) {
        // Plain text may be of any length, as what a scanner reads may; JSON is what the page sends, and is kept short.
        boolean plain = "text/plain".equals(context.contentType());
        String text = plain ? context.body() : body(context, CodePress.class).text;
        present(context, simulator.code(), Reading.Code.of(text));
    }

    private void picture(Context context) {
        present(context, simulator.code(), QrPictures.read(context.bodyAsBytes()));
    }

    private void plug(Context context) {
        PlugPress press = body(context, PlugPress.class);
        (press.card ? simulator.card() : simulator.code()).ifPresent(reader -> {
            if (press.in) {
                reader.plugIn();
            } else {
                reader.unplug();
            }
        });
        context.status(HttpStatus.NO_CONTENT);
    }

    private static void present(Context context, Optional<SimulatedReader> reader, Reading reading) {
        boolean taken = reader.isPresent() && reader.get().present(reading);
        context.status(taken ? HttpStatus.NO_CONTENT : HttpStatus.CONFLICT);
    }

    private static <T> T body(Context context, Class<T> type) {
        try {
            T press = context.bodyAsClass(type);
            if (press == null) {
                throw new BadRequestResponse("Nothing was sent.");
            }
            return press;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadRequestResponse("That is not a press of this page.");
        }
    }
}
