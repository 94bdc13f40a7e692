package org.doorstep.kiosk.screen;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import java.util.HashSet;
import java.util.Set;

/// Lets only the kiosk's own page press the kiosk's buttons.
///
/// A name of another site that leads to this address (DNS rebinding) is known by its Host; a page of another site by
/// its Origin. The kiosk has no sign-in, so nothing else stands between such a page and a false count.
final class SamePage {
    private final Set<String> hosts = new HashSet<>();

    SamePage(String bind, int port) {
        hosts.add("127.0.0.1:" + port);
        hosts.add("localhost:" + port);
        hosts.add("[::1]:" + port);
        hosts.add((bind.indexOf(':') < 0 ? bind : "[" + bind + "]") + ":" + port);
    }

    void check(Context context) {
        String host = context.header("Host");
        if (host == null || !hosts.contains(host)) {
            throw new ForbiddenResponse("Not this kiosk's address.");
        }
        String site = context.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new ForbiddenResponse("Not this kiosk's page.");
        }
        boolean reads = context.method() == HandlerType.GET || context.method() == HandlerType.HEAD;
        if (!reads && !("http://" + host).equals(context.header("Origin"))) {
            throw new ForbiddenResponse("Not this kiosk's page.");
        }
    }
}
