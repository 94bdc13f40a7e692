package org.doorstep.system.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.EventId;
import org.doorstep.relay.contract.Wire;
import tools.jackson.databind.JsonNode;

/// A hand at one kiosk: it shows cards and codes to the simulated readers, touches the screen, and sees what is shown.
///
/// It knows only what a browser on the kiosk knows. A kiosk that is away makes its calls throw IOException. For one
/// thread; what is shown is gathered by another.
public final class KioskHand implements AutoCloseable {
    /// A kiosk answers in milliseconds; more than this is a kiosk that hangs.
    private static final long LATER_THAN_ANY_FACE = 1L << 50;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String url;
    private final HttpClient client;
    private final BlockingQueue<Shown> shown = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    public KioskHand(String url) {
        this.url = url;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /// Opens the page and waits until what it is told arrives. Call again after the kiosk has started again.
    public void look() throws IOException, InterruptedException {
        HttpResponse<java.io.InputStream> stream = client.send(
                HttpRequest.newBuilder(URI.create(url + "/events"))
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (stream.statusCode() != 200) {
            throw new IOException("The kiosk's page answers " + stream.statusCode() + ".");
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
        // The first thing said is how the page rests: from here on, nothing that is shown is missed.
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {}
        Thread.ofVirtual().name("look at " + url).start(() -> gather(lines));
    }

    public void card(String number) throws IOException, InterruptedException {
        send("/simulator/card", Map.of("number", number));
    }

    public void code(String text) throws IOException, InterruptedException {
        send("/simulator/code", "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    /// A picture of a code, as a camera would see it.
    public void picture(byte[] image) throws IOException, InterruptedException {
        send("/simulator/picture", "application/octet-stream", image);
    }

    /// "I have no card."
    public Shown guest() throws IOException, InterruptedException {
        return touch("/desk/guest", Map.of());
    }

    /// "New here?"
    public Shown newPass() throws IOException, InterruptedException {
        return touch("/desk/pass", Map.of());
    }

    /// Of so many children some are younger and some older, as they are brought along.
    public Shown companions(EventId event, int adults, int children) throws IOException, InterruptedException {
        int younger = children / 3;
        int older = children / 4;
        return touch(
                "/desk/companions",
                Map.of(
                        "event",
                        event.toString(),
                        "adults",
                        adults,
                        "from0",
                        younger,
                        "from5",
                        children - younger - older,
                        "from12",
                        older));
    }

    /// A button of a face that is about this tap or guest.
    public Shown touch(String path, EventId event) throws IOException, InterruptedException {
        return touch(path, Map.of("event", event.toString()));
    }

    /// A button that says something with its touch, or what was typed before it.
    public Shown touch(String path, EventId event, String said) throws IOException, InterruptedException {
        return touch(path, Map.of("event", event.toString(), "value", said));
    }

    /// Pictures that were touched in that order, by their numbers.
    public Shown pictures(String path, EventId event, String numbers) throws IOException, InterruptedException {
        return touch(path, Map.of("event", event.toString(), "pictures", numbers, "page", 0));
    }

    /// The page goes home, from whatever it showed last.
    public void home() throws IOException, InterruptedException {
        send("/wishes/home", Map.of("shown", LATER_THAN_ANY_FACE));
    }

    /// What is shown next after a reading; empty if nothing is within this time.
    public Optional<Shown> shown(Duration within) throws InterruptedException {
        return Optional.ofNullable(shown.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Forgets what was shown and not asked for.
    public void blink() {
        shown.clear();
    }

    public JsonNode health() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url + "/health"))
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return Wire.JSON.readTree(answer.body());
    }

    /// Events that the hub has not yet acknowledged; 0 too before the kiosk has looked.
    public long notAtHub() throws IOException, InterruptedException {
        return health().get("notAtHub").longValue();
    }

    /// Whether the hub answers the kiosk, and at most so many events are not acknowledged.
    public boolean isAtHubBut(long events) throws IOException, InterruptedException {
        JsonNode health = health();
        return health.get("hubHere").booleanValue() && health.get("notAtHub").longValue() <= events;
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
    }

    private Shown touch(String path, Map<String, Object> body) throws IOException, InterruptedException {
        return Shown.of(Wire.JSON.readTree(send(path, body)));
    }

    private String send(String path, Map<String, Object> body) throws IOException, InterruptedException {
        return send(path, "application/json", Wire.JSON.writeValueAsBytes(body));
    }

    private String send(String path, String type, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(PATIENCE)
                        .header("Content-Type", type)
                        .header("Origin", url)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("The kiosk answers " + answer.statusCode() + " to " + path + ".");
        }
        return answer.body();
    }

    private void gather(BufferedReader lines) {
        String event = "";
        StringBuilder data = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring("data:".length()).strip());
                } else if (line.isEmpty()) {
                    if (event.equals("show")) {
                        shown.add(Shown.of(Wire.JSON.readTree(data.toString())));
                    }
                    event = "";
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // The kiosk has ended: look() begins again.
        }
    }
}
