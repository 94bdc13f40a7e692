package org.doorstep.hub.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.login.door.TlsDoor;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.identity.SigningRequest;
import org.doorstep.relay.joining.CodeProof;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.DoorOutcome;
import org.doorstep.relay.joining.DoorRefusal;
import org.doorstep.relay.joining.Fingerprint;
import org.doorstep.relay.joining.HubDoor;
import org.doorstep.relay.joining.JoinAnswer;
import org.doorstep.relay.joining.JoinRequest;
import org.doorstep.relay.joining.Joined;
import org.doorstep.relay.joining.JoiningCode;
import org.doorstep.relay.joining.JoiningQr;
import org.doorstep.relay.tls.TlsEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DeviceDoorTest {
    private static final DeviceId FRONT_DOOR = new DeviceId("front-door");

    @TempDir
    Path folder;

    private TrialDoor hub;
    private TrialDoor.Kiosk kiosk;

    @BeforeEach
    void open() {
        hub = new TrialDoor(folder.resolve("hub"));
        kiosk = new TrialDoor.Kiosk(folder.resolve("kiosk"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aNewKioskJoinsByWhatItScannedAndIsKnownToTheHubFromThenOn() throws IOException {
        Claim claim = hub.begin("front-door");

        Joined joined = done(hub.scan(claim.qr(), kiosk));

        assertThat(joined.device().uri()).isEqualTo("doorstep:/hub/millbrook/device/front-door");
        assertThat(joined.settings())
                .containsEntry("hub.id", "millbrook")
                .containsEntry("device.id", "front-door")
                .containsEntry("device.name", "Front door")
                .containsEntry("device.profile", "touch")
                .containsEntry("hub.zone", "Europe/London");
        assertThat(hub.state("front-door")).isEqualTo(Claim.State.JOINED);
        assertThat(Files.readString(folder.resolve("hub/devices/front-door.properties")))
                .contains("name = Front door", "carry.keys = " + kiosk.carryKey())
                .doesNotContain("secret");
        kiosk.keep(joined);
        assertThat(IdentityFiles.read(kiosk.folder.resolve("identity")).holder())
                .isEqualTo(joined.device());
    }

    @Test
    void whoTypesTheCodeJoinsTooThoughNobodySaidWhichKeyTheHubHas() {
        Claim claim = hub.begin("front-door");
        JoiningCode typed = JoiningCode.parse(" " + claim.code().text().toLowerCase(Locale.ROOT) + " ")
                .orElseThrow();

        assertThat(done(hub.type(typed, kiosk)).device().commonName()).isEqualTo("front-door");
    }

    @Test
    void aCodeWorksForOneKioskAndTheSameOneIsAnsweredAgain() {
        Claim claim = hub.begin("front-door");
        List<X509Certificate> chain = done(hub.scan(claim.qr(), kiosk)).chain();

        // Its answer was lost, and it asks again, with the key that it made.
        assertThat(done(hub.scan(claim.qr(), kiosk)).chain()).isEqualTo(chain);

        TrialDoor.Kiosk another = new TrialDoor.Kiosk(folder.resolve("another"));
        assertThat(refusal(hub.scan(claim.qr(), another))).isEqualTo(DoorRefusal.USED);
        assertThat(hub.issuing.register(hub.now()).entries()).hasSize(1);
    }

    @Test
    void aCodeThatIsOverOrTakenBackOrUnknownIsRefusedAndSaysSoToWhoKnowsIt() {
        JoiningQr over = hub.begin("front-door").qr();
        hub.forward(Claims.LIFE);
        assertThat(refusal(hub.scan(over, kiosk))).isEqualTo(DoorRefusal.EXPIRED);

        JoiningQr back = hub.begin("back-door").qr();
        hub.claims.takeBack(new DeviceId("back-door"));
        assertThat(refusal(hub.scan(back, kiosk))).isEqualTo(DoorRefusal.VOID);

        hub.forward(Duration.ofDays(1));
        assertThat(refusal(hub.scan(back, kiosk))).isEqualTo(DoorRefusal.NOT_KNOWN);
        assertThat(hub.devices.has(FRONT_DOOR)).isFalse();
    }

    @Test
    void fiveWrongTriesMakeACodeVoidForTheRightOneToo() {
        Claim claim = hub.begin("front-door");
        String secret = claim.code().secret();
        for (int i = 0; i < Claims.MOST_TRIES; i++) {
            String other = (secret.charAt(0) == 'A' + i ? "Z" : String.valueOf((char) ('A' + i))) + secret.substring(1);
            JoiningCode guess = new JoiningCode(claim.code().claim(), other);
            assertThat(refusal(hub.type(guess, kiosk))).isEqualTo(DoorRefusal.NOT_KNOWN);
        }

        assertThat(hub.state("front-door")).isEqualTo(Claim.State.VOID);
        assertThat(refusal(hub.type(claim.code(), kiosk))).isEqualTo(DoorRefusal.VOID);
        assertThat(hub.issuing.register(hub.now()).entries()).isEmpty();
    }

    @Test
    void nothingIsSentToAnotherKeyThanTheOneInTheQrCode() {
        Claim claim = hub.begin("front-door");
        AtomicInteger heard = new AtomicInteger();
        try (TrialDoor forger = new TrialDoor(folder.resolve("forger"));
                TlsDoor forged = forged(forger, request -> {
                    heard.incrementAndGet();
                    return new DoorRefusal.Answer(DoorRefusal.USED);
                })) {
            HubDoor there = new HubDoor(new DoorAddress("127.0.0.1", forged.port()));

            assertThat(there.join(Optional.of(claim.qr().fingerprint()), claim.code(), kiosk))
                    .isInstanceOf(DoorOutcome.NotTheHub.class);
            assertThat(heard).hasValue(0);
        }
    }

    @Test
    void aManBetweenAKioskAndItsHubGetsNothingForWhatWasTyped() {
        Claim claim = hub.begin("front-door");
        try (TrialDoor forger = new TrialDoor(folder.resolve("forger"));
                TlsDoor relaying = forged(forger, this::relayed);
                TlsDoor inventing = forged(forger, request -> madeUp(forger, request))) {
            HubDoor relay = new HubDoor(new DoorAddress("127.0.0.1", relaying.port()));
            HubDoor invention = new HubDoor(new DoorAddress("127.0.0.1", inventing.port()));

            assertThat(relay.join(Optional.empty(), claim.code(), kiosk)).isNotInstanceOf(DoorOutcome.Done.class);
            assertThat(invention.join(Optional.empty(), claim.code(), kiosk)).isInstanceOf(DoorOutcome.NotTheHub.class);
            assertThat(hub.state("front-door")).isEqualTo(Claim.State.OPEN);
            assertThat(hub.issuing.register(hub.now()).entries()).isEmpty();
        }
        assertThat(done(hub.type(claim.code(), kiosk)).device().commonName()).isEqualTo("front-door");
    }

    @Test
    void aCodeStandsInNoLogAndInNoFile() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            Claim claim = hub.begin("front-door");
            hub.type(new JoiningCode(claim.code().claim(), "ZZZZZZZZ"), kiosk);
            done(hub.scan(claim.qr(), kiosk));
            refusal(hub.scan(claim.qr(), new TrialDoor.Kiosk(folder.resolve("another"))));

            String secret = claim.code().secret();
            String said = List.copyOf(log.list).stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .collect(Collectors.joining("\n"));
            assertThat(said)
                    .contains("tried wrongly")
                    .doesNotContain(secret, claim.code().text(), "ZZZZ");
            assertThat(allFiles()).doesNotContain(secret, claim.code().text());
        } finally {
            root.detachAppender(log);
        }
    }

    @Test
    void aKioskIsRenewedWithTheKeyItHasAlsoWhenItsDaysAreOver() {
        Identity first = joined();
        hub.forward(Duration.ofDays(70));

        List<X509Certificate> next = done(renew(first));
        assertThat(Serial.of(next.getFirst())).isNotEqualTo(Serial.of(first.certificate()));
        assertThat(next.getFirst().getPublicKey()).isEqualTo(first.certificate().getPublicKey());
        // The answer was lost: asked again at once, it is given the same.
        assertThat(done(renew(first))).isEqualTo(next);

        hub.forward(Duration.ofDays(200));
        assertThat(done(renew(first)).getFirst().getNotAfter().toInstant()).isAfter(hub.now());
        // Too long after its end it is nobody's at this door.
        hub.forward(Duration.ofDays(200));
        assertThat(renew(first)).isNotInstanceOf(DoorOutcome.Done.class);
    }

    @Test
    void aHubThatDoesNotKnowTheTimeMakesNoCertificate() {
        Claim claim = hub.begin("front-door");
        hub.knowTheTime(false);
        assertThat(refusal(hub.scan(claim.qr(), kiosk))).isEqualTo(DoorRefusal.CANNOT);
        assertThat(hub.issuing.register(hub.now()).entries()).isEmpty();

        hub.knowTheTime(true);
        kiosk.keep(done(hub.scan(claim.qr(), kiosk)));
        Identity first = IdentityFiles.read(kiosk.folder.resolve("identity"));
        hub.forward(Duration.ofDays(70));
        hub.knowTheTime(false);
        assertThat(refusal(renew(first))).isEqualTo(DoorRefusal.CANNOT);
        assertThat(hub.issuing.register(hub.now()).entries()).hasSize(1);
    }

    @Test
    void aCertificateThatAWrongClockDatedIsNotGivenForTheNext() throws Exception {
        Identity first = joined();
        SigningRequest asked = SigningRequest.read(request(kiosk, first));
        hub.issuing.renew(asked, hub.now().plus(Duration.ofDays(60)), hub.random);

        List<X509Certificate> next = done(renew(first));

        assertThat(next.getFirst().getNotBefore().toInstant()).isBeforeOrEqualTo(hub.now());
        assertThat(done(renew(first))).isEqualTo(next);
    }

    @Test
    void aBodyThatIsNullIsNotUnderstoodAndNobodysFault() throws Exception {
        List<String> said = logged(() -> {
            for (String path : List.of(HubDoor.JOIN, HubDoor.RENEW)) {
                assertThat(posted(path, "null")).contains(" 400 ").contains("\"unreadable\"");
            }
        });
        assertThat(said).isEmpty();
    }

    @Test
    void aHubThatAnswersNullIsNone() {
        Claim claim = hub.begin("front-door");
        try (TlsDoor empty = TlsDoor.start(
                "127.0.0.1",
                0,
                new TlsEnd(hub.files::server, chain -> {}),
                new TlsDoor.Limits(8, 8, 16 * 1024, Duration.ofMinutes(1)),
                Wire.JSON,
                routes -> routes.post(HubDoor.JOIN, context -> context.result("null")))) {
            HubDoor there = new HubDoor(new DoorAddress("127.0.0.1", empty.port()));
            assertThat(there.join(Optional.empty(), claim.code(), kiosk)).isInstanceOf(DoorOutcome.NotTheHub.class);
        }
    }

    @Test
    void whoTriesOnAtACodeThatIsOverFillsNoLogAndHasNoPageDrawnAnew() throws Exception {
        Claim claim = hub.begin("front-door");
        JoinRequest guess = new JoinRequest(claim.code().claim(), "no request", kiosk.carryKey(), "A".repeat(43));
        List<String> said = logged(() -> {
            for (int i = 0; i < Claims.MOST_TRIES; i++) {
                hub.desk.join(guess);
            }
            int drawn = hub.changes();
            for (int i = 0; i < 100; i++) {
                hub.desk.join(guess);
            }
            assertThat(hub.changes()).isEqualTo(drawn);
        });
        assertThat(hub.state("front-door")).isEqualTo(Claim.State.VOID);
        assertThat(said).hasSize(3).allMatch(line -> line.contains("tried wrongly"));
    }

    @Test
    void whoWasShutOutIsNeverRenewed() throws Exception {
        Identity first = joined();
        hub.issuing.revoke(FRONT_DOOR, hub.now());
        hub.forward(Duration.ofDays(70));

        assertThat(refusal(renew(first))).isEqualTo(DoorRefusal.REVOKED);
        assertThat(hub.turnedAway.counts())
                .extracting(TurnedAway.Count::name, TurnedAway.Count::why)
                .contains(tuple("front-door", TurnedAway.Why.REVOKED));
    }

    @Test
    void aRequestWithAnotherKeyOrForAnotherNameIsNoRenewal() {
        Identity first = joined();
        TrialDoor.Kiosk another = new TrialDoor.Kiosk(folder.resolve("another"));

        assertThat(refusal(hub.asCalled().renew(() -> first, request(another, first), DeviceDoorTest::unsure)))
                .isEqualTo(DoorRefusal.NOT_RENEWABLE);
        String asAnother =
                kiosk.certificateRequest(hub.begin("back-door").code().claim().placeholder(TrialDoor.HUB));
        assertThat(refusal(hub.asCalled().renew(() -> first, asAnother, DeviceDoorTest::unsure)))
                .isEqualTo(DoorRefusal.NOT_RENEWABLE);
    }

    @Test
    void aKioskThatTheHubDoesNotKnowAnyMoreIsNotRenewed() throws IOException {
        Identity first = joined();
        hub.forward(Duration.ofDays(70));
        hub.devices.shutOut(FRONT_DOOR, RegisteredDevices.Because.STOLEN, hub.now());
        assertThat(refusal(renew(first))).isEqualTo(DoorRefusal.NOT_RENEWABLE);

        Files.delete(folder.resolve("hub/devices/front-door.properties"));
        assertThat(refusal(renew(first))).isEqualTo(DoorRefusal.NOT_RENEWABLE);
    }

    @Test
    void anotherTakesTheNameOfAKioskThatWasShutOut() throws Exception {
        joined();
        hub.issuing.revoke(FRONT_DOOR, hub.now());
        hub.devices.shutOut(FRONT_DOOR, RegisteredDevices.Because.REPLACED, hub.now());
        TrialDoor.Kiosk successor = new TrialDoor.Kiosk(folder.resolve("successor"));

        assertThat(done(hub.scan(hub.begin("front-door").qr(), successor))
                        .device()
                        .commonName())
                .isEqualTo("front-door");
        assertThat(hub.devices.shutOut(FRONT_DOOR)).isEmpty();
    }

    private interface Doing {
        void it() throws Exception;
    }

    /// What the hub says of its joining and its door meanwhile, from warnings on.
    private static List<String> logged(Doing doing) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            doing.it();
            return List.copyOf(log.list).stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN)
                            && event.getLoggerName().startsWith("org.doorstep"))
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        } finally {
            root.detachAppender(log);
        }
    }

    private String posted(String path, String body) throws IOException {
        SSLSocketFactory sockets = TlsEnd.withoutCertificate(chain -> {});
        try (Socket socket = sockets.createSocket("127.0.0.1", hub.door.port())) {
            socket.setSoTimeout(30_000);
            String request = "POST " + path + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aSuccessorThatWasMadeAnewAfterThePowerWentHalfWayThroughItsJoiningJoins() throws Exception {
        joined();
        hub.devices.shutOut(FRONT_DOOR, RegisteredDevices.Because.REPLACED, hub.now());
        hub.issuing.revoke(FRONT_DOOR, hub.now());
        TrialDoor.Kiosk halfWay = new TrialDoor.Kiosk(folder.resolve("half-way"));
        SigningRequest first = SigningRequest.read(
                halfWay.certificateRequest(new Holder.Device(new Source(TrialDoor.HUB, FRONT_DOOR))));
        hub.devices.expect(FRONT_DOOR, first.key());
        hub.issuing.enrol(first, hub.now(), hub.random);

        TrialDoor.Kiosk anew = new TrialDoor.Kiosk(folder.resolve("anew"));
        done(hub.scan(hub.begin("front-door").qr(), anew));

        assertThat(hub.devices.shutOut(FRONT_DOOR)).isEmpty();
    }

    private Identity joined() {
        kiosk.keep(done(hub.scan(hub.begin("front-door").qr(), kiosk)));
        return IdentityFiles.read(kiosk.folder.resolve("identity"));
    }

    private DoorOutcome<List<X509Certificate>> renew(Identity own) {
        return hub.asCalled().renew(() -> own, request(kiosk, own), DeviceDoorTest::unsure);
    }

    private static String request(TrialDoor.Kiosk kiosk, Identity as) {
        return kiosk.certificateRequest((Holder.Device) as.holder());
    }

    /// The time of a kiosk that does not know it.
    private static CheckedAt unsure() {
        return new CheckedAt(Instant.EPOCH, false, Instant.EPOCH);
    }

    private interface Answering {
        Object to(JoinRequest request);
    }

    private static TlsDoor forged(TrialDoor forger, Answering answering) {
        return TlsDoor.start(
                "127.0.0.1",
                0,
                new TlsEnd(forger.files::server, chain -> {}),
                new TlsDoor.Limits(8, 8, 16 * 1024, Duration.ofMinutes(1)),
                Wire.JSON,
                routes -> routes.post(HubDoor.JOIN, context -> {
                    Object answer = answering.to(Wire.JSON.readValue(context.bodyAsBytes(), JoinRequest.class));
                    context.status(answer instanceof DoorRefusal.Answer ? 403 : 200)
                            .json(answer);
                }));
    }

    private Object relayed(JoinRequest request) {
        return switch (hub.desk.join(request)) {
            case JoinDesk.Answer.Yes<JoinAnswer> yes -> yes.what();
            case JoinDesk.Answer.No<JoinAnswer> no -> new DoorRefusal.Answer(no.why());
        };
    }

    /// All that he can make: he does not know the code, and guesses one.
    private static JoinAnswer madeUp(TrialDoor forger, JoinRequest request) {
        CodeProof guessed = new CodeProof(
                new JoiningCode(request.claim(), "00000000"),
                Fingerprint.of(forger.files.server().certificate()));
        return JoinAnswer.make(guessed, request, "chain", "root", Map.of());
    }

    private String allFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return all.toString();
        }
    }

    private static <T> T done(DoorOutcome<T> outcome) {
        assertThat(outcome).isInstanceOf(DoorOutcome.Done.class);
        return ((DoorOutcome.Done<T>) outcome).answer();
    }

    private static DoorRefusal refusal(DoorOutcome<?> outcome) {
        assertThat(outcome).isInstanceOf(DoorOutcome.Refused.class);
        return ((DoorOutcome.Refused<?>) outcome).why();
    }
}
