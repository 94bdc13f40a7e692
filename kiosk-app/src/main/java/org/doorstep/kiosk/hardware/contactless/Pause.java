package org.doorstep.kiosk.hardware.contactless;

/// Lets a chip have its time.
@FunctionalInterface
interface Pause {
    void millis(int millis);

    /// By the machine's clock. An interrupt ends it early and stays set.
    static Pause real() {
        return millis -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
