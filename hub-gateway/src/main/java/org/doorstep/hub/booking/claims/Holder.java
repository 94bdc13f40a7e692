package org.doorstep.hub.booking.claims;

/// Who has a booking.
public sealed interface Holder {
    /// Somebody, by the name of a pass of theirs as the table `pass` has it: a row of that table
    /// does not last, since it is made again.
    record Resident(String pass) implements Holder {
        public Resident {
            if (pass.isEmpty()) {
                throw new IllegalArgumentException("A resident books with a pass.");
            }
        }

        /// Says nothing of the name, so that a stray log line cannot.
        @Override
        public String toString() {
            return "a resident";
        }
    }

    /// A group, by its row in `party`.
    record Party(long id) implements Holder {}

    /// Whoever had it has left; or the hub itself, which keeps something free.
    record Nobody() implements Holder {}
}
