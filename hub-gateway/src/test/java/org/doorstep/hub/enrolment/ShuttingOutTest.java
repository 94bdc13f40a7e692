package org.doorstep.hub.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.firmware.keys.RegisteredDevices.Because;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SigningRequest;
import org.doorstep.relay.inbox.Fences;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// By a press, or by what the command line has written: the same comes of both.
class ShuttingOutTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private final List<DeviceId> closed = new ArrayList<>();
    private Database database;
    private RegisteredDevices files;
    private IssuingFiles issuing;
    private SigningRequest request;

    @BeforeEach
    void aHubWithAKiosk() throws IOException, IdentityException {
        database = Database.open(folder.resolve("hub.db"), Inbox.MIGRATIONS);
        new Inbox(database, new HubId("fold"), new Random(1), InstantSource.fixed(NOW));
        Files.createDirectories(folder.resolve("devices"));
        Files.writeString(folder.resolve("devices/kiosk-1.properties"), "name = Front door\nsecret.sha256 = 00\n");
        Files.writeString(folder.resolve("devices/kiosk-2.properties"), "name = Back door\nsecret.sha256 = 00\n");
        files = new RegisteredDevices(folder.resolve("devices"));
        KeyPair of = EcKeys.random(random);
        Root root = new Root(of.getPrivate(), Root.certificate("Millbrook", of, NOW, random));
        Path own = Files.createDirectories(folder.resolve("issuing"));
        PublicKey key = IdentityFiles.key(own, random);
        X509Certificate made = root.issuing(new Holder.Issuing(new HubId("fold")), key, NOW, random);
        IdentityFiles.place(own, List.of(made), root.certificate());
        issuing = new IssuingFiles(own);
        issuing.begin(NOW, random);
        request = SigningRequest.read(
                SigningRequest.make(new Holder.Device(new Source(new HubId("fold"), KIOSK)), EcKeys.random(random)));
        issuing.enrol(request, NOW, random);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aPressShutsOutByFileByCertificateAndByFenceAndClosesWhatIsOpen() {
        ShuttingOut shutting = shutting();

        assertThat(shutting.shutOut(KIOSK, Because.STOLEN)).isEqualTo(new ShuttingOut.Outcome.Done(1));

        EnrolledDevices enrolled = new EnrolledDevices(folder.resolve("devices"));
        assertThat(enrolled.has(KIOSK)).isTrue();
        assertThat(enrolled.admits(KIOSK)).isFalse();
        assertThat(enrolled.admits(new DeviceId("kiosk-2"))).isTrue();
        assertThat(closed).contains(KIOSK);
        assertThat(fences()).singleElement().satisfies(fence -> {
            assertThat(fence.device()).isEqualTo(KIOSK);
            assertThat(fence.because()).isEqualTo("STOLEN");
            assertThat(fence.succeeded()).isEmpty();
        });
        assertThat(renewalRefused()).contains("shut out");
        // Once more changes nothing.
        assertThat(shutting.shutOut(KIOSK, Because.LOST)).isEqualTo(new ShuttingOut.Outcome.Done(0));
        assertThat(fences()).hasSize(1);
    }

    @Test
    void whatTheCommandWritesIsFollowedByTheRunningHub() {
        ShuttingOut shutting = shutting();
        files.shutOut(KIOSK, Because.LOST, NOW);

        shutting.follow();

        assertThat(closed).containsExactly(KIOSK);
        assertThat(fences()).singleElement().satisfies(fence -> assertThat(fence.because())
                .isEqualTo("LOST"));
        shutting.follow();
        assertThat(closed).hasSize(1);
    }

    @Test
    void aSuccessorEndsTheFenceOfTheNameAndTheStoresStayBehindIt() {
        ShuttingOut shutting = shutting();
        files.shutOut(KIOSK, Because.REPLACED, NOW);
        shutting.follow();
        succeed();

        shutting.follow();

        assertThat(fences()).singleElement().satisfies(fence -> assertThat(fence.succeeded())
                .isPresent());
    }

    @Test
    void oneThatWasShutOutAndSucceededWhileTheHubStoodStillIsFencedAllTheSame() {
        files.shutOut(KIOSK, Because.STOLEN, NOW);
        succeed();

        shutting();

        assertThat(fences()).singleElement().satisfies(fence -> assertThat(fence.succeeded())
                .isPresent());
    }

    @Test
    void twoThatWereShutOutAndSucceededWhileTheHubStoodStillAreBothFencedAndTheLastIsNot() {
        files.shutOut(KIOSK, Because.STOLEN, NOW);
        succeed();
        files.shutOut(KIOSK, Because.STOLEN, NOW);
        succeed();

        shutting();
        shutting();

        assertThat(fences()).hasSize(2).allSatisfy(fence -> assertThat(fence.succeeded())
                .isPresent());
    }

    @Test
    void ofTwoThatWereShutOutWhileTheHubStoodStillTheFirstWasSucceededAndTheFenceOfTheSecondStands() {
        ShuttingOut shutting = shutting();
        files.shutOut(KIOSK, Because.REPLACED, NOW);
        shutting.follow();
        succeed();
        files.shutOut(KIOSK, Because.LOST, NOW);

        shutting.follow();

        assertThat(fences()).hasSize(2);
        assertThat(fences().getFirst().succeeded()).isEmpty();
        assertThat(fences().getFirst().because()).isEqualTo("LOST");
        assertThat(fences().getLast().succeeded()).isPresent();
    }

    @Test
    void aPressIsNotDoneWhileTheFenceCouldNotBeKept() {
        ShuttingOut shutting = shutting();
        database.write(handle -> handle.execute("ALTER TABLE inbox_fence RENAME TO out_of_reach"));

        assertThat(shutting.shutOut(KIOSK, Because.STOLEN)).isInstanceOf(ShuttingOut.Outcome.Unfinished.class);

        database.write(handle -> handle.execute("ALTER TABLE out_of_reach RENAME TO inbox_fence"));
        shutting.look();
        assertThat(fences()).hasSize(1);
        assertThat(renewalRefused()).contains("shut out");
    }

    @Test
    void whatAnEndInTheMiddleLeftUndoneIsDoneAtTheNextStart() {
        files.shutOut(KIOSK, Because.STOLEN, NOW);
        assertThat(issuing.revoked().serials()).isEmpty();

        shutting();

        assertThat(issuing.revoked().serials()).hasSize(1);
        assertThat(renewalRefused()).contains("shut out");
    }

    @Test
    void aSuccessorWhoseDeviceFileWasNotWrittenBeforeThePowerWentIsNotShutOutWithTheOneBefore()
            throws IdentityException {
        assertThat(shutting().shutOut(KIOSK, Because.REPLACED)).isEqualTo(new ShuttingOut.Outcome.Done(1));
        SigningRequest successor = SigningRequest.read(
                SigningRequest.make(new Holder.Device(new Source(new HubId("fold"), KIOSK)), EcKeys.random(random)));
        files.expect(KIOSK, successor.key());
        issuing.enrol(successor, NOW, random);

        ShuttingOut next = shutting();

        assertThat(issuing.revoked().serials()).hasSize(1);
        assertThat(issuing.enrol(successor, NOW, random)).isNotEmpty();
        // Whoever presses means whatever has the name.
        assertThat(next.shutOut(KIOSK, Because.LOST)).isEqualTo(new ShuttingOut.Outcome.Done(2));
    }

    @Test
    void whoIsNotHereIsNotShutOut() {
        assertThat(shutting().shutOut(new DeviceId("kiosk-9"), Because.STOLEN))
                .isEqualTo(new ShuttingOut.Outcome.NotHere());
        assertThat(fences()).isEmpty();
    }

    private void succeed() {
        int times = files.standing(KIOSK).times();
        assertThat(files.succeed(KIOSK, Map.of("name", "Front door"), true, times))
                .isTrue();
    }

    private ShuttingOut shutting() {
        return new ShuttingOut(
                database,
                folder.resolve("devices"),
                files,
                Optional.of(issuing),
                closed::add,
                () -> {},
                InstantSource.fixed(NOW));
    }

    private String renewalRefused() {
        try {
            issuing.renew(request, NOW, random);
            return "";
        } catch (IdentityException e) {
            return e.getMessage();
        }
    }

    private List<Fences.Fence> fences() {
        return database.read(Fences::all);
    }
}
