package org.doorstep.area.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.doorstep.login.Anyone;

/// Styles, scripts and the typeface, out of the jar. Only names of the plain alphabet: nothing leads elsewhere.
final class StaticFiles {
    private static final String FOLDER = "/org/doorstep/area/web/static/";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private StaticFiles() {}

    static void addTo(RoutesConfig routes) {
        routes.get("/static/{file}", ctx -> serve(ctx, ctx.pathParam("file")), Anyone.ANYONE);
        routes.get("/static/vendor/{file}", ctx -> serve(ctx, "vendor/" + ctx.pathParam("file")), Anyone.ANYONE);
    }

    private static void serve(Context ctx, String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        InputStream file =
                name.matches("(vendor/)?[a-z0-9.-]+") ? StaticFiles.class.getResourceAsStream(FOLDER + name) : null;
        if (type == null || file == null) {
            ctx.status(404);
            return;
        }
        try (file) {
            ctx.contentType(type)
                    .header("Cache-Control", "public, max-age=3600")
                    .result(file.readAllBytes());
        }
    }
}
