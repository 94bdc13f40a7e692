package org.doorstep.relay.contract.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.doorstep.relay.contract.Required;
import org.doorstep.relay.contract.Text;

/// A tool that somebody has taken and not brought back. `due` is null where nobody set a time.
public record ToolInHand(
        UnitLabel label,
        String title,
        Instant taken,
        Instant due,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean late) {
    public ToolInHand {
        Required.all(label, taken);
        Text.require("title", title, 1, Board.Bookable.MOST_TITLE);
    }
}
