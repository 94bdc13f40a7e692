package org.doorstep.hub.web;

/// The parts of the way around, in the order in which they stand: pages that one kind of work needs
/// are together, so that nobody reads through all of them to find one. Their words are under
/// `section.` and the constant's name.
public enum Section {
    /// Is everything all right, and who is here?
    TODAY,
    /// What is on, and how it goes.
    SESSIONS,
    /// Who has what when, and who waits.
    ROOMS_AND_TOOLS,
    /// What can be booked, by which rules, and by whom: looked at now and then.
    SETTING_UP,
    /// What waits for somebody who knows better than the machine.
    TO_PUT_RIGHT,
    /// Passes, and whose they are.
    PASSES,
    /// The machines.
    KIOSKS,
    /// What it keeps, and who works here.
    THIS_HUB
}
