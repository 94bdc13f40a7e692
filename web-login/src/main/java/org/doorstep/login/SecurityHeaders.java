package org.doorstep.login;

import io.javalin.http.Context;

/// The headers of every answer. Scripts, styles, pictures and fonts come from this program alone, none of them from
/// within a page: what a page shows can never become what it does (OWASP ASVS 5, chapter 3).
final class SecurityHeaders {
    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    static void addTo(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("Referrer-Policy", "same-origin");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        if (!ctx.path().startsWith(Login.STATIC)) {
            ctx.header("Cache-Control", "no-store");
        }
        if (ctx.scheme().equals("https")) {
            ctx.header("Strict-Transport-Security", "max-age=31536000");
        }
    }
}
