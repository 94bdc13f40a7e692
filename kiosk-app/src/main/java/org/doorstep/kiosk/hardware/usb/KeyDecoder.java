package org.doorstep.kiosk.hardware.usb;

import java.util.Optional;
import org.doorstep.kiosk.hardware.Reading;

/// From input events to lines of text. Plain Java, for one thread; a new one for each time the device is opened.
///
/// A line ends with Enter, keypad Enter, Tab, line feed, or Ctrl with J or M, whichever the reader is set to; CR LF
/// is one ending, since nothing stands between. A reader set to send no ending at all is not understood: its lines
/// are half read.
final class KeyDecoder {
    /// Readers type a key every 1 to 50 ms. A number that stops for half a second has stopped for good.
    static final long HALF_READ_MICROS = 500_000;

    private final int mostCharacters;
    private final StringBuilder line = new StringBuilder();
    private Optional<Reading.Reason> flaw = Optional.empty();
    private boolean swallowing;
    private long lastKeyMicros;
    private boolean leftShift;
    private boolean rightShift;
    private boolean capsLock;
    private int controlKeysDown;

    KeyDecoder(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    Optional<Typed> feed(InputEvent event) {
        if (event.type() == InputEvent.SYN && event.code() == InputEvent.SYN_DROPPED) {
            // What is missing may have been releases too, so every key counts as up.
            leftShift = false;
            rightShift = false;
            controlKeysDown = 0;
            flaw = Optional.of(Reading.Reason.PART_LOST);
            lastKeyMicros = event.timeMicros();
            return Optional.empty();
        }
        if (event.type() != InputEvent.KEY || event.value() == InputEvent.REPEAT) {
            return Optional.empty();
        }
        boolean pressed = event.value() == InputEvent.PRESS;
        Optional<Typed> stopped =
                pressed && event.timeMicros() - lastKeyMicros > HALF_READ_MICROS ? quiet() : Optional.empty();
        lastKeyMicros = event.timeMicros();
        if (modifier(event.code(), pressed) || !pressed) {
            return stopped;
        }
        Optional<Typed> typed = key(event.code());
        return stopped.isPresent() ? stopped : typed;
    }

    /// Nothing has come for [#HALF_READ_MICROS]: what has been typed so far will not be finished.
    Optional<Typed> quiet() {
        boolean unfinished = !swallowing && (!line.isEmpty() || flaw.isPresent());
        Reading.Reason reason = flaw.orElse(Reading.Reason.HALF_READ);
        startAnew();
        return unfinished ? Optional.of(new Typed.Broken(reason)) : Optional.empty();
    }

    private Optional<Typed> key(int code) {
        if (ends(code)) {
            return end();
        }
        if (swallowing) {
            return Optional.empty();
        }
        Optional<Character> character =
                controlKeysDown > 0 ? Optional.empty() : UsKeys.character(code, leftShift || rightShift, capsLock);
        if (character.isEmpty()) {
            flaw = flaw.or(() -> Optional.of(Reading.Reason.CONTROL_CHARACTERS));
            return Optional.empty();
        }
        if (line.length() == mostCharacters) {
            // Said at once, since it may be megabytes until the ending; the rest is passed over.
            startAnew();
            swallowing = true;
            return Optional.of(new Typed.Broken(Reading.Reason.TOO_LONG));
        }
        line.append(character.get());
        return Optional.empty();
    }

    private Optional<Typed> end() {
        Optional<Typed> typed = swallowing
                ? Optional.empty()
                : flaw.<Typed>map(Typed.Broken::new)
                        .or(() -> line.isEmpty() ? Optional.empty() : Optional.of(new Typed.Line(line.toString())));
        startAnew();
        return typed;
    }

    private boolean ends(int code) {
        return switch (code) {
            case UsKeys.ENTER, UsKeys.KEYPAD_ENTER, UsKeys.LINE_FEED, UsKeys.TAB -> true;
            case UsKeys.J, UsKeys.M -> controlKeysDown > 0;
            default -> false;
        };
    }

    /// Alt and the Windows key count as control keys: some readers type what is not ASCII with them, and no pass
    /// and no card number has any.
    private boolean modifier(int code, boolean pressed) {
        switch (code) {
            case UsKeys.LEFT_SHIFT -> leftShift = pressed;
            case UsKeys.RIGHT_SHIFT -> rightShift = pressed;
            case UsKeys.CAPS_LOCK -> capsLock ^= pressed;
            case UsKeys.LEFT_CTRL,
                    UsKeys.RIGHT_CTRL,
                    UsKeys.LEFT_ALT,
                    UsKeys.RIGHT_ALT,
                    UsKeys.LEFT_META,
                    UsKeys.RIGHT_META -> controlKeysDown = Math.max(0, controlKeysDown + (pressed ? 1 : -1));
            case UsKeys.NUM_LOCK, UsKeys.SCROLL_LOCK -> {
                // Some readers press these to find out that the computer is awake.
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void startAnew() {
        line.setLength(0);
        flaw = Optional.empty();
        swallowing = false;
    }
}
