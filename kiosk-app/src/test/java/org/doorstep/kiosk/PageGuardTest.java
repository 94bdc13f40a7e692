package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing but the kiosk's own page can press the kiosk's buttons.
class PageGuardTest {
    @TempDir
    private Path folder;

    private TrialKiosk kiosk;
    private int port;

    @BeforeEach
    void start() {
        kiosk = new TrialKiosk(folder).start();
        port = URI.create(kiosk.url()).getPort();
    }

    @AfterEach
    void close() {
        kiosk.close();
    }

    @Test
    void theOwnPageMay() throws IOException {
        assertThat(post("127.0.0.1:" + port, "Origin: http://127.0.0.1:" + port))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aPageOfAnotherSiteMayNot() throws IOException {
        assertThat(post("127.0.0.1:" + port, "Origin: http://example.org")).startsWith("HTTP/1.1 403");
        assertThat(post("127.0.0.1:" + port, "Sec-Fetch-Site: cross-site\r\nOrigin: http://127.0.0.1:" + port))
                .startsWith("HTTP/1.1 403");
        assertThat(post("127.0.0.1:" + port, "X-Nothing: said")).startsWith("HTTP/1.1 403");
        assertThat(written()).isZero();
    }

    @Test
    void anotherNameForThisAddressMayNot() throws IOException {
        assertThat(post("kiosk.example.org:" + port, "Origin: http://kiosk.example.org:" + port))
                .startsWith("HTTP/1.1 403");
        assertThat(send("GET / HTTP/1.1\r\nHost: kiosk.example.org\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void pagesSayThatNothingElseMayRunInThem() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n"))
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';")
                .doesNotContain("<script>", "style=", "onclick");
    }

    @Test
    void nonsenseIsABadRequest() throws IOException {
        String origin = "Origin: http://127.0.0.1:" + port;
        for (String body : new String[] {
            "", "[]", "{\"event\":7}", "{\"event\":\"x\",\"adults\":-1,\"from0\":0,\"from5\":0,\"from12\":0}", "\u0000"
        }) {
            assertThat(post("/desk/companions", "127.0.0.1:" + port, origin, body))
                    .as(body)
                    .startsWith("HTTP/1.1 400");
        }
        assertThat(written()).isZero();
    }

    private int written() {
        return kiosk.store.database().read(handle -> handle.createQuery("SELECT count(*) FROM outbox_event")
                .mapTo(int.class)
                .one());
    }

    private String post(String host, String header) throws IOException {
        return post("/desk/guest", host, header, "{}");
    }

    private String post(String path, String host, String header, String body) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + header
                + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .collect(Collectors.joining("\n"));
        }
    }
}
