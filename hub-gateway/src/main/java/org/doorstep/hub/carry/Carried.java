package org.doorstep.hub.carry;

/// What is written to the audit. The names are kept in the database and never change.
public enum Carried {
    /// A file was taken; the detail is the kiosk, and how many events.
    FILE_TAKEN,
    /// A file was given and not taken; the detail is why.
    FILE_REFUSED,
    /// An acknowledgement was fetched, to be carried back; the detail is the kiosk.
    ANSWER_FETCHED,
    /// The file of figures for the central team was fetched.
    FIGURES_FETCHED,
    /// The central team's answer was given.
    FIGURES_SAID
}
