package org.doorstep.hub.completeness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.DeviceState;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.jdbi.v3.core.Handle;

/// The last rows that a heartbeat stated, and their form in a table: a line each.
record Tails(List<DeviceState.LaneTail> tails) {
    Tails {
        tails = List.copyOf(tails);
    }

    static Tails parse(String text) {
        List<DeviceState.LaneTail> tails = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] parts = line.split(" ");
            tails.add(new DeviceState.LaneTail(new StoreId(parts[0]), Lane.parse(parts[1]), Long.parseLong(parts[2])));
        }
        return new Tails(tails);
    }

    String text() {
        return tails.stream()
                .map(tail -> tail.store().value() + " " + tail.lane().text() + " " + tail.last() + "\n")
                .collect(Collectors.joining());
    }

    /// Whether every lane that was stated before is still stated, and no shorter.
    boolean reach(Tails before) {
        return before.tails.stream().allMatch(then -> tails.stream()
                .anyMatch(now ->
                        now.store().equals(then.store()) && now.lane() == then.lane() && now.last() >= then.last()));
    }

    /// Whether the hub has every row up to these, or knows it to be lost.
    boolean areHere(Handle handle, DeviceId device) {
        return tails.stream().allMatch(tail -> handle.createQuery("""
                        SELECT count(*)
                        FROM inbox_stream
                        WHERE device = :device AND store = :store AND lane = :lane AND through >= :last
                        """)
                .bind("device", device.value())
                .bind("store", tail.store().value())
                .bind("lane", tail.lane().text())
                .bind("last", tail.last())
                .mapTo(Integer.class)
                .one()
                .equals(1));
    }
}
