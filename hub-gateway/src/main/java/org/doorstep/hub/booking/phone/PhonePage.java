package org.doorstep.hub.booking.phone;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// What is drawn on a phone.
public sealed interface PhonePage {
    Frame frame();

    /// Before the link is used up: a button, since whatever looks at an address in a message would
    /// use it up too.
    record Door(Frame frame, String secret) implements PhonePage {}

    /// There is no link, or not any more, and what to do.
    record Closed(Frame frame) implements PhonePage {}

    /// One of their own. `offered`: it is free now, and waits for their yes or no.
    record Own(String code, String title, String when, String how, boolean offered, String request) {}

    record Mine(Frame frame, List<Own> own) implements PhonePage {}

    /// What a select holds.
    record Choice(String value, String words, boolean now) {}

    record When(Frame frame, List<Choice> days, List<Choice> hours, List<Choice> lengths, String mistake)
            implements PhonePage {}

    /// Something that can be had. What its form sends is whole, so that nothing need be remembered
    /// of who goes away. `most` is how many of it can be had, 1 where there is one.
    record Offer(String bookable, String title, String about, String starts, String ends, int most, String request) {}

    record Free(Frame frame, String when, List<Offer> rooms, List<Offer> tools) implements PhonePage {}

    /// What came of it. `code` is empty where there is none.
    record Done(Frame frame, String title, List<String> sentences, String code, List<Offer> others)
            implements PhonePage {}

    /// Asked once more before it is given back.
    record Cancel(Frame frame, Own own) implements PhonePage {}
}
