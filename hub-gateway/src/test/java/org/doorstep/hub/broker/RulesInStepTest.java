package org.doorstep.hub.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.firmware.keys.RegisteredDevices.Because;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may enter a Mosquitto follows who is enrolled; a script stands in for the signal and
/// writes down that it was given.
class RulesInStepTest {
    private static final DeviceId FRONT = new DeviceId("front");
    private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");

    @TempDir
    private Path folder;

    private RegisteredDevices devices;
    private Path list;
    private Path rules;
    private Path given;
    private RulesInStep inStep;

    @BeforeEach
    void aBrokerThatKnowsNobody() throws IOException {
        devices = new RegisteredDevices(Files.createDirectory(folder.resolve("devices")));
        list = Files.createDirectories(folder.resolve("identity/issuing")).resolve("revoked.crl");
        Files.writeString(list, "nobody");
        rules = folder.resolve("rules");
        given = folder.resolve("given");
        Path signal = folder.resolve("signal");
        Files.writeString(signal, "#!/bin/sh\ntest ! -e \"$1.fails\" && echo told >> \"$1\"\n");
        Files.setPosixFilePermissions(signal, PosixFilePermissions.fromString("rwx------"));
        inStep = new RulesInStep(
                new HubId("fold"),
                new EnrolledDevices(folder.resolve("devices")),
                rules,
                folder.resolve("identity"),
                List.of("/bin/sh", signal.toString(), given.toString()));
    }

    @Test
    void whoIsEnrolledIsInTheRulesAndWhoIsShutOutIsNotAndEachIsToldOnce() throws IOException {
        enrol();
        inStep.look();
        inStep.look();
        assertThat(Files.readString(rules))
                .contains("user gateway\n", "user front\n", "topic write doorstep/v1/fold/front/event/attendance\n");
        assertThat(told()).isEqualTo(1);

        devices.shutOut(FRONT, Because.STOLEN, NOW);
        inStep.look();

        assertThat(Files.readString(rules)).contains("user gateway\n").doesNotContain("front");
        assertThat(told()).isEqualTo(2);
        assertThat(inStep.inForce()).isTrue();
    }

    @Test
    void aNewListOfThoseShutOutIsToldToo() throws IOException {
        inStep.look();
        Files.setLastModifiedTime(list, FileTime.from(NOW.minusSeconds(60)));
        inStep.look();
        assertThat(told()).isEqualTo(2);
    }

    @Test
    void rulesThatSomebodyElseChangedArePutRightWithTheNextChange() throws IOException {
        inStep.look();
        Files.writeString(rules, "user front\ntopic readwrite #\n");
        enrol();
        inStep.look();
        assertThat(Files.readString(rules)).doesNotContain("readwrite #\n").contains("user gateway\n");
    }

    @Test
    void aCommandThatFailsIsSaidAndTriedAgain() throws IOException {
        Files.writeString(Path.of(given + ".fails"), "");
        enrol();
        inStep.look();
        assertThat(inStep.inForce()).isFalse();
        Files.delete(Path.of(given + ".fails"));

        for (int looks = 0; looks < 20; looks++) {
            inStep.look();
        }

        assertThat(inStep.inForce()).isTrue();
        assertThat(told()).isEqualTo(1);
    }

    private void enrol() throws IOException {
        Files.writeString(folder.resolve("devices/front.properties"), "name = Front door\n");
    }

    private long told() throws IOException {
        return Files.exists(given) ? Files.readAllLines(given).size() : 0;
    }
}
