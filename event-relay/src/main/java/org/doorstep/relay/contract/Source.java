package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Who says it: `/hub/{hub}/device/{device}`. The hub refuses an event whose source is not the topic it came on.
public record Source(HubId hub, DeviceId device) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Source parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 5 || !parts[0].isEmpty() || !parts[1].equals("hub") || !parts[3].equals("device")) {
            throw new IllegalArgumentException("A source is written /hub/{hub}/device/{device}.");
        }
        return new Source(new HubId(parts[2]), new DeviceId(parts[4]));
    }

    @Override
    @JsonValue
    public String toString() {
        return "/hub/" + hub + "/device/" + device;
    }
}
