package org.doorstep.system.campaign;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// The manager in the office, who adds an activity every few seconds: something that only the hub knows. What the hub
/// said that it has is written into the [OfficeBook]. One thread runs it.
final class Office implements Runnable {
    private static final String NAME = "manager";
    private static final String PASSPHRASE = "a long walk to the hall";

    /// A hub takes 200 activities; a round has fewer of these.
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    /// Longer than a hub is held still.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private static final int SEE_OTHER = 303;

    /// Days on which nobody comes in this round, so that no tap is concerned.
    private static final int DAYS_AHEAD = 3;

    private final TrialHouse house;
    private final OfficeBook book;
    private final LocalDate today;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .connectTimeout(PATIENCE)
            .build();
    private final CountDownLatch closing = new CountDownLatch(1);
    private int added;

    Office(TrialHouse house, OfficeBook book, LocalDate today, InstantSource clock) {
        this.house = house;
        this.book = book;
        this.today = today;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            while (!closing.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    add();
                } catch (IOException e) {
                    // The hub is away, or began anew in the middle: whatever was not answered was not promised.
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.shutdownNow();
        }
    }

    void close() {
        closing.countDown();
    }

    private void add() throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(get("/activities/new"));
        if (!csrf.find()) {
            signIn();
            return;
        }
        LocalDate day = today.plusDays(DAYS_AHEAD);
        String id = "campaign-" + ++added;
        boolean taken = post(
                "/activities/new",
                Map.of(
                        "csrf",
                        csrf.group(1),
                        "title",
                        id,
                        "room",
                        "",
                        "picture",
                        "star",
                        "first",
                        day.toString(),
                        "weekday0",
                        Integer.toString(day.getDayOfWeek().getValue()),
                        "starts0",
                        "10:00",
                        "ends0",
                        "11:00"));
        if (taken) {
            book.told(id, clock.instant());
        }
    }

    /// A hub that knows nobody prints a link; one that was restored to before that knows nobody again.
    private void signIn() throws IOException, InterruptedException {
        Map<String, String> account = Map.of("name", NAME, "password", PASSPHRASE);
        if (post("/sign-in", account)) {
            return;
        }
        var link = house.program(Part.HUB).said("first-sign-in");
        if (link.isPresent() && post(URI.create(link.get()).getPath(), account)) {
            book.begun(clock.instant());
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private boolean post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == SEE_OTHER;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(house.url(Part.HUB) + path)).timeout(PATIENCE);
    }
}
