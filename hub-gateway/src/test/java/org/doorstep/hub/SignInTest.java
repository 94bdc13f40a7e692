package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in to the hub, through its own door.
class SignInTest {
    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void theFirstLinkMakesAManagerOnceAndNeverAgain() {
        URI link = hub.pages.firstSignIn().orElseThrow();
        Map<String, String> account = Map.of("name", TestHub.NAME, "password", TestHub.PASSPHRASE);
        TestHub.Browser browser = hub.browser();

        assertThat(browser.post(link.getPath(), account).statusCode()).isEqualTo(303);
        assertThat(browser.get("/people").statusCode()).isEqualTo(200);
        assertThat(hub.pages.firstSignIn()).isEmpty();
        HttpResponse<String> again =
                hub.browser().post(link.getPath(), Map.of("name", "other", "password", TestHub.PASSPHRASE));
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.body()).contains("This link does not work any more");
    }

    @Test
    void aLinkOfAnEarlierStartAndOneThatIsTooOldOpenNothing() {
        URI earlier = hub.pages.firstSignIn().orElseThrow();
        URI later = hub.pages.firstSignIn().orElseThrow();
        assertThat(hub.browser().get(earlier.getPath()).statusCode()).isEqualTo(410);
        assertThat(hub.browser().get(later.getPath()).statusCode()).isEqualTo(200);

        hub.forward(Duration.ofHours(25));
        assertThat(hub.browser().get(later.getPath()).statusCode()).isEqualTo(410);
    }

    @Test
    void aWeakPassphraseIsSaidSoInWordsAndTheLinkStaysGood() {
        String path = hub.pages.firstSignIn().orElseThrow().getPath();
        HttpResponse<String> weak = hub.browser().post(path, Map.of("name", TestHub.NAME, "password", "short"));

        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(weak.body())
                .contains("The passphrase needs at least 12 characters")
                .contains(TestHub.NAME);
        assertThat(hub.browser().get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void whoGuessesWaitsWhetherTheNameHasAnAccountOrNot() {
        hub.signedIn(Role.MANAGER);
        for (String name : new String[] {TestHub.NAME, "nobody at all"}) {
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> wrong = signIn(hub.browser(), name, "not the passphrase");
                assertThat(wrong.statusCode()).as(name).isEqualTo(401);
                assertThat(wrong.body()).contains("do not go together");
            }
            HttpResponse<String> held = signIn(hub.browser(), name, TestHub.PASSPHRASE);
            assertThat(held.statusCode()).as(name).isEqualTo(429);
            assertThat(held.body()).contains("Wait a minute");
        }
        hub.forward(Duration.ofSeconds(61));
        assertThat(signIn(hub.browser(), TestHub.NAME, TestHub.PASSPHRASE).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aTokenPutIntoTheBrowserBeforehandIsWorthNothing() {
        hub.signedIn(Role.MANAGER);
        String fixed = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY";
        TestHub.Browser victim = hub.browser();
        HttpResponse<String> answer = victim.send(HttpRequest.newBuilder(hub.at("/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", "doorstep-hub=" + fixed)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "name=amina&password=" + TestHub.PASSPHRASE.replace(' ', '+'))));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(victim.cookie()).isNotEmpty().isNotEqualTo(fixed);
        HttpResponse<String> attacker = hub.browser()
                .send(HttpRequest.newBuilder(hub.at("/api/v1/today"))
                        .header("Cookie", "doorstep-hub=" + fixed)
                        .GET());
        assertThat(attacker.statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionEndsAfterAPauseAndAfterALongDay() {
        TestHub.Browser browser = hub.signedIn(Role.MANAGER);
        hub.forward(Duration.ofHours(3));
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        hub.forward(Duration.ofHours(5));
        assertThat(browser.get("/").headers().firstValue("Location")).hasValue("/sign-in");

        TestHub.Browser busy = hub.browser();
        signIn(busy, TestHub.NAME, TestHub.PASSPHRASE);
        for (int hours = 0; hours < 15; hours++) {
            hub.forward(Duration.ofHours(1));
            busy.get("/");
        }
        assertThat(busy.get("/").statusCode()).isIn(302, 303);
    }

    @Test
    void signingOutEndsTheSessionForGood() {
        TestHub.Browser browser = hub.signedIn(Role.MANAGER);
        String token = browser.cookie();
        browser.postFrom("/", "/sign-out", Map.of());

        HttpResponse<String> kept = hub.browser()
                .send(HttpRequest.newBuilder(hub.at("/api/v1/today"))
                        .header("Cookie", "doorstep-hub=" + token)
                        .GET());
        assertThat(kept.statusCode()).isEqualTo(401);
    }

    @Test
    void everyAnswerCarriesTheGuardingHeadersAndTheCookieIsOurs() {
        String path = hub.pages.firstSignIn().orElseThrow().getPath();
        HttpResponse<String> made =
                hub.browser().post(path, Map.of("name", TestHub.NAME, "password", TestHub.PASSPHRASE));

        assertThat(made.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly", "SameSite=Strict", "Path=/");
        for (String page : new String[] {"/sign-in", "/health", "/no-such-page", "/static/old/tokens.css"}) {
            HttpResponse<String> answer = hub.browser().get(page);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(page)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void aBodyThatIsTooLargeOrOfNoStatedLengthIsNotRead() {
        HttpResponse<String> large = hub.browser().post("/sign-in", Map.of("name", "a".repeat(17_000)));
        HttpResponse<String> unstated = hub.browser()
                .send(HttpRequest.newBuilder(hub.at("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(new byte[100]))));

        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("That is more than we can take");
        assertThat(unstated.statusCode()).isEqualTo(411);
    }

    @Test
    void staticFilesAreKeptForEverUnderTheirDigestAndPacked() {
        String page = hub.browser().get("/sign-in").body();
        String style = page.replaceAll("(?s).*href=\"(/static/[^\"]+components\\.css)\".*", "$1");
        HttpResponse<String> packed =
                hub.browser().send(HttpRequest.newBuilder(hub.at(style)).header("Accept-Encoding", "gzip"));

        assertThat(packed.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(hub.browser()
                        .get(style.replaceAll("/static/[^/]+", "/static/000000000000"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatWasChangedIsNotDrownedByWhatWasLookedAtAndEarlierIsALinkAway() {
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        manager.postFrom("/people", "/people/invite", Map.of("role", "READ_ONLY"));
        for (int i = 0; i < 120; i++) {
            manager.get("/");
        }
        String newest = manager.get("/people").body();
        assertThat(newest).contains("made a link for one reading only", "chose a name and a passphrase");
        String earlier = newest.replaceAll("(?s).*href=\"(/people\\?comings=[0-9]+)#comings\".*", "$1");
        for (int leaf = 0; leaf < 2; leaf++) {
            String older = manager.get(earlier).body();
            assertThat(older).contains("Back to the newest", "made a link for one reading only");
            earlier = older.replaceAll("(?s).*href=\"(/people\\?comings=[0-9]+)#comings\".*", "$1");
        }
        assertThat(newest).doesNotContain("/people?changes=");
        assertThat(manager.get("/people?comings=1&changes=nonsense").body())
                .contains("Nothing before this", "made a link for one reading only");
    }

    @Test
    void nothingGoesWrongInTheOpen() {
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        for (String path : new String[] {"/no-such-page", "/sessions/%2e%2e", "/activities/..%2f", "/people/remove"}) {
            HttpResponse<String> answer = manager.get(path);
            assertThat(answer.statusCode()).as(path).isBetween(400, 499);
            assertThat(answer.body()).as(path).doesNotContain("Exception", "org.doorstep", "\tat ");
        }
    }

    private static HttpResponse<String> signIn(TestHub.Browser browser, String name, String password) {
        return browser.post("/sign-in", Map.of("name", name, "password", password));
    }
}
