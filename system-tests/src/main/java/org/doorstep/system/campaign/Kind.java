package org.doorstep.system.campaign;

import java.util.Set;
import org.doorstep.system.trial.TrialHouse;

/// A kind of fault: a row of the table. Its key is what `--kinds` and the results file call it.
enum Kind {
    KILL("kill", "kill -9 of a program", 2, Place.KIOSK_1, Place.KIOSK_2, Place.HUB, Place.BROKER, Place.AREA),
    FREEZE("freeze", "SIGSTOP, then SIGCONT", 10, Place.KIOSK_1, Place.KIOSK_2, Place.HUB, Place.BROKER, Place.AREA),
    POWER_CUT("power", "power cut of the data partition", 2, Place.KIOSK_1, Place.KIOSK_2, Place.HUB),
    DISK_FULL("full", "disk full", 1, Place.KIOSK_1, Place.KIOSK_2, Place.HUB),
    OLD_CARD("card", "another card of the same kiosk put in", 1, Place.KIOSK_1, Place.KIOSK_2),
    /// Once in a round: afterwards there are two.
    TWIN("twin", "two cards of one kiosk at the same time", 0, Place.KIOSK_2),
    LAST_NIGHT("restored", "hub restored, no second copy", 1, Place.HUB),
    SECOND_COPY("copy", "hub restored from its second copy", 1, Place.HUB),
    CLOCK_JUMP("clock", "clock of a kiosk jumps ten years", 3, Place.KIOSK_1, Place.KIOSK_2),
    REBOOT_1970("reboot", "kiosk rebooted to 1970", 1, Place.KIOSK_1, Place.KIOSK_2),
    HUB_CLOCK_JUMP("hub-clock", "clock of the hub jumps ten years", 2, Place.HUB),
    HUB_REBOOT_1970("hub-reboot", "hub rebooted to 1970", 1, Place.HUB),
    STORE_WIPED("wiped", "broker restarted, its store wiped", 1, Place.HUB, Place.BROKER),
    CUT("cut", "line cut", 2, Place.LINE_1, Place.LINE_2),
    DEAF("deaf", "line half open", 1, Place.LINE_1, Place.LINE_2),
    SLOW("slow", "line slow and late", 8, Place.LINE_1, Place.LINE_2),
    PACKETS_LOST("packets", "packets lost", 4, Place.LINE_1, Place.LINE_2),
    LOST("lost", "messages lost", 1, Place.LINE_1, Place.LINE_2),
    DOUBLED("doubled", "messages doubled", 12, Place.LINE_1, Place.LINE_2),
    REORDERED("reordered", "messages out of order", 10, Place.LINE_1, Place.LINE_2),
    REPLAYED("replayed", "captured messages replayed", 12, Place.LINE_1, Place.LINE_2);

    private final String key;
    private final String title;
    private final int weight;
    private final Set<Place> places;

    /// `weight` is how often it comes beside the others of its place, once each has had its turn: what takes long to
    /// get over comes seldom, so that a place is not away for most of a run.
    Kind(String key, String title, int weight, Place... places) {
        this.key = key;
        this.title = title;
        this.weight = weight;
        this.places = Set.of(places);
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    int weight() {
        return weight;
    }

    boolean strikes(Place place, Furnishing house) {
        return places.contains(place)
                && switch (this) {
                    // The embedded broker's store is the hub's; another broker's is its own.
                    case STORE_WIPED -> place == Place.BROKER || house.broker() == TrialHouse.Broker.EMBEDDED;
                    case SECOND_COPY -> house.secondCopy();
                    case LAST_NIGHT, TWIN -> !house.secondCopy();
                    default -> true;
                };
    }
}
