package org.doorstep.login;

import io.javalin.security.RouteRole;

/// The role of a route that needs no sign-in: the sign-in page itself, health, or a route that checks a token of its
/// own. Written out, so that leaving a route open is a choice one can see.
public enum Anyone implements RouteRole {
    ANYONE
}
