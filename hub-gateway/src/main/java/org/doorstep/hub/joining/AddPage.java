package org.doorstep.hub.joining;

import java.util.List;
import java.util.Map;
import org.doorstep.hub.web.Frame;

/// The form by which a manager makes a code. `possible`: this hub has a door that devices can call
/// at. `ownBroker`: it also lets in by itself whoever has joined. `mistakes`: in words, by the field
/// that each is of; one of [#FORM] is of no field.
public record AddPage(
        Frame frame,
        boolean possible,
        boolean ownBroker,
        String name,
        String id,
        boolean idGiven,
        List<Choice> choices,
        Map<String, String> mistakes) {
    static final String FORM = "form";

    /// Empty if there is none.
    public String mistake(String field) {
        return mistakes.getOrDefault(field, "");
    }

    public record Choice(String value, String name, String what, boolean chosen) {}
}
