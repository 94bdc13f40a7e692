package org.doorstep.area.login;

import org.doorstep.login.StaffRole;

/// What a member of the central team may do. Kept by name.
public enum Role implements StaffRole {
    /// Sees everything, and asks colleagues in.
    LEAD,
    /// Sees everything.
    MEMBER
}
