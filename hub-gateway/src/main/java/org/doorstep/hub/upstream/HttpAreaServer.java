package org.doorstep.hub.upstream;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.figures.FigureLedger;
import org.doorstep.relay.contract.figures.FigureProof;
import org.doorstep.relay.contract.figures.FigureWeek;
import org.doorstep.relay.tls.TlsEnd;

/// The area server at its own door, where both ends show a certificate of our authority's; or over
/// HTTP, or HTTPS with the machine's own trusted authorities, as its address says. The only place
/// in the hub from which anything is sent beyond the building.
public final class HttpAreaServer implements AreaServer {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// A slow line carries a batch of 60 kB in this.
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

    /// A cursor is 200 bytes, all weeks that a proof may name 13 kB; more is not from an area server.
    private static final int MOST_ANSWER_BYTES = 32 * 1024;

    /// A page of the ledger is as large as a batch of the longest names.
    private static final int MOST_PAGE_BYTES = 160 * 1024;

    private final HttpClient client;
    private final String prefix;
    private final String token;

    /// Without certificates of ours.
    public HttpAreaServer(URI area, HubId hub, String token) {
        this(area, hub, token, plain().build());
    }

    /// At the area's door. `end` says who this hub is and who the area must be: no host name counts.
    public HttpAreaServer(URI area, HubId hub, String token, TlsEnd end) {
        this(
                area,
                hub,
                token,
                plain().sslContext(end.context())
                        .sslParameters(new SSLParameters(null, new String[] {TlsEnd.PROTOCOL}))
                        .build());
    }

    private HttpAreaServer(URI area, HubId hub, String token, HttpClient client) {
        this.client = client;
        String base = area.toString();
        this.prefix = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1/hubs/" + hub;
        this.token = token;
    }

    private static HttpClient.Builder plain() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1);
    }

    @Override
    public Answer cursor() {
        return answered(ask(request("/cursor").GET().build()));
    }

    @Override
    public Answer send(FigureBatch batch) {
        return answered(ask(posted("/figures", Wire.writeMessage(batch))));
    }

    @Override
    public Compared<FigureLedger> ledger(long after) {
        return compared(ask(request("/ledger?after=" + after).GET().build(), MOST_PAGE_BYTES), FigureLedger.class);
    }

    @Override
    public Compared<FigureProof.Answer> compare(FigureProof proof) {
        return compared(ask(posted("/proof", Wire.writeMessage(proof))), FigureProof.Answer.class);
    }

    @Override
    public Compared<FigureWeek.Answer> compare(FigureWeek week) {
        return compared(ask(posted("/proof/week", Wire.writeMessage(week))), FigureWeek.Answer.class);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(prefix + path)).header("Authorization", "Bearer " + token);
    }

    private HttpRequest posted(String path, byte[] body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private Optional<HttpResponse<byte[]>> ask(HttpRequest request) {
        return ask(request, MOST_ANSWER_BYTES);
    }

    /// Waits for the whole answer no longer than that: a request's own timeout ends with the head
    /// lines, and a server that then falls silent would hold the loop for ever. Empty if there was
    /// none.
    private Optional<HttpResponse<byte[]>> ask(HttpRequest request, int mostBytes) {
        CompletableFuture<HttpResponse<byte[]>> asked = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), mostBytes));
        try {
            return Optional.of(asked.get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            asked.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Answer answered(Optional<HttpResponse<byte[]>> response) {
        if (response.isEmpty()) {
            return new Answer.Away();
        }
        int status = response.get().statusCode();
        byte[] body = response.get().body();
        try {
            if (status == 200) {
                return new Answer.At(Wire.readMessage(body, FigureCursor.class));
            }
            if (status == 409) {
                return new Answer.Elsewhere(Wire.readMessage(body, FigureCursor.class));
            }
        } catch (WireException e) {
            return new Answer.Away();
        }
        return status >= 400 && status < 500 && status != 408 && status != 429
                ? new Answer.Refused(status)
                : new Answer.Away();
    }

    private static <T> Compared<T> compared(Optional<HttpResponse<byte[]>> response, Class<T> type) {
        if (response.isEmpty()) {
            return new Compared.Away<>();
        }
        try {
            return switch (response.get().statusCode()) {
                case 200 ->
                    new Compared.Answered<>(Wire.readMessage(response.get().body(), type));
                case 404, 405 -> new Compared.TooOld<>();
                case 409 -> new Compared.Elsewhere<>();
                default -> new Compared.Away<>();
            };
        } catch (WireException e) {
            return new Compared.Away<>();
        }
    }
}
