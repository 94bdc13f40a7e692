package org.doorstep.kiosk.aboutme;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.ResidentWords;

/// What is held about somebody, in parts that each fit into a code on the smallest screen. `visits` says how many of
/// their visits are in it. Immutable.
///
/// In words, each part is lines to be read. For a machine it is JSON, cut up: each part begins with `n/m `, and what
/// follows these, put together, is the whole.
public record CopyOfData(List<String> parts, int visits) {
    /// As a code of some 90 squares a side, which a telephone reads off a 7-inch screen from a hand's width.
    static final int MOST_BYTES = 480;

    /// Forty visits of the longest names come to some thirty parts.
    static final int MOST_PARTS = 64;

    public CopyOfData {
        parts = List.copyOf(parts);
    }

    /// The JSON's only fields: its form is the contract's own (`words` and the answer `about-me` of asyncapi.yaml).
    private record Machine(String what, ResidentWords said, PrivateReply.AboutMe held) {}

    /// Lines that say what is held.
    public static CopyOfData text(List<String> lines, int visits) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String line : lines) {
            if (!part.isEmpty() && bytes(part.toString() + line) > MOST_BYTES) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : "\n").append(line);
        }
        parts.add(part.toString());
        return new CopyOfData(limited(parts), visits);
    }

    /// All of it, for a machine.
    public static CopyOfData json(ResidentWords said, PrivateReply.AboutMe held) {
        String json =
                new String(Wire.writeMessage(new Machine("doorstep-copy-v1", said, held)), StandardCharsets.UTF_8);
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < json.length()) {
            int to = from;
            while (to < json.length() && bytes(json.substring(from, to + 1)) <= MOST_BYTES - 8) {
                to++;
            }
            if (to < json.length() && Character.isHighSurrogate(json.charAt(to - 1))) {
                to--;
            }
            pieces.add(json.substring(from, to));
            from = to;
        }
        List<String> parts = new ArrayList<>();
        for (String piece : pieces) {
            parts.add((parts.size() + 1) + "/" + pieces.size() + " " + piece);
        }
        return new CopyOfData(limited(parts), held.latest().size());
    }

    private static List<String> limited(List<String> parts) {
        if (parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("A copy on the glass has at most " + MOST_PARTS + " parts.");
        }
        return parts;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
