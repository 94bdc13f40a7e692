package org.doorstep.firmware.render;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;

/// What each device of a hub may write and hear, as Mosquitto reads it (`acl_file`): the same rights
/// as the hub's own broker gives. Written by `doorstep broker new`, and by a running hub that keeps
/// them in step with who is enrolled.
public final class MosquittoRules {
    private MosquittoRules() {}

    /// `gateway`: the name under which the hub itself comes. Devices in the order of their names, so
    /// that the same devices give the same text.
    public static String of(HubId hub, String gateway, Collection<DeviceId> devices) {
        String branch = "doorstep/v1/" + hub + "/";
        return "user " + gateway + "\ntopic readwrite " + branch + "#\n"
                + devices.stream()
                        .map(DeviceId::value)
                        .sorted()
                        .map(device -> ofDevice(device, branch))
                        .collect(Collectors.joining());
    }

    private static String ofDevice(String id, String branch) {
        String own = branch + id + "/";
        // No lane but those there are, as at our own broker.
        String events = Arrays.stream(Lane.values())
                .map(lane -> "topic write " + own + "event/" + lane.text())
                .collect(Collectors.joining("\n"));
        return """

                user %1$s
                %4$s
                topic write %2$sstate
                topic write %2$srequest
                topic write %2$spress
                topic read %2$sack/+
                topic read %2$sreply
                topic read %2$sconfig
                topic read %3$sschedule
                topic read %3$sboard
                topic read %3$stime
                """.formatted(id, own, branch, events);
    }
}
