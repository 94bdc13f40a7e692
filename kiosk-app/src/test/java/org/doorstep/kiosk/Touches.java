package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
