package org.doorstep.kiosk.hardware.usb;

import org.doorstep.kiosk.hardware.Reading;

/// What a reader that types has typed.
sealed interface Typed {

    /// One line, without its ending, never empty.
    record Line(String text) implements Typed {}

    /// A line that came to nothing.
    record Broken(Reading.Reason reason) implements Typed {}
}
