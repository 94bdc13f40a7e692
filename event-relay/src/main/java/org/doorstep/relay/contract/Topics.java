package org.doorstep.relay.contract;

/// The topic names, all under `doorstep/v1/{hub}/`. Nothing personal is ever in one.
public record Topics(HubId hub) {
    public static final String ROOT = "doorstep/v1/";

    /// Which device and lane an event topic names.
    public record EventTopic(DeviceId device, Lane lane) {}

    public String event(DeviceId device, Lane lane) {
        return of(device) + "event/" + lane.text();
    }

    public String ack(DeviceId device, Lane lane) {
        return of(device) + "ack/" + lane.text();
    }

    public String acksTo(DeviceId device) {
        return of(device) + "ack/+";
    }

    public String state(DeviceId device) {
        return of(device) + "state";
    }

    public String request(DeviceId device) {
        return of(device) + "request";
    }

    public String reply(DeviceId device) {
        return of(device) + "reply";
    }

    /// Where a box of buttons without a memory says that one was pressed ([Press]).
    public String press(DeviceId device) {
        return of(device) + "press";
    }

    public String schedule() {
        return ROOT + hub + "/schedule";
    }

    /// Which rooms and tools there are, and when they are taken
    /// ([org.doorstep.relay.contract.bookings.Board]).
    public String board() {
        return ROOT + hub + "/board";
    }

    /// The hub's beacon.
    public String time() {
        return ROOT + hub + "/time";
    }

    public String everyEvent() {
        return ROOT + hub + "/+/event/+";
    }

    public String everyState() {
        return ROOT + hub + "/+/state";
    }

    public String everyRequest() {
        return ROOT + hub + "/+/request";
    }

    public String everyPress() {
        return ROOT + hub + "/+/press";
    }

    /// Everything this device alone may write to or read: `doorstep/v1/{hub}/{device}/`.
    public String of(DeviceId device) {
        return ROOT + hub + "/" + device + "/";
    }

    /// Throws IllegalArgumentException if the topic is not one of this hub's event topics.
    public EventTopic parseEvent(String topic) {
        String[] parts = parts(topic);
        if (parts.length != 3 || !parts[1].equals("event")) {
            throw new IllegalArgumentException("Not an event topic.");
        }
        return new EventTopic(new DeviceId(parts[0]), Lane.parse(parts[2]));
    }

    /// The device whose branch this topic is in; throws IllegalArgumentException if it is in none
    /// of this hub's.
    public DeviceId deviceOf(String topic) {
        return new DeviceId(parts(topic)[0]);
    }

    private String[] parts(String topic) {
        String prefix = ROOT + hub + "/";
        if (!topic.startsWith(prefix)) {
            throw new IllegalArgumentException("Not a topic of this hub.");
        }
        return topic.substring(prefix.length()).split("/", -1);
    }
}
