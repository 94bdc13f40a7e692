package org.doorstep.system.campaign;

import java.io.IOException;
import java.util.Random;
import org.doorstep.system.network.PacketLine;
import org.doorstep.system.network.UnsteadyLine;

/// The line of one kiosk to its broker, with everything that can be done to it: `unsteady` as a wire, `packets` as
/// something that understands what it carries.
record Lines(UnsteadyLine unsteady, PacketLine packets) implements AutoCloseable {
    static Lines to(int brokerPort, Random random) {
        PacketLine packets = PacketLine.to(brokerPort, random);
        return new Lines(UnsteadyLine.to(packets.port()), packets);
    }

    int port() {
        return unsteady.port();
    }

    void mend() {
        packets.set(PacketLine.Mischief.NONE, 0);
        unsteady.fast();
        unsteady.mend();
    }

    @Override
    public void close() throws IOException {
        unsteady.close();
        packets.close();
    }
}
