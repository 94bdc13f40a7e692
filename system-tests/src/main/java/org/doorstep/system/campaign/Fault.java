package org.doorstep.system.campaign;

import java.time.Duration;

/// One thing that goes wrong, with everything chance had to say about it.
sealed interface Fault {
    default Kind kind() {
        return switch (this) {
            case Kill _ -> Kind.KILL;
            case Freeze _ -> Kind.FREEZE;
            case PowerCut _ -> Kind.POWER_CUT;
            case DiskFull _ -> Kind.DISK_FULL;
            case OldCard _ -> Kind.OLD_CARD;
            case Twin _ -> Kind.TWIN;
            case LastNight _ -> Kind.LAST_NIGHT;
            case SecondCopy _ -> Kind.SECOND_COPY;
            case ClockJump jump -> jump.kind;
            case Reboot1970 reboot -> reboot.kind;
            case StoreWiped _ -> Kind.STORE_WIPED;
            case Cut _ -> Kind.CUT;
            case Deaf _ -> Kind.DEAF;
            case Slow _ -> Kind.SLOW;
            case PacketsLost _ -> Kind.PACKETS_LOST;
            case Messages messages -> messages.kind;
            case Replayed _ -> Kind.REPLAYED;
        };
    }

    /// `kill -9`, and started again after this time.
    record Kill(Duration away) implements Fault {}

    record Freeze(Duration still) implements Fault {}

    /// The data partition loses its power with the program, and gets it back after this time.
    record PowerCut(Duration away) implements Fault {}

    record DiskFull(Duration lasts) implements Fault {}

    /// The card is changed for an earlier copy of it, and at the next such fault changed back, each with what was
    /// written to it meanwhile: two cards of one identity that take turns.
    record OldCard(Duration away) implements Fault {}

    /// The card is copied, and from then on to the end of the round both run.
    record Twin() implements Fault {}

    /// The hub goes on with last night's copy of its database; by the command that is there for it, or by somebody who
    /// does not know it and puts the file in its place.
    record LastNight(Duration away, boolean byCommand) implements Fault {}

    /// The hub's machine is lost with all that was on it, and another is made from the stick and the recovery sheet.
    record SecondCopy(Duration away) implements Fault {}

    /// Of a kiosk or of the hub, by its kind.
    record ClockJump(Kind kind, int years, Duration lasts) implements Fault {}

    /// A kiosk or the hub starts after a new boot and believes that it is 1970, until it is rebooted to the right time.
    record Reboot1970(Kind kind, Duration lasts) implements Fault {}

    /// The broker (with its hub, if it is embedded) is killed, what it kept is thrown away, and it is started again.
    record StoreWiped(Duration away) implements Fault {}

    record Cut(Duration away) implements Fault {}

    record Deaf(Duration away) implements Fault {}

    record Slow(Duration lasts, int bytesPerSecond, int delayMillis) implements Fault {}

    /// So many of a hundred IP packets vanish, both ways; TCP has to make up for it.
    record PacketsLost(Duration lasts, int percent) implements Fault {}

    /// A share of the messages, both ways: lost, doubled or reordered, by its kind.
    record Messages(Kind kind, Duration lasts, double share) implements Fault {}

    record Replayed(int messages) implements Fault {}
}
