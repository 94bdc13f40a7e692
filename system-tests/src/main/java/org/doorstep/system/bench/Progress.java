package org.doorstep.system.bench;

/// Where a measurement says how far it is, for whoever waits for it: some take minutes. Costs next to nothing, but is
/// not to be called within what is measured.
@FunctionalInterface
interface Progress {
    void say(String line);
}
