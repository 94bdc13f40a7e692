package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.settings.SettingsException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadSettingsTest {
    @TempDir
    Path folder;

    @Test
    void secretFilesThatCannotBeReadAreToldTogetherAndWithTheRest() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));
        Path settings = Files.writeString(folder.resolve("settings.properties"), """
                data.dir = %s
                hub.id = fold
                hub.name = The Fold
                devices.dir = %s
                broker.mode = external
                broker.secret-file = /not/there
                area.url = http://127.0.0.1:8401
                area.token-file = %s
                """.formatted(folder, folder, empty));

        assertThatThrownBy(() -> Settings.read(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(
                        "broker.secret-file: That file is not there, or cannot be read.",
                        "area.token-file: That file is empty.",
                        "hub.zone: It is missing.");
    }

    @Test
    @Tag("slow")
    void pagesThatCannotBeServedAreToldWithTheirKeyAndNothingRuns() throws Exception {
        KeyFiles.make(Files.createDirectory(folder.resolve("keys")), new SecureRandom());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            CommandLine.Ended ended = serve("127.0.0.1", taken.getLocalPort());
            assertThat(ended.code()).as(ended.err()).isEqualTo(2);
            assertThat(ended.err()).contains("web.port: Another program is at port " + taken.getLocalPort());
        }
        CommandLine.Ended ended = serve("203.0.113.9", 8400);
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains("web.bind: Pages cannot be served at 203.0.113.9");
    }

    private CommandLine.Ended serve(String bind, int port) throws Exception {
        int brokerPort;
        try (ServerSocket free = new ServerSocket(0)) {
            brokerPort = free.getLocalPort();
        }
        Path settings =
                Files.writeString(folder.resolve("settings.properties"), """
                data.dir = %1$s
                hub.id = fold
                hub.name = The Fold
                hub.zone = Europe/London
                devices.dir = %1$s/devices
                broker.port = %2$d
                web.bind = %3$s
                web.port = %4$d
                """.formatted(folder, brokerPort, bind, port));
        return CommandLine.run(folder, "--settings", settings.toString());
    }
}
