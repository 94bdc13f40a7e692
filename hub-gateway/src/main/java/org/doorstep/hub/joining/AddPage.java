package org.doorstep.hub.joining;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The form by which a manager makes a code. `possible`: this hub has a door that devices can call
/// at. `mistake`: empty, or what is wrong with what was typed.
public record AddPage(
        Frame frame, boolean possible, String name, String id, boolean idGiven, List<Choice> choices, String mistake) {

    public record Choice(String value, String name, String what, boolean chosen) {}
}
