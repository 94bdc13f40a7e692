package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SigningRequest;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.tls.PeerCheck;
import org.doorstep.relay.tls.TlsEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The door at which hubs show their certificates.
class DoorTest {
    private static final Instant MADE = TrialArea.START.minus(Duration.ofDays(10));

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();
    private final KeyPair pair = EcKeys.random(random);
    private final List<HttpClient> clients = new ArrayList<>();
    private Root authority;
    private TrialArea area;

    private interface Signing {
        List<X509Certificate> of(KeyPair own) throws IdentityException;
    }

    @BeforeEach
    void open() throws Exception {
        authority = new Root(pair.getPrivate(), Root.certificate("Trial", pair, MADE, random));
        area = new TrialArea(folder, SqliteStore.open(folder.resolve("area.db")), door(authority));
        area.addHub("millbrook", "Millbrook Fold");
        area.addHub("alder", "Alder Court");
    }

    @AfterEach
    void close() {
        clients.forEach(HttpClient::close);
        area.close();
    }

    @Test
    void aHubWithItsTokenAndItsCertificateIsHeard() throws Exception {
        HttpClient millbrook = calling(gateway(authority, "millbrook"));

        assertThat(cursor(millbrook, "millbrook").statusCode()).isEqualTo(200);
        assertThat(figures(millbrook).statusCode()).isEqualTo(200);
        assertThat(cursor(millbrook, "millbrook").body()).contains("\"through\":1");
    }

    @Test
    void aTokenThatWasOverheardIsOfNoUseWithoutItsHubsCertificate() throws Exception {
        HttpResponse<String> alders = cursor(calling(gateway(authority, "alder")), "millbrook");

        assertThat(alders.statusCode()).isEqualTo(403);
        assertThat(alders.body()).contains("another hub than the certificate");
        // The certificate alone is not enough either.
        assertThat(ask(calling(gateway(authority, "millbrook")), "millbrook", "a guess")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void nobodyElsesCertificateComesThroughTheHandshake() throws Exception {
        KeyPair strange = EcKeys.random(random);
        Root stranger = new Root(strange.getPrivate(), Root.certificate("Trial", strange, MADE, random));
        Identity kiosk = made(authority, own -> {
            Issuer millbrook = issuer(authority, "millbrook");
            Holder.Device name = new Holder.Device(new Source(new HubId("millbrook"), new DeviceId("kiosk-1")));
            SigningRequest request = SigningRequest.read(SigningRequest.make(name, own));
            return List.of(millbrook.device(request, MADE, random), millbrook.certificate());
        });

        for (Identity each : List.of(kiosk, gateway(stranger, "millbrook"))) {
            assertThatThrownBy(() -> cursor(calling(each), "millbrook")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void withoutACertificateNobodyIsHeardWhateverTheTokenIs() throws Exception {
        SSLContext nobody = SSLContext.getInstance(TlsEnd.PROTOCOL);
        Path ours = folder.resolve("identity").resolve("server");
        KeyStore believed = KeyStore.getInstance(KeyStore.getDefaultType());
        believed.load(null, null);
        believed.setCertificateEntry("authority", IdentityFiles.read(ours).root());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(believed);
        nobody.init(null, trust.getTrustManagers(), null);

        assertThat(cursor(client(nobody), "millbrook").statusCode()).isEqualTo(403);
    }

    @Test
    void aCertificateWhoseDaysEndDuringAConnectionEndsItsWord() throws Exception {
        HttpClient millbrook = calling(gateway(authority, "millbrook"));
        assertThat(cursor(millbrook, "millbrook").statusCode()).isEqualTo(200);

        area.setNow(MADE.plus(Issuer.HUB_LIFE).plus(Duration.ofDays(1)));

        assertThat(cursor(millbrook, "millbrook").statusCode()).isEqualTo(403);
    }

    @Test
    void whereThereIsADoorHubsAreNotHeardAtThePages() {
        TrialArea.Answer answer = area.cursor("millbrook", "token of millbrook");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("area.identity");
    }

    @Test
    void anIdentityOfSomebodyElsesIsAMistakeInTheSettings() throws Exception {
        Path theirs = folder.resolve("theirs");
        Path server = Files.createDirectories(theirs.resolve("server"));
        IdentityFiles.key(server, random);
        Issuer millbrook = issuer(authority, "millbrook");
        IdentityFiles.place(
                server,
                List.of(
                        millbrook.server(IdentityFiles.key(server, random), List.of("127.0.0.1"), MADE, random),
                        millbrook.certificate()),
                authority.certificate());
        Path other = Files.createDirectories(folder.resolve("other"));
        SqliteStore store = SqliteStore.open(other.resolve("area.db"));

        assertThatThrownBy(() -> new TrialArea(other, store, new Settings.Door.Certificates("127.0.0.1", 0, theirs)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("door.identity");
        store.close();
    }

    private Settings.Door door(Root root) throws Exception {
        Path identity = folder.resolve("identity");
        Path server = Files.createDirectories(identity.resolve("server"));
        PublicKey key = IdentityFiles.key(server, random);
        IdentityFiles.place(server, List.of(root.area(key, List.of("127.0.0.1"), MADE, random)), root.certificate());
        return new Settings.Door.Certificates("127.0.0.1", 0, identity);
    }

    private HttpResponse<String> cursor(HttpClient client, String hub) throws Exception {
        return ask(client, hub, "token of " + hub);
    }

    private HttpResponse<String> ask(HttpClient client, String hub, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(url(hub, "cursor"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> figures(HttpClient client) throws Exception {
        TrialLedger ledger = new TrialLedger("millbrook", 'a').week(FigureCell.VISITS, "*", "2026-11-02", 1, "120");
        HttpRequest request = HttpRequest.newBuilder(url("millbrook", "figures"))
                .header("Authorization", "Bearer token of millbrook")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Wire.writeMessage(ledger.all())))
                .timeout(Duration.ofSeconds(60))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI url(String hub, String path) {
        return area.doorUrl().resolve("/api/v1/hubs/" + hub + "/" + path);
    }

    /// As a hub calls.
    private HttpClient calling(Identity own) {
        CheckedAt now = new CheckedAt(TrialArea.START, true, Instant.EPOCH);
        PeerCheck areaAlone = PeerCheck.expecting(new Holder.Area(), new Trust(authority.certificate()), () -> now);
        return client(new TlsEnd(() -> own, areaAlone).context());
    }

    private HttpClient client(SSLContext tls) {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(tls)
                .sslParameters(new SSLParameters(null, new String[] {TlsEnd.PROTOCOL}))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        clients.add(client);
        return client;
    }

    private Identity gateway(Root root, String hub) throws IdentityException {
        return made(root, own -> {
            Issuer issuer = issuer(root, hub);
            return List.of(issuer.gateway(own.getPublic(), MADE, random), issuer.certificate());
        });
    }

    private Identity made(Root root, Signing signing) throws IdentityException {
        KeyPair own = EcKeys.random(random);
        return new Identity(own.getPrivate(), signing.of(own), root.certificate());
    }

    private Issuer issuer(Root root, String hub) throws IdentityException {
        KeyPair own = EcKeys.random(random);
        X509Certificate issuing = root.issuing(new Holder.Issuing(new HubId(hub)), own.getPublic(), MADE, random);
        return new Issuer(new Identity(own.getPrivate(), List.of(issuing), root.certificate()));
    }
}
