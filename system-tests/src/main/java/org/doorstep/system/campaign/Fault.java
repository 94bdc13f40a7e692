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

    /// A share of the messages, both ways: lost, doubled or reordered, by its kind.
    record Messages(Kind kind, Duration lasts, double share) implements Fault {}

    record Replayed(int messages) implements Fault {
        @Override
        public Kind kind() {
            return Kind.REPLAYED;
        }
    }
}
