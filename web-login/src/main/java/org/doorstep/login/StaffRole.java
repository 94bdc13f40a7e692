package org.doorstep.login;

import io.javalin.security.RouteRole;

/// What somebody who has signed in is here to do. Each program has its own enum of them; a route names those that may
/// ask for it. The constant's name is what the database keeps, so it may not be renamed.
public interface StaffRole extends RouteRole {
    String name();
}
