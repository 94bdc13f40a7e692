package org.doorstep.hub.web;

import io.javalin.security.RouteRole;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;
import org.doorstep.login.Anyone;

/// Who a route is for. [Routes] takes no route without one.
public sealed interface Access {
    /// Anybody, signed in or not: health, and the description of the API.
    Access OPEN = new Open();

    /// Anybody, signed in or not.
    record Open() implements Access {}

    /// Whoever has a secret of their own that the route itself looks for: a resident's phone.
    Access BY_SECRET = new BySecret();

    /// Whoever has a secret of their own, signed in or not; the route closes itself to all others.
    record BySecret() implements Access {}

    /// A program that knows this token, whoever is signed in: what watches the hub. Compared in constant time.
    record Bearer(String token) implements Access {
        boolean matches(String header) {
            return header != null
                    && MessageDigest.isEqual(
                            header.getBytes(StandardCharsets.UTF_8),
                            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
        }

        /// A record would print its token.
        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /// These roles and no other. `recorded`: each opening is written to the audit, because the page is a working
    /// view with exact figures or a list of passes.
    record Roles(Set<Role> roles, boolean recorded) implements Access {
        public Roles {
            roles = Set.copyOf(roles);
        }
    }

    static Roles to(Role first, Role... more) {
        return new Roles(EnumSet.of(first, more), false);
    }

    /// A working view: exact, and its opening recorded.
    static Roles workingView(Role first, Role... more) {
        return new Roles(EnumSet.of(first, more), true);
    }

    default boolean admits(Role role) {
        return switch (this) {
            case Open open -> true;
            case Bearer bearer -> false;
            case BySecret secret -> false;
            case Roles named -> named.roles.contains(role);
        };
    }

    /// In the form in which the sign-in checks it before the route is reached.
    default RouteRole[] routeRoles() {
        return switch (this) {
            case Open open -> new RouteRole[] {Anyone.ANYONE};
            // The token is looked at by the route itself.
            case Bearer bearer -> new RouteRole[] {Anyone.ANYONE};
            case BySecret secret -> new RouteRole[] {Anyone.ANYONE};
            case Roles named -> named.roles.toArray(RouteRole[]::new);
        };
    }
}
