package org.doorstep.kiosk.selftest;

import java.util.Optional;

/// Whoever stands at the kiosk, asked by words.
@FunctionalInterface
public interface Answers {

    /// Yes or no; empty if nobody answers in time, or nobody can.
    Optional<Boolean> to(String question);
}
