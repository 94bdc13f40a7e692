package org.doorstep.hub.attendance;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of [UnsureTimes], in words. `clockSaid` is empty while the hub's own clock is kept in step;
/// `mayConfirm` where a person's word is all that it can have.
public record UnsurePage(
        Frame frame, String clockSaid, boolean mayConfirm, long count, List<Item> items, List<Placed> placed) {

    public record Item(String event, String who, String when, String device, List<Choice> choices) {}

    /// What a person has placed, to be taken back. `what` is a sentence.
    public record Placed(String event, String who, String what) {}

    /// `chosen`: what it is counted for meanwhile.
    public record Choice(String value, String words, boolean chosen) {}
}
