package org.doorstep.hub.enrolment;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.relay.identity.IdentityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes this hub's own two certificates anew, by its own issuing key and for the same keys, once the last third of
/// their days has begun: the one that it shows where it is called (`server`) and where it calls (`gateway`). Who uses
/// them reads the files at each connecting. Safe for all threads; looks from [#start] until it is closed.
///
/// It does so only while the hub knows the time: a certificate dated by a wrong clock would be a wrong time for every
/// device that sees it (decision 0051).
public final class OwnCertificates implements AutoCloseable {
    /// There are eight months to do it in; after a start it is done at once.
    private static final Duration EVERY = Duration.ofHours(1);

    /// The kind of a name in a certificate, RFC 5280, 4.2.1.6.
    private static final int HOST_NAME = 2;

    private static final int ADDRESS = 7;

    private static final Logger LOG = LoggerFactory.getLogger(OwnCertificates.class);

    private final Path identity;
    private final IssuingFiles issuing;
    private final Supplier<Optional<Instant>> time;
    private final SecureRandom random;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Until when each is good. `issuingUntil` is the end of the key that makes all others: nothing renews that but the
    /// authority's sheet.
    public record Standing(Instant ownUntil, Instant issuingUntil) {}

    /// `identity`: the folder with `server` and `gateway`. `time` is empty while the hub does not know it.
    public OwnCertificates(Path identity, IssuingFiles issuing, Supplier<Optional<Instant>> time, SecureRandom random) {
        this.identity = identity;
        this.issuing = issuing;
        this.time = time;
        this.random = random;
    }

    public void start() {
        // It reads and writes files, so a thread of its own.
        Thread.ofPlatform().name("own certificates").daemon().start(this::lookUntilClosed);
    }

    /// Throws [KeyFileException] if they cannot be read.
    public Standing standing() {
        Instant server = until(IdentityFiles.read(server()).certificate());
        Instant gateway = until(IdentityFiles.read(gateway()).certificate());
        return new Standing(
                server.isBefore(gateway) ? server : gateway,
                until(issuing.issuer().certificate()));
    }

    /// Renews what is to be renewed; how many were. Whatever goes wrong is said and tried again: a hub whose thread had
    /// died of it would find out only when nobody can reach it.
    int look() {
        int made = 0;
        try {
            Optional<Instant> now = time.get();
            if (now.isEmpty()) {
                return 0;
            }
            X509Certificate server = IdentityFiles.read(server()).certificate();
            if (isDue(server, now.get())) {
                place(server(), issuing.issuer().server(server.getPublicKey(), hosts(server), now.get(), random));
                made++;
            }
            X509Certificate gateway = IdentityFiles.read(gateway()).certificate();
            if (isDue(gateway, now.get())) {
                place(gateway(), issuing.issuer().gateway(gateway.getPublicKey(), now.get(), random));
                made++;
            }
        } catch (IdentityException | CertificateParsingException | RuntimeException e) {
            LOG.error("The hub's own certificates could not be made anew; tried again in an hour.", e);
        }
        return made;
    }

    private void place(Path folder, X509Certificate made) {
        IdentityFiles.place(
                folder,
                List.of(made, issuing.issuer().certificate()),
                issuing.issuer().root());
        LOG.info("The certificate in {} is made anew, until {}.", folder.getFileName(), until(made));
    }

    /// In the last third of its own days, or after them; and only if the next is good for longer,
    /// which near the issuing key's end it is not.
    private boolean isDue(X509Certificate own, Instant now) {
        Duration life = Duration.between(own.getNotBefore().toInstant(), until(own));
        return now.isAfter(until(own).minus(life.dividedBy(3)))
                && until(issuing.issuer().certificate()).isAfter(until(own).plus(Duration.ofDays(1)));
    }

    private static List<String> hosts(X509Certificate own) throws CertificateParsingException {
        Collection<List<?>> names = own.getSubjectAlternativeNames();
        return names == null
                ? List.of()
                : names.stream()
                        .filter(name ->
                                name.get(0).equals(HOST_NAME) || name.get(0).equals(ADDRESS))
                        .map(name -> (String) name.get(1))
                        .toList();
    }

    private static Instant until(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private Path server() {
        return identity.resolve("server");
    }

    private Path gateway() {
        return identity.resolve("gateway");
    }

    private void lookUntilClosed() {
        try {
            do {
                look();
            } while (!closed.await(EVERY.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
