package org.doorstep.hub.upstream;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.doorstep.relay.contract.FigureBatch;
import org.doorstep.relay.contract.FigureCursor;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;

/// The area server over HTTP, or HTTPS if its address says so (with the machine's own trusted authorities). The only
/// place in the hub from which anything is sent beyond the building.
public final class HttpAreaServer implements AreaServer {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// A slow line carries a batch of 60 kB in this.
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    /// A cursor is 200 bytes; more is not from an area server.
    private static final int MOST_ANSWER_BYTES = 16 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String prefix;
    private final String token;

    public HttpAreaServer(URI area, HubId hub, String token) {
        String base = area.toString();
        this.prefix = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1/hubs/" + hub;
        this.token = token;
    }

    @Override
    public Answer cursor() {
        return ask(request("/cursor").GET().build());
    }

    @Override
    public Answer send(FigureBatch batch) {
        return ask(request("/figures")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Wire.writeMessage(batch)))
                .build());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(prefix + path)).header("Authorization", "Bearer " + token);
    }

    /// Waits for the whole answer no longer than that: a request's own timeout ends with the head lines, and a server
    /// that then falls silent would hold the loop for ever.
    private Answer ask(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> asked = client.sendAsync(
                request,
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> response = asked.get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return answer(response.statusCode(), response.body());
        } catch (ExecutionException | TimeoutException | WireException e) {
            asked.cancel(true);
            return new Answer.Away();
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.Away();
        }
    }

    private static Answer answer(int status, byte[] body) throws WireException {
        if (status == 200) {
            return new Answer.At(Wire.readMessage(body, FigureCursor.class));
        }
        if (status == 409) {
            return new Answer.Elsewhere(Wire.readMessage(body, FigureCursor.class));
        }
        return status >= 400 && status < 500 && status != 408 && status != 429
                ? new Answer.Refused(status)
                : new Answer.Away();
    }
}
