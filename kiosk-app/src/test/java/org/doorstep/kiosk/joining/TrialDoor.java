package org.doorstep.kiosk.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Pem;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SigningRequest;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.identity.Verdict;
import org.doorstep.relay.joining.CodeProof;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.DoorRefusal;
import org.doorstep.relay.joining.Fingerprint;
import org.doorstep.relay.joining.HubDoor;
import org.doorstep.relay.joining.JoinAnswer;
import org.doorstep.relay.joining.JoinRequest;
import org.doorstep.relay.joining.JoiningCode;
import org.doorstep.relay.joining.JoiningQr;
import org.doorstep.relay.joining.RenewAnswer;
import org.doorstep.relay.joining.RenewRequest;
import org.doorstep.relay.tls.TlsEnd;

/// A hub's device door as a kiosk meets it, with real TLS, real proofs and real certificates, and one claim that never
/// ends. What the hub's own door does beyond that is tested with the hub (system-tests).
public final class TrialDoor implements AutoCloseable {
    public static final HubId HUB = new HubId("fold");
    public static final DeviceId DEVICE = new DeviceId("kiosk-7");

    private final SecureRandom random = new SecureRandom();
    private final JoiningCode code = JoiningCode.random(random);
    private final Root root;
    private final IssuingFiles issuing;
    private final Identity server;
    private final HttpsServer listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Instant now;
    private volatile Optional<DoorRefusal> refusal = Optional.empty();
    private volatile Optional<JoiningCode> answersBy = Optional.empty();
    private volatile Map<String, String> moreSettings = Map.of();
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);

    public TrialDoor(Path folder, Instant now) {
        this.now = now;
        try {
            KeyPair of = EcKeys.random(random);
            root = new Root(of.getPrivate(), Root.certificate("Trial", of, now, random));
            Path signing = Files.createDirectories(folder.resolve("issuing"));
            PublicKey key = IdentityFiles.key(signing, random);
            place(signing, List.of(root.issuing(new Holder.Issuing(HUB), key, now, random)));
            issuing = new IssuingFiles(signing);
            issuing.begin(now, random);
            Path answering = Files.createDirectories(folder.resolve("server"));
            PublicKey shown = IdentityFiles.key(answering, random);
            place(
                    answering,
                    List.of(
                            issuing.issuer().server(shown, List.of("127.0.0.1"), now, random),
                            issuing.issuer().certificate()));
            server = IdentityFiles.read(answering);
            listening = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException | IdentityException e) {
            throw new AssertionError(e);
        }
        listening.setHttpsConfigurator(new CertificateWanted(server));
        listening.setExecutor(threads);
        listening.createContext(HubDoor.JOIN, exchange -> answer(exchange, this::join));
        listening.createContext(HubDoor.RENEW, exchange -> answer(exchange, this::renew));
        listening.start();
    }

    public DoorAddress address() {
        return new DoorAddress("127.0.0.1", listening.getAddress().getPort());
    }

    public JoiningCode code() {
        return code;
    }

    /// What stands on the manager's page.
    public String qr() {
        return new JoiningQr(address(), Fingerprint.of(server.certificate()), code).text();
    }

    public X509Certificate root() {
        return root.certificate();
    }

    /// How often it was asked for anything.
    public int asked() {
        return asked.get();
    }

    /// Answers nobody until the latch is down.
    public void holdUntil(CountDownLatch latch) {
        mayAnswer = latch;
    }

    /// From now on it says no, or, with nothing, no longer.
    public void refuse(Optional<DoorRefusal> why) {
        refusal = why;
    }

    /// It answers without knowing the code, as somebody in the middle would.
    public void answerBy(JoiningCode another) {
        answersBy = Optional.of(another);
    }

    public void tellAlso(Map<String, String> settings) {
        moreSettings = settings;
    }

    /// The hub's own clock.
    public void setTime(Instant to) {
        now = to;
    }

    @Override
    public void close() {
        listening.stop(0);
        threads.shutdownNow();
    }

    private static final class CertificateWanted extends HttpsConfigurator {
        CertificateWanted(Identity server) {
            super(new TlsEnd(() -> server, chain -> {}).context());
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setProtocols(new String[] {TlsEnd.PROTOCOL});
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
        }
    }

    private interface Handling {
        Object of(HttpsExchange exchange) throws IOException, IdentityException;
    }

    private void answer(HttpExchange exchange, Handling handling) throws IOException {
        asked.incrementAndGet();
        wait(mayAnswer);
        Object said;
        int status = 200;
        try {
            if (refusal.isPresent()) {
                status = refusal.get().status();
                said = new DoorRefusal.Answer(refusal.get());
            } else {
                said = handling.of((HttpsExchange) exchange);
            }
        } catch (IdentityException e) {
            status = DoorRefusal.NOT_RENEWABLE.status();
            said = new DoorRefusal.Answer(DoorRefusal.NOT_RENEWABLE);
        }
        if (said instanceof DoorRefusal why) {
            status = why.status();
            said = new DoorRefusal.Answer(why);
        }
        byte[] bytes = Wire.JSON.writeValueAsBytes(said);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Object join(HttpsExchange exchange) throws IOException, IdentityException {
        JoinRequest request = Wire.JSON.readValue(exchange.getRequestBody().readAllBytes(), JoinRequest.class);
        CodeProof proof = new CodeProof(answersBy.orElse(code), Fingerprint.of(server.certificate()));
        if (answersBy.isEmpty() && !proof.isOfDevice(request)) {
            return DoorRefusal.NOT_KNOWN;
        }
        SigningRequest asked = SigningRequest.read(request.certificateRequest());
        SigningRequest named = new SigningRequest(new Holder.Device(new Source(HUB, DEVICE)), asked.key());
        List<X509Certificate> chain = issuing.enrol(named, now, random);
        return JoinAnswer.make(proof, request, Pem.text(chain), Pem.text(root.certificate()), settings());
    }

    private Object renew(HttpsExchange exchange) throws IOException, IdentityException {
        RenewRequest request = Wire.JSON.readValue(exchange.getRequestBody().readAllBytes(), RenewRequest.class);
        X509Certificate[] shown = Arrays.stream(exchange.getSSLSession().getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toArray(X509Certificate[]::new);
        Verdict verdict = new Trust(root.certificate()).verdict(List.of(shown), new CheckedAt(now, true, now));
        if (verdict instanceof Verdict.Refused) {
            return DoorRefusal.NOT_RENEWABLE;
        }
        return new RenewAnswer(Pem.text(issuing.renew(SigningRequest.read(request.certificateRequest()), now, random)));
    }

    private Map<String, String> settings() {
        try {
            PublicKey passes =
                    KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
            byte[] sealing =
                    new X25519PrivateKeyParameters(random).generatePublicKey().getEncoded();
            Map<String, String> settings = new HashMap<>(Map.of(
                    "hub.id", HUB.value(),
                    "device.id", DEVICE.value(),
                    "device.name", "Café \\ back door",
                    "device.profile", "pi-7-inch",
                    "hub.zone", "Europe/London",
                    "broker.host", "127.0.0.1",
                    "broker.port", "1",
                    "pass.keys", PassKeys.text("0001", passes),
                    "sealing.key",
                            "0001:" + Base64.getUrlEncoder().withoutPadding().encodeToString(sealing)));
            settings.putAll(moreSettings);
            return settings;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void place(Path folder, List<X509Certificate> chain) {
        IdentityFiles.place(folder, chain, root.certificate());
    }
}
