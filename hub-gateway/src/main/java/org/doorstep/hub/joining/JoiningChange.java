package org.doorstep.hub.joining;

/// What this feature writes to the audit. Kept names: add, never rename.
enum JoiningChange {
    /// A code was made; the detail is the kiosk's name.
    JOINING_CODE_MADE,
    JOINING_CODE_TAKEN_BACK
}
