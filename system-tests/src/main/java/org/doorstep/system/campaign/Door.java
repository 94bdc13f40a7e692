package org.doorstep.system.campaign;

import org.doorstep.system.trial.Part;

/// Where people stand before a kiosk.
enum Door {
    FRONT(Part.KIOSK_1),
    GARDEN(Part.KIOSK_2),
    /// Before the second of two kiosks that both are kiosk 2.
    GARDEN_TWIN(Part.KIOSK_2);

    private final Part part;

    Door(Part part) {
        this.part = part;
    }

    /// The kiosk whose identity it has.
    Part part() {
        return part;
    }
}
