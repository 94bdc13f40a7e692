package org.doorstep.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.hub.aboutme.CopyNumbers;
import org.doorstep.hub.activities.Activities;
import org.doorstep.hub.activities.SessionPlaces;
import org.doorstep.hub.attendance.Attendance;
import org.doorstep.hub.attendance.ClaimedVisits;
import org.doorstep.hub.attendance.DeniedVisits;
import org.doorstep.hub.attendance.HandPlacing;
import org.doorstep.hub.backup.CopyStatus;
import org.doorstep.hub.booking.phone.PhoneDoor;
import org.doorstep.hub.broker.TurnedAway;
import org.doorstep.hub.carry.CarryDesk;
import org.doorstep.hub.carry.FigureDesk;
import org.doorstep.hub.clock.HubClock;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.enrolment.OwnCertificates;
import org.doorstep.hub.enrolment.ShuttingOut;
import org.doorstep.hub.ingest.EventIngest;
import org.doorstep.hub.joining.Claims;
import org.doorstep.hub.paper.PaperPasses;
import org.doorstep.hub.paper.SlipDesk;
import org.doorstep.hub.paper.StaffPasses;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.hub.passes.SealedCards;
import org.doorstep.hub.privacy.Erases;
import org.doorstep.hub.privacy.Retention;
import org.doorstep.hub.residents.LostPassDesk;
import org.doorstep.hub.upstream.UpstreamStatus;
import org.doorstep.hub.web.Pulse;
import org.doorstep.hub.web.Role;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.talk.TokenKey;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.inbox.Gaps;
import org.doorstep.relay.inbox.Inbox;
import org.doorstep.relay.joining.DoorAddress;
import org.doorstep.relay.joining.Fingerprint;
import org.doorstep.relay.store.Database;
import org.doorstep.relay.supervision.Connections;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.relay.time.LastKnownTime;

/// The hub's real pages on a real database, without broker and ingest, at a time that the test sets.
final class TestHub implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("Europe/London");

    /// A Tuesday afternoon: homework club is on.
    static final Instant TUESDAY = Instant.parse("2026-11-24T16:20:00Z");

    static final String NAME = "amina";
    static final String PASSPHRASE = "four kettles by the door";

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    final Database database;
    final Pulse changed = new Pulse();
    final HubPages pages;
    final KeyFiles keys;
    private final EventIngest ingest;
    private final Path folder;
    final KeyPair serverKey = EcKeys.random(new SecureRandom());
    final Claims claims;
    final LostPassDesk lost;
    final CopyNumbers copies;
    final PhoneDoor phones;
    private volatile Instant now = TUESDAY;
    volatile CopyStatus copy = CopyStatus.none();
    volatile Optional<OwnCertificates.Standing> standing = Optional.empty();
    volatile boolean brokerFollows = true;
    volatile UpstreamStatus upstream = UpstreamStatus.noArea();

    TestHub(Path folder) {
        this(folder, new Settings.Broker.Embedded("127.0.0.1", 0, new Settings.Entry.OwnSecret()));
    }

    TestHub(Path folder, Settings.Broker broker) {
        this.folder = folder;
        Settings settings = new Settings(
                folder,
                new HubId("millbrook"),
                "Millbrook Fold",
                ZONE,
                new Settings.Web("127.0.0.1", 0),
                broker,
                new Settings.Door.Closed(),
                folder.resolve("devices"),
                folder.resolve("activities.csv"),
                new Settings.Area.None(),
                new Settings.Copy.None());
        database = Database.open(folder.resolve("hub.db"), Hub.MIGRATIONS);
        InstantSource clock = () -> now;
        SecureRandom random = new SecureRandom();
        Inbox inbox = new Inbox(database, settings.hub(), random, clock);
        Activities activities = new Activities(database, ZONE, clock, (transaction, from, to) -> {}, changed::beat);
        keys = keys(folder.resolve("keys"), random);
        ingest = new EventIngest(database, inbox, List.of(), acks -> {}, changed::beat);
        ingest.start();
        claims = new Claims(
                new DoorAddress("192.168.1.10", 8405),
                () -> Fingerprint.of(serverKey.getPublic()),
                new Kept(clock),
                random,
                changed::beat);
        copies = new CopyNumbers(random, clock);
        lost = new LostPassDesk(database, register(), attendance(), new byte[32], ZONE, clock, changed::beat);
        phones = new PhoneDoor(clock, random);
        pages = new HubPages(
                settings,
                database,
                clock,
                random,
                activities,
                new HandPlacing(database, attendance(), clock, changed::beat),
                new ClaimedVisits(database, attendance(), clock, changed::beat),
                new DeniedVisits(database, attendance(), clock, changed::beat),
                new HubClock(new Kept(clock), database, new LastKnownTime(folder)),
                new Gaps(inbox),
                () -> upstream,
                () -> copy,
                () -> true,
                new Connections(),
                () -> new EventIngest.Counts(3, 8_192, 0, 214, 9, Duration.ofMillis(120)),
                new TurnedAway(clock),
                new ShuttingOut(
                        database,
                        settings.devicesDir(),
                        new RegisteredDevices(settings.devicesDir()),
                        Optional.empty(),
                        device -> {},
                        changed::beat,
                        clock),
                () -> standing,
                () -> brokerFollows,
                ingest::countWhatWaits,
                new CarryDesk(
                        settings.hub(),
                        new EnrolledDevices(settings.devicesDir()),
                        keys,
                        database,
                        inbox,
                        ingest,
                        new FigureDesk(settings.hub(), keys, Optional.empty(), Optional.empty(), clock, random),
                        clock),
                new PaperPasses(database, new PassSigner(keys.signingKey(), settings.zone(), clock, random), clock),
                new StaffPasses(
                        database, new PassSigner(keys.signingKey(), settings.zone(), clock, random), random, clock),
                new SlipDesk(database, Optional.empty(), keys.signingKey(), settings.zone(), clock),
                Optional.of(claims),
                new Retention(Fields.kept(), database, Erases.nobody(), () -> Optional.of(now), ZONE),
                lost,
                copies,
                BookingSide.of(settings, activities, database, clock, random, phones, changed::beat),
                () -> {},
                changed);
    }

    private static KeyFiles keys(Path folder, SecureRandom random) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KeyFiles.make(folder, random);
        return KeyFiles.read(folder);
    }

    private static Attendance attendance() {
        return new Attendance(ZONE, register(), new SessionPlaces(ZONE));
    }

    private static PassRegister register() {
        return new PassRegister(new SealedCards(List.of(), new TokenKey(1, new byte[32])));
    }

    /// A board without a clock chip, which no time server reaches.
    private record Kept(InstantSource wall) implements DeviceClock {
        @Override
        public Instant instant() {
            return wall.instant();
        }

        @Override
        public Moment moment() {
            return new Moment(
                    "boot",
                    Duration.between(TUESDAY.minusSeconds(600), wall.instant()).toMillis(),
                    Moment.Clock.UNKNOWN,
                    Moment.UNBOUNDED);
        }
    }

    void forward(Duration by) {
        now = now.plus(by);
    }

    Instant now() {
        return now;
    }

    Path folder() {
        return folder;
    }

    URI at(String path) {
        return pages.address().resolve(path);
    }

    /// A browser that keeps cookies and follows no redirect by itself.
    Browser browser() {
        return new Browser();
    }

    /// A browser whose visitor has made the first account, or been invited by it, and is signed in.
    Browser signedIn(Role role) {
        Browser browser = browser();
        URI link = pages.firstSignIn()
                .orElseGet(() -> pages.address().resolve(pages.login().invite(role, Duration.ofHours(1), NAME)));
        if (pages.login().staff().members().isEmpty() && role != Role.MANAGER) {
            signedIn(Role.MANAGER);
            return signedIn(role);
        }
        String name = role == Role.MANAGER && pages.login().staff().members().isEmpty()
                ? NAME
                : "person " + pages.login().staff().members().size();
        browser.post(link.getPath(), Map.of("name", name, "password", PASSPHRASE));
        return browser;
    }

    @Override
    public void close() {
        pages.close();
        ingest.close();
        database.close();
    }

    final class Browser {
        private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(at(path)).GET());
        }

        HttpResponse<String> post(String path, Map<String, String> fields) {
            return send(HttpRequest.newBuilder(at(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(encode(fields))));
        }

        /// A form with a file in it, as a browser sends one.
        HttpResponse<String> give(String page, String path, String name, byte[] file) {
            String between = "----between";
            String head = "--" + between + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + csrf(page)
                    + "\r\n--" + between + "\r\nContent-Disposition: form-data; name=\"" + name
                    + "\"; filename=\"a.carried\"\r\nContent-Type: application/octet-stream\r\n\r\n";
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file);
            body.writeBytes(("\r\n--" + between + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return send(HttpRequest.newBuilder(at(path))
                    .header("Content-Type", "multipart/form-data; boundary=" + between)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
        }

        /// Loads the page first, for its token, as a person does.
        HttpResponse<String> postFrom(String page, String path, Map<String, String> fields) {
            Map<String, String> all = new java.util.HashMap<>(fields);
            all.put("csrf", csrf(page));
            return post(path, all);
        }

        String csrf(String page) {
            Matcher token = CSRF.matcher(get(page).body());
            if (!token.find()) {
                throw new AssertionError("No form's token on " + page);
            }
            return token.group(1);
        }

        HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return client.send(
                        request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        /// Opens a page's own stream; gives what it has brought by then.
        Supplier<String> watch(String path) {
            StringBuffer brought = new StringBuffer();
            client.sendAsync(
                    HttpRequest.newBuilder(at(path))
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArrayConsumer(bytes ->
                            bytes.ifPresent(some -> brought.append(new String(some, StandardCharsets.UTF_8)))));
            return brought::toString;
        }

        String cookie() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("doorstep-hub"))
                    .map(java.net.HttpCookie::getValue)
                    .findFirst()
                    .orElse("");
        }
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(e -> URLEncoder.encode(e.getKey(), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
