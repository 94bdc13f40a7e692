package org.doorstep.login;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;

/// Tells a request of our own pages from one that another site made the browser send.
final class FormOrigin {
    private FormOrigin() {}

    static boolean onlyReads(Context ctx) {
        return ctx.method().equals(HandlerType.GET) || ctx.method().equals(HandlerType.HEAD);
    }

    /// A browser says where a form comes from; a program such as a hub says nothing, and carries no cookie either.
    static boolean isOurs(Context ctx) {
        if (onlyReads(ctx)) {
            return true;
        }
        String site = ctx.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = ctx.header("Origin");
        return origin == null || isHost(origin, ctx.host());
    }

    static boolean carries(Context ctx, String csrf) {
        String header = ctx.header("X-CSRF");
        String given = header == null ? ctx.formParam("csrf") : header;
        return given != null && Secrets.same(given, csrf);
    }

    private static boolean isHost(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equals(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
