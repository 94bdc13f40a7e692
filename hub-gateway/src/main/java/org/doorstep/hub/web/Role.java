package org.doorstep.hub.web;

import org.doorstep.login.StaffRole;

/// What somebody who signs in is here to do. Each route names the roles that it serves. The names are kept in the
/// database and never change.
public enum Role implements StaffRole {
    /// Everything, including who may sign in and what is in quarantine.
    MANAGER,
    /// What is on, and who is in the room.
    SESSION_LEADER,
    /// Today, and the room's list, from the desk.
    VOLUNTEER_DESK,
    /// Figures, and no list of passes.
    READ_ONLY
}
