package org.doorstep.area;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.doorstep.area.store.Store;
import org.doorstep.area.web.WebServer;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.time.DeviceClock;

/// A whole area server on a free port, with hubs that tests make, and a clock that tests turn.
public final class TrialArea implements AutoCloseable {
    /// A Wednesday.
    public static final Instant START = Instant.parse("2026-11-18T10:00:00Z");

    private final Path hubsDir;
    private final Store store;
    private final Area area;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Instant now = START;

    /// An answer: its status and its text.
    public record Answer(int status, String text) {}

    public TrialArea(Path folder, Store store) throws IOException {
        this(folder, store, new Settings.Door.BesideThePages());
    }

    TrialArea(Path folder, Store store, Settings.Door door) throws IOException {
        this.hubsDir = Files.createDirectories(folder.resolve("hubs"));
        this.store = store;
        Settings settings = new Settings(
                folder,
                "Millbrook and around",
                ZoneId.of("Europe/London"),
                hubsDir,
                new Settings.Web("127.0.0.1", 0),
                door,
                new Settings.Keeping.Sqlite(folder.resolve("unused")));
        this.area = new Area(settings, store, new TurnedClock(), new SecureRandom());
        area.openDoor();
    }

    /// A clock that knows the time within a breath.
    private final class TurnedClock implements DeviceClock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public Moment moment() {
            return new Moment("5b1f0f1c-6a63-4c1e-8f1a-0d2a4a7b9c10", now.toEpochMilli(), Moment.Clock.SYNCED, 50);
        }
    }

    URI doorUrl() {
        return area.doorUrl();
    }

    public void setNow(Instant instant) {
        now = instant;
    }

    public Store store() {
        return store;
    }

    public String url() {
        return area.url();
    }

    List<WebServer.Route> routes() {
        return area.routes();
    }

    Map<String, Supplier<Duration>> loops() {
        return area.loops();
    }

    String state() {
        return area.state();
    }

    public String firstSignIn() {
        return area.firstSignIn().orElseThrow();
    }

    /// Gives a hub its place in the area; its token is `token of <id>`.
    public void addHub(String id, String name) throws IOException {
        writeHub(hubsDir, id, name);
    }

    /// Takes its place away; what it said stays.
    public void removeHub(String id) throws IOException {
        Files.delete(hubsDir.resolve(id + ".properties"));
    }

    public static void writeHub(Path hubsDir, String id, String name) throws IOException {
        Files.writeString(
                hubsDir.resolve(id + ".properties"),
                "name = " + name + "\ntoken.sha256 = " + sha256("token of " + id) + "\n");
    }

    public Answer send(String hub, FigureBatch batch) {
        return send(hub, "token of " + hub, Wire.writeMessage(batch));
    }

    public Answer send(String hub, String token, byte[] body) {
        return ask(HttpRequest.newBuilder(URI.create(url() + "/api/v1/hubs/" + hub + "/figures"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    public Answer prove(String hub, FigureProof proof) {
        return post(hub, "proof", Wire.writeMessage(proof));
    }

    public Answer prove(String hub, FigureWeek week) {
        return post(hub, "proof/week", Wire.writeMessage(week));
    }

    /// To one of the hub's addresses, with its own token.
    public Answer post(String hub, String path, byte[] body) {
        return ask(HttpRequest.newBuilder(URI.create(url() + "/api/v1/hubs/" + hub + "/" + path))
                .header("Authorization", "Bearer token of " + hub)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    public Answer cursor(String hub, String token) {
        return ask(HttpRequest.newBuilder(URI.create(url() + "/api/v1/hubs/" + hub + "/cursor"))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    public Answer ledger(String hub, String after) {
        return ask(HttpRequest.newBuilder(URI.create(url() + "/api/v1/hubs/" + hub + "/ledger?after=" + after))
                .header("Authorization", "Bearer token of " + hub)
                .build());
    }

    public Answer ask(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        area.close();
        store.close();
        client.close();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
