package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.doorstep.kiosk.face.AllFaces;
import org.doorstep.kiosk.face.Design;
import org.doorstep.kiosk.face.Faces;
import org.doorstep.kiosk.face.Painter;
import org.doorstep.kiosk.face.StatesView;
import org.doorstep.kiosk.face.View;
import org.doorstep.kiosk.face.Words;
import org.doorstep.kiosk.health.Delivery;

/// The kiosk's looks on one page: its colours, its pieces in every state, and every face in every
/// language, theme and size. Only there while a reader is simulated. Nothing on it does anything.
///
/// `/design/face/NAME` is one face as the glass shows it; `lang`, `theme`, `text`, `seated` and
/// `words` say for whom.
final class DesignRoutes {
    private static final List<Design.Wish> WISHES = List.of(
            new Design.Wish("theme", List.of("light", "dark", "contrast")),
            new Design.Wish("text", List.of("plain", "large")),
            new Design.Wish("seated", List.of("no", "yes")),
            new Design.Wish("words", List.of("plain", "easy")));

    /// These pages look at each other; nothing else may.
    private static final String CONTENT_SECURITY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'self'";

    /// With most to say beneath a face.
    private static final Delivery BEHIND = new Delivery(false, 12, 12, true, false);

    private final AllFaces faces;
    private final Painter painter;
    private final Map<String, Function<Faces, View>> gallery;

    DesignRoutes(AllFaces faces, Painter painter) {
        this.faces = faces;
        this.painter = painter;
        this.gallery = Gallery.faces(faces);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/design", this::page);
        routes.get("/design/face/{name}", this::face);
    }

    private void page(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY);
        Map<String, String> now = wishes(context);
        String language = language(context);
        List<String> languages =
                faces.languages().all().stream().map(Words::tag).toList();
        Design design = new Design(List.copyOf(gallery.keySet()), languages, language, WISHES, now);
        context.html(painter.draw("design.jte", Map.of("words", faces.plain().words(), "design", design)));
    }

    private void face(Context context) {
        context.header("Content-Security-Policy", CONTENT_SECURITY);
        String name = context.pathParam("name");
        Map<String, String> now = wishes(context);
        Faces read = faces.of(language(context), now.get("words").equals("easy"));
        View view = Optional.ofNullable(gallery.get(name))
                .orElseThrow(NotFoundResponse::new)
                .apply(read);
        context.html(painter.draw(
                "designface.jte",
                Map.of(
                        "words",
                        read.words(),
                        "face",
                        new Design.Face(
                                view.name(),
                                now,
                                view instanceof View.Home,
                                view instanceof View.Joining || view instanceof View.Typing,
                                Gallery.BOXES.getOrDefault(name, ""),
                                Gallery.LEAVES.getOrDefault(name, "")),
                        "html",
                        painter.html(view, read.words()),
                        "states",
                        StatesView.of(BEHIND, true, 3, read.words()))));
    }

    /// What is asked for, if it is one of what there is; else the first.
    private static Map<String, String> wishes(Context context) {
        Map<String, String> now = new LinkedHashMap<>();
        WISHES.forEach(wish -> now.put(
                wish.name(),
                Optional.ofNullable(context.queryParam(wish.name()))
                        .filter(wish.values()::contains)
                        .orElse(wish.values().getFirst())));
        return now;
    }

    private String language(Context context) {
        return Optional.ofNullable(context.queryParam("lang")).orElse("");
    }
}
