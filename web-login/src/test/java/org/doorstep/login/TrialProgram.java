package org.doorstep.login;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.doorstep.relay.store.Database;

/// A small program with a page for each kind of route, and somebody's browser: it keeps one cookie and follows nothing.
final class TrialProgram implements AutoCloseable {
    enum Role implements StaffRole {
        MANAGER,
        HELPER
    }

    /// An answer, and where it sends the browser (or an empty text).
    record Answer(int status, String text, String location) {}

    final Login<Role> login;
    private final Database database;
    private final Javalin server;
    private HttpClient client = from("127.0.0.1");
    private Instant now = Instant.parse("2026-11-18T10:00:00Z");
    String cookie = "";

    TrialProgram(Path folder) {
        database = Database.open(folder.resolve("program.db"), "org/doorstep/login/db/sqlite");
        login = new Login<>(
                LoginStore.of(database), Role.class, () -> now, new Random(3), pages(), new LoginSettings("trial"));
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            login.addTo(config.routes);
            config.routes.get(
                    "/", ctx -> ctx.result("home of " + login.signedIn(ctx).name()), Role.MANAGER, Role.HELPER);
            config.routes.get("/token", ctx -> ctx.result(login.signedIn(ctx).csrf()), Role.MANAGER, Role.HELPER);
            config.routes.get("/managers", ctx -> ctx.result("managers"), Role.MANAGER);
            config.routes.post("/change", ctx -> ctx.result("changed"), Role.MANAGER, Role.HELPER);
            config.routes.get("/open", ctx -> ctx.result("open"), Anyone.ANYONE);
            config.routes.get("/forgotten", ctx -> ctx.result("nobody should see this"));
        });
        server.start("127.0.0.1", 0);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /// From here on requests come from another of this machine's addresses, each 127.x.y.z of which is its own.
    void moveTo(String address) {
        client.close();
        client = from(address);
        cookie = "";
    }

    private static HttpClient from(String address) {
        return HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .build();
    }

    Answer get(String path) {
        return ask(request(path).GET());
    }

    Answer post(String path, String form, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return ask(request);
    }

    String host() {
        return "127.0.0.1:" + server.port();
    }

    HttpResponse<String> whole(String path) {
        try {
            return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
        database.close();
        client.close();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + host() + path));
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private Answer ask(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Location").orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static LoginPages pages() {
        return new LoginPages() {
            @Override
            public String signIn(Context ctx, SignInForm form) {
                return "sign in " + form.note() + " " + form.waitMinutes();
            }

            @Override
            public String begin(Context ctx, BeginForm form) {
                return "begin " + form.note();
            }

            @Override
            public String refused(Context ctx, Refusal refusal) {
                return "refused " + refusal;
            }
        };
    }
}
