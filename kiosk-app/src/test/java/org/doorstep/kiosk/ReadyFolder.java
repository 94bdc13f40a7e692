package org.doorstep.kiosk;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.doorstep.relay.contract.passes.PassKeys;

/// The folder of a kiosk whose hub is away, for tests that start the real program.
final class ReadyFolder {
    private ReadyFolder() {}

    /// Writes what the program reads at its start. Returns the port that its page is to have.
    static int settings(Path folder) throws Exception {
        String passKeys = PassKeys.text(
                "0001",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
        byte[] sealing = new X25519PrivateKeyParameters(new SecureRandom())
                .generatePublicKey()
                .getEncoded();
        Files.writeString(folder.resolve("secret"), "not-used");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("settings.properties"), """
                data.dir = %s
                hub.id = millbrook
                device.id = kiosk-1
                hub.zone = Europe/London
                screen.port = %d
                broker.port = 1
                broker.secret-file = %s
                pass.keys = %s
                sealing.key = 0001:%s
                reader.card = simulated
                """.formatted(
                        folder,
                        port,
                        folder.resolve("secret"),
                        passKeys,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(sealing)));
        return port;
    }
}
