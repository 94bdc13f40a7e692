package org.doorstep.system.campaign;

import java.time.Duration;

/// One thing that goes wrong, with everything chance had to say about it.
sealed interface Fault {
    Kind kind();

    /// `kill -9`, and started again after this time.
    record Kill(Duration away) implements Fault {
        @Override
        public Kind kind() {
            return Kind.KILL;
        }
    }

    record Freeze(Duration still) implements Fault {
        @Override
        public Kind kind() {
            return Kind.FREEZE;
        }
    }

    /// The data partition loses its power with the program, and gets it back after this time.
    record PowerCut(Duration away) implements Fault {
        @Override
        public Kind kind() {
            return Kind.POWER_CUT;
        }
    }

    record DiskFull(Duration lasts) implements Fault {
        @Override
        public Kind kind() {
            return Kind.DISK_FULL;
        }
    }

    /// The card is changed for an earlier copy of it, and at the next such fault changed back, each with what was
    /// written to it meanwhile: two cards of one identity that take turns.
    record OldCard(Duration away) implements Fault {
        @Override
        public Kind kind() {
            return Kind.OLD_CARD;
        }
    }

    /// The hub goes on with a copy of its database from the fault of this kind before.
    record Restored(Duration away) implements Fault {
        @Override
        public Kind kind() {
            return Kind.RESTORED;
        }
    }

    record ClockJump(int years, Duration lasts) implements Fault {
        @Override
        public Kind kind() {
            return Kind.CLOCK_JUMP;
        }
    }

    /// A kiosk starts after a new boot and believes that it is 1970, until it is rebooted to the right time.
    record Reboot1970(Duration lasts) implements Fault {
        @Override
        public Kind kind() {
            return Kind.REBOOT_1970;
        }
    }

    /// The broker (with its hub, if it is embedded) is killed, what it kept is thrown away, and it is started again.
    record StoreWiped(Duration away) implements Fault {
        @Override
        public Kind kind() {
            return Kind.STORE_WIPED;
        }
    }

    record Cut(Duration away) implements Fault {
        @Override
        public Kind kind() {
            return Kind.CUT;
        }
    }

    record Deaf(Duration away) implements Fault {
        @Override
        public Kind kind() {
            return Kind.DEAF;
        }
    }

    record Slow(Duration lasts, int bytesPerSecond, int delayMillis) implements Fault {
        @Override
        public Kind kind() {
            return Kind.SLOW;
        }
    }

    /// So many of a hundred IP packets vanish, both ways; TCP has to make up for it.
    record PacketsLost(Duration lasts, int percent) implements Fault {
        @Override
        public Kind kind() {
            return Kind.PACKETS_LOST;
        }
    }

    /// A share of the messages, both ways: lost, doubled or reordered, by its kind.
    record Messages(Kind kind, Duration lasts, double share) implements Fault {}

    record Replayed(int messages) implements Fault {
        @Override
        public Kind kind() {
            return Kind.REPLAYED;
        }
    }
}
