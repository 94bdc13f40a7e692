package org.doorstep.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.tls.TestAuthority;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The same contract where both ends show certificates, on Debian's Mosquitto.
@Tag("slow")
class PahoLinkOverTlsTest extends OverMosquitto {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Instant now = Instant.now();
    private final TestAuthority authority = new TestAuthority(now);
    private final Map<String, Identity> identities = new ConcurrentHashMap<>();

    @Override
    Mosquitto startBroker() throws IOException {
        return brokerOf(folder, authority.server());
    }

    @Override
    LinkSecurity security(String clientName) {
        return new LinkSecurity.MutualTls(
                () -> identity(clientName), new Holder.HubServer(TestAuthority.HUB), () -> TestAuthority.at(now));
    }

    @Test
    void aRenewedCertificateIsShownAtTheNextConnectingAndBrokenFilesAreTriedAgain() {
        AtomicInteger asked = new AtomicInteger();
        Identity before = authority.device("kiosk-1");
        Identity after = authority.device("kiosk-1");
        LinkSecurity security = new LinkSecurity.MutualTls(
                () -> switch (asked.incrementAndGet()) {
                    case 1 -> before;
                    case 2 -> throw new IllegalArgumentException("The file is half written.");
                    default -> after;
                },
                new Holder.HubServer(TestAuthority.HUB),
                () -> TestAuthority.at(now));
        try (Link link = link(security)) {
            link.open(new Heard(true));
            await().atMost(PATIENCE).until(link::connected);
            mosquitto.kill();
            await().atMost(PATIENCE).until(() -> !link.connected());
            runAgain();
            await().atMost(PATIENCE).until(link::connected);
            assertThat(asked.get()).isGreaterThan(2);
        }
    }

    @Test
    void nobodyElseIsTakenForTheHub() {
        neverConnects("another hub's name", new Holder.HubServer(new HubId("elsewhere")), TestAuthority.at(now));
        neverConnects("a kiosk's name", identity("kiosk-1").holder(), TestAuthority.at(now));
        neverConnects(
                "its days over",
                new Holder.HubServer(TestAuthority.HUB),
                TestAuthority.at(now.plus(Duration.ofDays(800))));
    }

    @Test
    void aStrangersBrokerIsNotSpokenToThoughItsNamesAreRight() throws IOException {
        mosquitto.close();
        mosquitto = brokerOf(folder, new TestAuthority(now).server());
        neverConnects("another authority", new Holder.HubServer(TestAuthority.HUB), TestAuthority.at(now));
    }

    @Test
    void aClockThatIsKnownToBeWrongLocksNobodyOut() {
        for (Instant wrong : List.of(Instant.EPOCH, Instant.parse("2099-01-01T00:00:00Z"))) {
            LinkSecurity security = new LinkSecurity.MutualTls(
                    () -> identity("kiosk-1"),
                    new Holder.HubServer(TestAuthority.HUB),
                    () -> new CheckedAt(wrong, false, Instant.EPOCH));
            try (Link link = link(security)) {
                link.open(new Heard(true));
                await().atMost(PATIENCE).until(link::connected);
            }
        }
    }

    private void neverConnects(String why, Holder peer, CheckedAt time) {
        AtomicInteger asked = new AtomicInteger();
        LinkSecurity security = new LinkSecurity.MutualTls(
                () -> {
                    asked.incrementAndGet();
                    return identity("kiosk-1");
                },
                peer,
                () -> time);
        Heard heard = new Heard(true);
        try (Link link = link(security)) {
            link.open(heard);
            await(why).atMost(PATIENCE).until(() -> asked.get() > 1);
            assertThat(heard.happened).as(why).isEmpty();
        }
    }

    private Link link(LinkSecurity security) {
        return new PahoLink(
                new BrokerAddress("127.0.0.1", mosquitto.port()),
                "kiosk-1",
                security,
                List.of(),
                new Presence.Unannounced(),
                new Random(1));
    }

    private void runAgain() {
        try {
            mosquitto.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Identity identity(String clientName) {
        return identities.computeIfAbsent(
                clientName, name -> name.equals("gateway") ? authority.gateway() : authority.device(name));
    }

    private Mosquitto brokerOf(Path place, Identity server) throws IOException {
        authority.write(place, server);
        return Mosquitto.start(place, """
                cafile %1$s/anchor.pem
                certfile %1$s/server.pem
                keyfile %1$s/server.key
                tls_version tlsv1.3
                require_certificate true
                use_identity_as_username true
                use_username_as_clientid true
                persistence false
                max_queued_messages 0
                """.formatted(place));
    }
}
