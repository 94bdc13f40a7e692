package org.doorstep.kiosk.face;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the page of looks shows: every face by its name, in the language and as somebody wishes
/// `now`, and what else there is to wish. Names are the programs' own, not words for people.
public record Design(
        List<String> faces, List<String> languages, String language, List<Wish> wishes, Map<String, String> now) {
    /// What may be wished, and how.
    public record Wish(String name, List<String> values) {}

    /// One face as the glass shows it. `box` is what lies over it, by its id, and `leaf` the one of
    /// the page at rest that is on top; "" for none. A face that `joins` is of a kiosk without a hub,
    /// whose page has neither ways nor states.
    public record Face(String view, Map<String, String> wishes, boolean home, boolean joins, String box, String leaf) {}

    static final List<String> COLOURS = List.of(
            "ink",
            "ink-soft",
            "paper",
            "surface",
            "line",
            "line-strong",
            "brand",
            "brand-deep",
            "brand-soft",
            "sun",
            "sun-soft",
            "welcome",
            "welcome-soft",
            "notice",
            "notice-soft",
            "trouble",
            "trouble-soft",
            "hero");

    static final List<String> TYPE = List.of("small", "label", "lead", "title", "head", "display", "giant");

    /// The address of a face as it is wished now.
    String face(String name) {
        return "/design/face/" + name + query("", "");
    }

    /// The address of this page with one thing wished otherwise.
    String with(String name, String value) {
        return "/design" + query(name, value);
    }

    private String query(String name, String value) {
        Map<String, String> all = new TreeMap<>(now);
        all.put("lang", language);
        if (!name.isEmpty()) {
            all.put(name, value);
        }
        return "?"
                + all.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining("&"));
    }
}
