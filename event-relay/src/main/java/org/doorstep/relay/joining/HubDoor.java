package org.doorstep.relay.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Pem;
import org.doorstep.relay.identity.SigningRequest;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.identity.Verdict;
import org.doorstep.relay.tls.PeerCheck;
import org.doorstep.relay.tls.TlsEnd;
import tools.jackson.core.JacksonException;

/// A hub's device door, as a device calls at it: one connection a call, TLS 1.3. Blocks, at most
/// about a minute; safe for all threads. Keeps nothing.
public record HubDoor(DoorAddress address) {
    public static final String JOIN = "/door/v1/join";
    public static final String RENEW = "/door/v1/renew";

    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(5);

    /// A small hub stretches the code and writes to its disk before it answers.
    private static final Duration PATIENCE_TO_READ = Duration.ofSeconds(20);

    /// A chain of two and a dozen settings are 3 kB.
    private static final int MOST_ANSWER_BYTES = 64 * 1024;

    private static final int OK = 200;

    /// For days that are not looked at: a new device knows no time.
    private static final CheckedAt NO_TIME = new CheckedAt(Instant.EPOCH, false, Instant.EPOCH);

    /// Asks to be taken in. `expected`: the key that must answer there, if a QR code said so;
    /// nothing is sent to another. Asked again with the same key and code, within the code's time,
    /// it is answered the same.
    public DoorOutcome<Joined> join(Optional<Fingerprint> expected, JoiningCode code, Newcomer newcomer) {
        SeenHub seen = new SeenHub(expected);
        return call(JOIN, TlsEnd.withoutCertificate(seen), seen, connection -> {
            String asked = newcomer.certificateRequest(
                    code.claim().placeholder(seen.hub().id()));
            CodeProof proof = new CodeProof(code, seen.fingerprint());
            JoinRequest request = JoinRequest.make(proof, code.claim(), asked, newcomer.carryKey());
            send(connection, request);
            if (connection.getResponseCode() != OK) {
                return refused(connection);
            }
            JoinAnswer answer = read(connection.getInputStream(), JoinAnswer.class);
            return proof.isOfHub(request, answer)
                    ? new DoorOutcome.Done<>(joined(request, answer, seen))
                    : new DoorOutcome.NotTheHub<>("Whoever answers at " + address + " does not know the code.");
        });
    }

    /// Asks for the next certificate, showing the present one, its days over or not. `request` is
    /// of the same name and key. `time` judges the hub's certificate.
    public DoorOutcome<List<X509Certificate>> renew(Supplier<Identity> own, String request, Supplier<CheckedAt> time) {
        Identity present = own.get();
        Trust trust = new Trust(present.root());
        Holder.HubServer hub = new Holder.HubServer(present.holder().hub().orElseThrow());
        SeenHub seen = new SeenHub(PeerCheck.expecting(hub, trust, time));
        return call(RENEW, new TlsEnd(() -> present, seen).sockets(), seen, connection -> {
            send(connection, new RenewRequest(request));
            if (connection.getResponseCode() != OK) {
                return refused(connection);
            }
            List<X509Certificate> chain = Pem.certificates(
                    read(connection.getInputStream(), RenewAnswer.class).chain());
            requireFor(present.holder(), present.certificate().getPublicKey(), chain, trust);
            return new DoorOutcome.Done<>(chain);
        });
    }

    private interface Talk<T> {
        DoorOutcome<T> over(HttpsURLConnection connection) throws IOException, IdentityException;
    }

    private <T> DoorOutcome<T> call(String path, SSLSocketFactory sockets, SeenHub seen, Talk<T> talk) {
        HttpsURLConnection connection = null;
        try {
            connection = (HttpsURLConnection)
                    URI.create("https://" + address.text() + path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setSSLSocketFactory(sockets);
            // Who it is has been looked at in the handshake; an address says nothing.
            connection.setHostnameVerifier((name, session) -> true);
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setConnectTimeout((int) PATIENCE_TO_CONNECT.toMillis());
            connection.setReadTimeout((int) PATIENCE_TO_READ.toMillis());
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Connection", "close");
            connection.setDoOutput(true);
            connection.connect();
            return talk.over(connection);
        } catch (IdentityException | JacksonException e) {
            return new DoorOutcome.NotTheHub<>("What is answered at " + address + " is not a hub's: " + told(e));
        } catch (IOException e) {
            return seen.turnedDown()
                    .<DoorOutcome<T>>map(DoorOutcome.NotTheHub::new)
                    .orElseGet(() -> new DoorOutcome.Unreachable<>("No answer at " + address + ": " + told(e)));
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    /// What a stranger wrote is repeated nowhere.
    private static String told(Exception e) {
        return e instanceof IdentityException ? e.getMessage() : e.getClass().getSimpleName();
    }

    private static void send(HttpURLConnection connection, Object asked) throws IOException {
        try (OutputStream out = connection.getOutputStream()) {
            out.write(Wire.JSON.writeValueAsBytes(asked));
        }
    }

    private static <T> DoorOutcome<T> refused(HttpURLConnection connection) throws IOException {
        InputStream said = connection.getErrorStream();
        try {
            DoorRefusal why =
                    said == null ? null : read(said, DoorRefusal.Answer.class).refused();
            return new DoorOutcome.Refused<>(why == null ? DoorRefusal.CANNOT : why);
        } catch (JacksonException | IdentityException e) {
            // A server that fails says so in words of its own.
            return new DoorOutcome.Refused<>(DoorRefusal.CANNOT);
        }
    }

    private static <T> T read(InputStream in, Class<T> kind) throws IOException, IdentityException {
        try (in) {
            T answer = Wire.JSON.readValue(in.readNBytes(MOST_ANSWER_BYTES), kind);
            if (answer == null) {
                throw new IdentityException(IdentityException.Reason.UNREADABLE, "It answers null.");
            }
            return answer;
        }
    }

    private static Joined joined(JoinRequest request, JoinAnswer answer, SeenHub seen) throws IdentityException {
        X509Certificate root = Pem.certificate(answer.root());
        Trust trust = new Trust(root);
        List<X509Certificate> chain = Pem.certificates(answer.chain());
        if (!(Holder.of(chain.getFirst()) instanceof Holder.Device device)
                || !device.source().hub().equals(seen.hub().id())
                || !device.source().hub().value().equals(answer.settings().get("hub.id"))
                || !device.source().device().value().equals(answer.settings().get("device.id"))) {
            throw new IdentityException(
                    IdentityException.Reason.NAME, "The names in what it gives are not all the same.");
        }
        requireFor(device, SigningRequest.read(request.certificateRequest()).key(), chain, trust);
        if (!(trust.verdict(seen.chain(), NO_TIME) instanceof Verdict.Trusted)) {
            throw new IdentityException(
                    IdentityException.Reason.SIGNATURE, "Its own certificate is of another authority than it gives.");
        }
        return new Joined(device, chain, root, answer.settings());
    }

    private static void requireFor(Holder holder, PublicKey key, List<X509Certificate> chain, Trust trust)
            throws IdentityException {
        if (!chain.getFirst().getPublicKey().equals(key)) {
            throw new IdentityException(IdentityException.Reason.PROOF, "The certificate is for another key.");
        }
        switch (trust.verdict(chain, NO_TIME)) {
            case Verdict.Trusted trusted when trusted.holder().equals(holder) -> {}
            case Verdict.Trusted _, Verdict.OnlyForRenewal _ ->
                throw new IdentityException(IdentityException.Reason.NAME, "The certificate is for another name.");
            case Verdict.Refused refused -> throw new IdentityException(refused.reason(), refused.sentence());
        }
    }
}
