package org.doorstep.system.campaign;

import org.doorstep.system.trial.Part;

/// Where faults strike. Each place has its own list of faults and its own thread, so that faults overlap between places
/// and never within one.
enum Place {
    KIOSK_1(Part.KIOSK_1),
    KIOSK_2(Part.KIOSK_2),
    HUB(Part.HUB),
    /// Only where the broker is a program of its own.
    BROKER(Part.BROKER),
    AREA(Part.AREA),
    LINE_1(Part.KIOSK_1),
    LINE_2(Part.KIOSK_2);

    private final Part part;

    Place(Part part) {
        this.part = part;
    }

    /// The program, or for a line the kiosk whose line it is.
    Part part() {
        return part;
    }

    boolean isLine() {
        return this == LINE_1 || this == LINE_2;
    }

    boolean isKiosk() {
        return this == KIOSK_1 || this == KIOSK_2;
    }
}
