package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.doorstep.relay.contract.Wire;
import tools.jackson.databind.JsonNode;

/// What a kiosk's page asks of it, asked as the page does and without a browser.
final class Touches implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final TrialKiosk kiosk;

    Touches(TrialKiosk kiosk) {
        this.kiosk = kiosk;
    }

    /// What is to be shown after it.
    JsonNode touch(String to, Map<String, Object> touch) {
        HttpResponse<String> answer = send(to, touch);
        assertThat(answer.statusCode()).as(to).isEqualTo(200);
        return Wire.JSON.readTree(answer.body());
    }

    HttpResponse<String> send(String to, Map<String, Object> touch) {
        return sent(HttpRequest.newBuilder(URI.create(kiosk.url() + "/" + to))
                .header("Origin", kiosk.url())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Wire.JSON.writeValueAsString(touch)))
                .build());
    }

    /// The page as it is loaded.
    String home() {
        return sent(HttpRequest.newBuilder(URI.create(kiosk.url() + "/")).build())
                .body();
    }

    /// What a page that comes is told first: so many events, as `event: data`.
    List<String> firstNews(int many) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(kiosk.url() + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        try (InputStream news = client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                        .body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(news, StandardCharsets.UTF_8))) {
            List<String> told = new ArrayList<>();
            String event = "";
            while (told.size() < many) {
                String line = lines.readLine();
                if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    told.add(event + ": " + line.substring("data: ".length()));
                }
            }
            return told;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpResponse<String> sent(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
