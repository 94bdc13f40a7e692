package org.doorstep.hub.broker;

import java.util.Arrays;
import java.util.Set;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Topics;

/// Which topics a device may write and which it may listen to: its own branch, and the hub's public
/// topics. Pure.
///
/// Every allowed filter is written out, so that a wildcard can never reach further than it should.
record TopicRules(HubId hub) {

    boolean mayPublish(DeviceId device, String topic) {
        String branch = new Topics(hub).of(device);
        if (!topic.startsWith(branch)) {
            return false;
        }
        String rest = topic.substring(branch.length());
        return rest.equals("state") || rest.equals("request") || rest.equals("press") || isOfALane(rest, "event/");
    }

    /// Only the state is kept by the broker for whoever comes later: an event in a retained message
    /// would outlive its acknowledgement.
    boolean mayRetain(DeviceId device, String topic) {
        return topic.equals(new Topics(hub).state(device));
    }

    boolean maySubscribe(DeviceId device, String filter) {
        String branch = new Topics(hub).of(device);
        String hubBranch = Topics.ROOT + hub + "/";
        if (filter.startsWith(branch)) {
            String rest = filter.substring(branch.length());
            return Set.of("reply", "config", "ack/+").contains(rest) || isOfALane(rest, "ack/");
        }
        return Set.of("schedule", "time", "board").stream().anyMatch(news -> filter.equals(hubBranch + news));
    }

    /// No lane but those there are: each topic that was ever written takes memory, and room on the
    /// disk.
    private static boolean isOfALane(String rest, String kind) {
        return Arrays.stream(Lane.values()).anyMatch(lane -> rest.equals(kind + lane.text()));
    }
}
