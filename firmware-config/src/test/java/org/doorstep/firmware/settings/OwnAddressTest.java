package org.doorstep.firmware.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnAddressTest {
    private static final List<InetAddress> OWN =
            List.of(InetAddress.ofLiteral("fe80::1"), InetAddress.ofLiteral("192.168.7.20"));

    @Test
    void pagesServedEverywhereAreFoundAtThisMachinesOwnAddress() {
        for (String bind : List.of("0.0.0.0", "[::]", "[0:0:0:0:0:0:0:0]")) {
            assertThat(OwnAddress.of(URI.create("http://" + bind + ":8400/begin/Ab-_9"), OWN))
                    .as(bind)
                    .hasToString("http://192.168.7.20:8400/begin/Ab-_9");
        }
    }

    @Test
    void anAddressThatIsNamedStays() {
        for (String bind : List.of("127.0.0.1", "[::1]", "hub.local")) {
            URI page = URI.create("http://" + bind + ":8400/");
            assertThat(OwnAddress.of(page, OWN)).isEqualTo(page);
        }
    }

    @Test
    void withoutANetworkItIsThisMachineAlone() {
        assertThat(OwnAddress.of(URI.create("http://0.0.0.0:8400/"), List.of())).hasToString("http://localhost:8400/");
    }
}
