package org.doorstep.system.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Seven ports in a row, all of loopback: hub page, area page, two kiosks, broker, the hub's door for its devices, the
/// area's for its hubs.
record Ports(int base) {
    static final int STANDARD = 8400;
    private static final int COUNT = 7;
    static final int HIGHEST_BASE = 65_535 - COUNT + 1;

    int hub() {
        return base;
    }

    int area() {
        return base + 1;
    }

    /// `number` is 1 or 2.
    int kiosk(int number) {
        return base + 1 + number;
    }

    int broker() {
        return base + 4;
    }

    int hubDoor() {
        return base + 5;
    }

    int areaDoor() {
        return base + 6;
    }

    /// The first that another program listens at.
    OptionalInt busy() {
        return IntStream.range(base, base + COUNT).filter(Ports::isBusy).findFirst();
    }

    private static boolean isBusy(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
