package org.doorstep.hub.booking.notices;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/// Posts a few lines of text with a title (RFC 2047, so that any hub's name fits a header), as ntfy
/// and its like take it.
final class WebHook {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final NoticeSettings.Hook settings;
    private final HttpClient client;

    WebHook(NoticeSettings.Hook settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                // Whoever was named is told, and nobody they point to.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// Returns once it was taken.
    void post(String title, String text) throws NotSentException {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.address())
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=utf-8")
                .header(
                        "Title",
                        "=?UTF-8?B?" + Base64.getEncoder().encodeToString(title.getBytes(StandardCharsets.UTF_8))
                                + "?=")
                .POST(HttpRequest.BodyPublishers.ofString(text));
        if (!settings.token().isEmpty()) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        try {
            HttpResponse<Void> answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() / 100 != 2) {
                throw new NotSentException("The webhook answered " + answer.statusCode() + ".");
            }
        } catch (IOException e) {
            throw new NotSentException("The webhook could not be reached.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSentException("The hub ends.", e);
        }
    }
}
