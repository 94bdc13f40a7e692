package org.doorstep.system.trial;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.relay.contract.EventId;
import tools.jackson.databind.JsonNode;

/// What a kiosk's page was told to show: which face, and its drawn HTML.
public record Shown(String view, String html) {
    private static final Pattern EVENT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    static Shown of(JsonNode show) {
        return new Shown(show.get("view").stringValue(), show.get("html").stringValue());
    }

    /// The tap or guest that this face is about, where a later touch can still add to it.
    public Optional<EventId> event() {
        Matcher event = EVENT.matcher(html);
        return event.find() ? Optional.of(EventId.parse(event.group())) : Optional.empty();
    }
}
