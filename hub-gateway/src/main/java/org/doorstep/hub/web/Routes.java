package org.doorstep.hub.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.sse.SseHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorstep.login.Login;
import org.doorstep.login.Visitor;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.Kind;

/// Where every feature adds its routes, each with whom it is for: none can be added without saying so. Filled
/// while the program starts.
public final class Routes {
    /// The API's addresses all begin so.
    public static final String API = "/api/v1";

    private final RoutesConfig routes;
    private final Site site;
    private final Login<Role> login;
    private final List<Route> all = new ArrayList<>();
    private final List<Live> lives = new ArrayList<>();
    private final Map<String, Long> uploads = new HashMap<>();
    private final Fields fields = Fields.kept();

    /// A route as it was added: what the tests of access go through.
    public record Route(HandlerType method, String path, Access access) {}

    Routes(RoutesConfig routes, Site site, Login<Role> login) {
        this.routes = routes;
        this.site = site;
        this.login = login;
    }

    /// Who a working view is for that shows these columns (`hub.visit.arrived_at`): the roles that may
    /// read every one of them by the file of fields, and no other. Throws where nobody may.
    public Access.Roles reading(String first, String... more) {
        List<Kind> kinds = Stream.concat(Stream.of(first), Arrays.stream(more))
                .map(fields::kindOf)
                .flatMap(Optional::stream)
                .toList();
        Set<Role> roles = Arrays.stream(Role.values())
                .filter(role -> kinds.stream().allMatch(kind -> kind.mayBeReadBy(role)))
                .collect(Collectors.toSet());
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(
                    "By the file of fields no role may read " + first + ", " + String.join(", ", more) + ".");
        }
        return new Access.Roles(roles, true);
    }

    /// A page, a file or an answer of the API.
    public Routes get(Access access, String path, Handler handler) {
        return add(HandlerType.GET, access, path, handler);
    }

    /// A page that the way around leads to, under the words of `key`; those of `key.about` say in a sentence what it
    /// is for.
    public Routes page(Access access, Section section, String path, String key, Handler handler) {
        site.addEntry(section, key, path, access);
        return get(access, path, handler);
    }

    /// A change. From somebody signed in it needs their session's token, whoever it is for.
    public Routes post(Access access, String path, Handler handler) {
        return add(HandlerType.POST, access, path, handler);
    }

    /// As [#post], of a form with a file, whose body may be longer than any other's.
    public Routes upload(Access access, String path, long mostBytes, Handler handler) {
        uploads.put(path, mostBytes);
        return post(access, path, handler);
    }

    /// How long a body may be that is sent to this address.
    long mostBytes(String path) {
        return uploads.getOrDefault(path, (long) WebServer.MOST_BODY_BYTES);
    }

    /// A page's own stream of what changes (server-sent events).
    public Routes live(Access.Roles access, String path, Live live) {
        all.add(new Route(HandlerType.GET, path, access));
        lives.add(live);
        SseHandler stream = new SseHandler(0, client -> live.serve(client, login));
        routes.get(path, stream, access.routeRoles());
        return this;
    }

    public List<Route> all() {
        return List.copyOf(all);
    }

    void close() {
        lives.forEach(Live::close);
    }

    private Routes add(HandlerType method, Access access, String path, Handler handler) {
        all.add(new Route(method, path, access));
        io.javalin.http.Handler route = context -> {
            Optional<Visitor<Role>> visitor = login.visitor(context);
            if (access instanceof Access.Bearer bearer && !bearer.matches(context.header("Authorization"))) {
                Refusal.answer(
                        context, site, visitor, visitor.isEmpty() ? Refusal.SIGN_IN_FIRST : Refusal.ANOTHER_ROLE);
                return;
            }
            if (access instanceof Access.Roles roles && roles.recorded()) {
                visitor.ifPresent(who -> login.audit().add(who.name(), Opened.VIEW_OPENED, context.path()));
            }
            handler.handle(new Exchange(context, site, visitor));
        };
        if (method.equals(HandlerType.POST)) {
            routes.post(path, route, access.routeRoles());
        } else {
            routes.get(path, route, access.routeRoles());
        }
        return this;
    }
}
