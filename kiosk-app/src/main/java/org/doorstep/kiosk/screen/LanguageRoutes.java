package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.doorstep.kiosk.face.AllFaces;
import org.doorstep.kiosk.face.Show;

/// The languages to choose from, one touch from every face, and the way back to what was there.
final class LanguageRoutes {
    private final AllFaces faces;
    private final OnTheGlass glass;

    LanguageRoutes(AllFaces faces, OnTheGlass glass) {
        this.faces = faces;
        this.glass = glass;
    }

    /// `shown` is the number of the face that was touched; 0 is home.
    private record Touch(long shown) {}

    void addTo(RoutesConfig routes) {
        routes.post(
                "/wishes/languages",
                context -> context.json(glass.showInPassing(now -> faces.choice(now.words()), shown(context))));
        routes.post("/wishes/back", context -> answer(context, glass.again(shown(context))));
    }

    /// What was on the glass before; without content, home was.
    static void answer(Context context, Optional<Show> before) {
        before.ifPresentOrElse(context::json, () -> context.status(HttpStatus.NO_CONTENT));
    }

    private static long shown(Context context) {
        return DeskRoutes.body(context, Touch.class).shown;
    }
}
