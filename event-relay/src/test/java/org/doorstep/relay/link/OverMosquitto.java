package org.doorstep.relay.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract of links on a real Mosquitto, through wires that can be cut.
abstract class OverMosquitto extends LinkContract {
    @TempDir
    Path folder;

    final Map<Link, CuttableProxy> wires = new HashMap<>();
    Mosquitto mosquitto;

    abstract Mosquitto startBroker() throws IOException;

    abstract LinkSecurity security(String clientName);

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Mosquitto.isHere(), "Mosquitto is not installed: apt-get install mosquitto");
        mosquitto = startBroker();
    }

    @AfterEach
    void stop() {
        wires.values().forEach(CuttableProxy::close);
        if (mosquitto != null) {
            mosquitto.close();
        }
    }

    @Override
    Link link(String clientName, List<String> filters, Presence presence) {
        try {
            CuttableProxy wire = new CuttableProxy(mosquitto.port());
            Link link = new PahoLink(
                    new BrokerAddress("127.0.0.1", wire.port()),
                    clientName,
                    security(clientName),
                    filters,
                    presence,
                    new Random(1));
            wires.put(link, wire);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void carry() {
        // Mosquitto carries by itself.
    }

    @Override
    void breakAndMend(Link link) {
        wires.get(link).cutAll();
    }
}
