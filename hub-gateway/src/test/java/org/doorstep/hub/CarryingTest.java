package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.relay.carry.CarryKeys;
import org.doorstep.relay.carry.FiguresTaken;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command says to whoever gives it a file.
class CarryingTest {
    private static final HubId HUB = new HubId("millbrook");

    @TempDir
    Path folder;

    @Test
    void theCentralTeamsAnswerIsSentToThePageAndNotCalledAKiosksFileWithoutAKey() throws Exception {
        SecureRandom random = new SecureRandom();
        KeyFiles.make(Files.createDirectories(folder.resolve("keys")), random);
        FiguresTaken answer = new FiguresTaken(HUB, "a".repeat(32), TestHub.TUESDAY, FigureCursor.NONE);
        Path file = folder.resolve(answer.fileName());
        Files.write(
                file,
                answer.signed(new CarryKeys.Signer(
                        "0001",
                        KeyPairGenerator.getInstance("Ed25519")
                                .generateKeyPair()
                                .getPrivate())));
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        boolean taken = new Carrying(
                        settings(),
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        InstantSource.fixed(TestHub.TUESDAY),
                        random)
                .in(List.of(file));

        assertThat(taken).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("central team's answer", "page Carried")
                .doesNotContain("SENDER_WITHOUT_KEY");
    }

    private Settings settings() {
        return new Settings(
                folder,
                HUB,
                "Millbrook Fold",
                TestHub.ZONE,
                new Settings.Web("127.0.0.1", 0),
                new Settings.Broker.Embedded("127.0.0.1", 0, new Settings.Entry.OwnSecret()),
                new Settings.Door.Closed(),
                folder.resolve("devices"),
                folder.resolve("activities.csv"),
                new Settings.Area.None(),
                new Settings.Copy.None());
    }
}
