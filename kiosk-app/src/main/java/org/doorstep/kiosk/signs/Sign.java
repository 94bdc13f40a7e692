package org.doorstep.kiosk.signs;

import java.util.List;
import org.doorstep.kiosk.hardware.Lamp.Shade;

/// What can be said, and how it looks and sounds. Each is told from the others by its rhythm alone,
/// in the light and in the sound, so neither colour nor hearing is needed. The technician's guide
/// has the same list in words.
public enum Sign {
    /// Somebody was counted in: long light, one long tone.
    WELCOME(List.of(new Step(Shade.WELL, true, 180), new Step(Shade.WELL, false, 2_300))),
    /// Counted already: the light goes off once in between, two short tones.
    ALREADY_IN(List.of(
            new Step(Shade.WELL, true, 70),
            new Step(Shade.DARK, false, 180),
            new Step(Shade.WELL, true, 70),
            new Step(Shade.WELL, false, 1_200))),
    /// Gone home: the light fades in three steps, a short tone and a long.
    GOODBYE(List.of(
            new Step(Shade.WELL, true, 70),
            new Step(Shade.WELL, false, 300),
            new Step(Shade.DARK, true, 180),
            new Step(Shade.WELL, false, 300),
            new Step(Shade.DARK, false, 300),
            new Step(Shade.WELL, false, 300))),
    /// Hold it there again, by itself and still: quick blue light, two short tones close together,
    /// twice.
    AGAIN(List.of(
            new Step(Shade.WAIT, true, 60),
            new Step(Shade.DARK, false, 90),
            new Step(Shade.WAIT, true, 60),
            new Step(Shade.DARK, false, 350),
            new Step(Shade.WAIT, true, 60),
            new Step(Shade.DARK, false, 90),
            new Step(Shade.WAIT, true, 60),
            new Step(Shade.DARK, false, 600))),
    /// Please ask somebody: slow blue light, three long tones.
    ASK(List.of(
            new Step(Shade.WAIT, true, 300),
            new Step(Shade.DARK, false, 300),
            new Step(Shade.WAIT, true, 300),
            new Step(Shade.DARK, false, 300),
            new Step(Shade.WAIT, true, 300),
            new Step(Shade.WAIT, false, 2_500))),
    /// Thank you for saying how you feel: the light turns on and off softly, one short tone. The
    /// same whatever was said, and whether it was counted or set aside.
    THANKS(List.of(
            new Step(Shade.WELL, true, 60),
            new Step(Shade.RESTING, false, 250),
            new Step(Shade.WELL, false, 500),
            new Step(Shade.RESTING, false, 250),
            new Step(Shade.WELL, false, 500)));

    /// The longest that one sign may take, after which the next person's is due.
    static final int MOST_MILLIS = 5_000;

    private final List<Step> steps;

    Sign(List<Step> steps) {
        if (steps.stream().mapToInt(Step::millis).sum() > MOST_MILLIS) {
            throw new IllegalArgumentException("A sign takes " + MOST_MILLIS + " ms at most.");
        }
        this.steps = steps;
    }

    /// One moment of a sign.
    public record Step(Shade shade, boolean tone, int millis) {}

    public List<Step> steps() {
        return steps;
    }
}
