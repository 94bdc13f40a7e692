package org.doorstep.kiosk.screen;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import org.doorstep.kiosk.face.StaffViews;
import org.doorstep.kiosk.staff.StaffDoor;
import org.doorstep.relay.contract.EventId;

/// The PIN that goes with a pass of staff, typed on the glass.
final class StaffRoutes {
    private final StaffDoor door;
    private final OnTheGlass glass;

    StaffRoutes(StaffDoor door, OnTheGlass glass) {
        this.door = door;
        this.glass = glass;
    }

    private record PinTouch(EventId event, String value) {
        /// It belongs in no log.
        @Override
        public String toString() {
            return "PinTouch";
        }
    }

    void addTo(RoutesConfig routes) {
        routes.post("/staff/pin", context -> {
            PinTouch touch = DeskRoutes.body(context, PinTouch.class);
            if (touch.event == null || touch.value == null) {
                throw new BadRequestResponse("That is not a touch of this page.");
            }
            StaffDoor.Answer answer = door.tried(touch.event, touch.value);
            context.json(glass.show(now -> new StaffViews(now.words()).of(answer)));
        });
    }
}
