package org.doorstep.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.doorstep.login.TrialProgram.Answer;
import org.doorstep.login.TrialProgram.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final String RIGHT = "name=ama&password=a+short+sentence+works";
    private static final String WRONG = "name=ama&password=another+sentence";

    @TempDir
    Path folder;

    private TrialProgram program;

    @BeforeEach
    void openProgram() {
        program = new TrialProgram(folder);
    }

    @AfterEach
    void closeProgram() {
        program.close();
    }

    @Test
    void aLinkMakesOneAccountAndIsThenSpent() {
        String link = program.login.firstLink(Role.MANAGER).orElseThrow();
        assertThat(program.get(link).text()).isEqualTo("begin NONE");
        assertThat(program.post(link, RIGHT).location()).endsWith("/");
        assertThat(program.get("/").text()).isEqualTo("home of ama");

        assertThat(program.get(link)).isEqualTo(new Answer(410, "refused LINK_SPENT", ""));
        assertThat(program.post(link, "name=bo&password=a+short+sentence+works").status())
                .isEqualTo(410);
        assertThat(program.login.firstLink(Role.MANAGER)).isEqualTo(Optional.empty());
    }

    @Test
    void theFirstLinkOfAnEarlierStartEndsWithTheNextAndWithTheDay() {
        String earlier = program.login.firstLink(Role.MANAGER).orElseThrow();
        String later = program.login.firstLink(Role.MANAGER).orElseThrow();
        assertThat(program.get(earlier).status()).isEqualTo(410);
        assertThat(program.get(later).status()).isEqualTo(200);
        program.pass(Duration.ofHours(25));
        assertThat(program.get(later).status()).isEqualTo(410);
    }

    @Test
    void aPasswordIsLongAndNotTheNameAndNotOneKeyHeldDown() {
        String link = program.login.firstLink(Role.MANAGER).orElseThrow();
        assertThat(program.post(link, "name=ama&password=short").text()).isEqualTo("begin PASSWORD_SHORT");
        assertThat(program.post(link, "name=ama&password=" + "ab".repeat(65)).text())
                .isEqualTo("begin PASSWORD_LONG");
        assertThat(program.post(link, "name=ama&password=aaaaaaaaaaaaaa").text())
                .isEqualTo("begin PASSWORD_EASY");
        assertThat(program.post(link, "name=amaryllis+jones&password=Amaryllis+Jones")
                        .text())
                .isEqualTo("begin PASSWORD_EASY");
        assertThat(program.post(link, "name=&password=a+short+sentence+works").text())
                .isEqualTo("begin NAME_FORM");
        assertThat(program.post(link, RIGHT).status()).isEqualTo(303);
    }

    @Test
    void whoIsNotSignedInIsSentToSignInAndBack() {
        begin();
        program.cookie = "";
        assertThat(program.get("/managers").location()).endsWith("/sign-in?next=%2Fmanagers");
        assertThat(program.post("/sign-in", RIGHT + "&next=/managers").location())
                .endsWith("/managers");
        program.cookie = "";
        assertThat(program.post("/sign-in", RIGHT + "&next=//elsewhere.example/")
                        .location())
                .as("never to another site")
                .doesNotContain("elsewhere");
    }

    @Test
    void aRoleThatARouteDoesNotNameIsRefused() {
        begin();
        String invitation = program.login.invite(Role.HELPER, Duration.ofDays(1), "ama");
        program.cookie = "";
        program.post(invitation, "name=bo&password=a+short+sentence+works");
        assertThat(program.get("/").text()).isEqualTo("home of bo");
        assertThat(program.get("/managers")).isEqualTo(new Answer(403, "refused ANOTHER_ROLE", ""));
    }

    @Test
    void aRouteThatNamesNoRoleAnswersNobody() {
        begin();
        assertThat(program.get("/forgotten").status()).isEqualTo(403);
        program.cookie = "";
        assertThat(program.get("/forgotten").text()).doesNotContain("nobody should see");
        assertThat(program.get("/open").text()).isEqualTo("open");
    }

    @Test
    void aChangeNeedsTheSessionsTokenAndOurOwnPage() {
        begin();
        String token = program.get("/token").text();
        assertThat(program.post("/change", "")).isEqualTo(new Answer(403, "refused STALE_FORM", ""));
        assertThat(program.post("/change", "csrf=guessed").status()).isEqualTo(403);
        assertThat(program.post("/change", "csrf=" + token).text()).isEqualTo("changed");
        assertThat(program.post("/change", "", "X-CSRF", token).text()).isEqualTo("changed");
        assertThat(program.post("/change", "csrf=" + token, "Origin", "http://elsewhere.example")
                        .status())
                .isEqualTo(403);
        assertThat(program.post("/change", "csrf=" + token, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(program.post("/change", "csrf=" + token, "Origin", "http://" + program.host())
                        .text())
                .isEqualTo("changed");
    }

    @Test
    void wrongGuessesMakeOneWaitLongerAndLongerButNeverForGood() {
        begin();
        program.cookie = "";
        for (int i = 0; i < 5; i++) {
            assertThat(program.post("/sign-in", WRONG).text()).isEqualTo("sign in WRONG 0");
        }
        assertThat(program.post("/sign-in", RIGHT)).isEqualTo(new Answer(429, "sign in WAIT 1", ""));
        program.pass(Duration.ofSeconds(61));
        assertThat(program.post("/sign-in", WRONG).status()).isEqualTo(401);
        assertThat(program.post("/sign-in", RIGHT).text()).isEqualTo("sign in WAIT 2");
        program.pass(Duration.ofMinutes(16));
        assertThat(program.post("/sign-in", RIGHT).status()).isEqualTo(303);
        assertThat(program.get("/").text()).isEqualTo("home of ama");
    }

    @Test
    void whoeverGuessesForHoursKeepsTheOwnerAtAnotherAddressOutForAMinuteAtMost() {
        begin();
        for (int minute = 0; minute < 6 * 60; minute += 5) {
            program.post("/sign-in", WRONG);
            program.pass(Duration.ofMinutes(5));
        }
        program.post("/sign-in", WRONG);
        program.moveTo("127.0.0.2");
        Answer first = program.post("/sign-in", RIGHT);
        assertThat(first.status() == 303 || first.text().equals("sign in WAIT 1"))
                .as(first.text())
                .isTrue();
        program.pass(Duration.ofSeconds(60));
        assertThat(program.post("/sign-in", RIGHT).status()).isEqualTo(303);
    }

    @Test
    void guessesFromManyAddressesMakeOneWaitExceptWhereTheOwnerSignedInBefore() {
        begin();
        program.moveTo("127.0.0.2");
        assertThat(program.post("/sign-in", RIGHT).status()).isEqualTo(303);
        for (int i = 10; i < 30; i++) {
            program.moveTo("127.0.1." + i);
            assertThat(program.post("/sign-in", WRONG).status()).isEqualTo(401);
        }
        program.moveTo("127.0.1.99");
        assertThat(program.post("/sign-in", RIGHT).text()).isEqualTo("sign in WAIT 1");
        program.moveTo("127.0.0.2");
        assertThat(program.post("/sign-in", RIGHT).status()).isEqualTo(303);
    }

    @Test
    void aClockSetBackMakesNobodyWaitLongerThanTheLongestWait() {
        begin();
        program.cookie = "";
        for (int i = 0; i < 5; i++) {
            program.post("/sign-in", WRONG);
        }
        program.pass(Duration.ofDays(-900));
        assertThat(program.post("/sign-in", RIGHT).text()).isEqualTo("sign in WAIT 1");
        program.pass(Duration.ofSeconds(61));
        assertThat(program.post("/sign-in", RIGHT).status()).isEqualTo(303);
    }

    @Test
    void guessesSentTogetherGetNoMoreThanGuessesInAQueue() {
        begin();
        program.cookie = "";
        for (String guess : List.of(WRONG, "name=nobody&password=another+sentence")) {
            assertThat(together(40, guess)).containsOnly(Map.entry(401, 5L), Map.entry(429, 35L));
            program.pass(Duration.ofSeconds(61));
            assertThat(together(10, guess)).containsOnly(Map.entry(401, 1L), Map.entry(429, 9L));
        }
    }

    @Test
    void aRightPasswordUsesUpNobodysFreeTries() {
        begin();
        for (int i = 0; i < 31; i++) {
            assertThat(program.post("/sign-in", RIGHT).status()).as("try %d", i).isEqualTo(303);
        }
        assertThat(program.post("/sign-in", WRONG).status()).isEqualTo(401);
    }

    @Test
    void aNameThatNobodyHasIsAnsweredLikeOneThatSomebodyHas() {
        begin();
        program.cookie = "";
        for (int i = 0; i < 6; i++) {
            Answer somebodys = program.post("/sign-in", WRONG);
            assertThat(program.post("/sign-in", "name=nobody&password=another+sentence"))
                    .isEqualTo(somebodys);
        }
    }

    @Test
    void aSessionEndsWhenIdleAtTheEndOfTheDayAndBySigningOut() {
        begin();
        String token = program.get("/token").text();
        String session = program.cookie;
        for (int i = 0; i < 4; i++) {
            program.pass(Duration.ofHours(3));
            assertThat(program.get("/").status()).as("seen every three hours").isEqualTo(200);
        }
        program.pass(Duration.ofHours(3));
        assertThat(program.get("/").status())
                .as("fifteen hours after signing in")
                .isEqualTo(302);

        program.post("/sign-in", RIGHT);
        program.pass(Duration.ofHours(5));
        assertThat(program.get("/").status()).as("idle for five").isEqualTo(302);

        program.post("/sign-in", RIGHT);
        assertThat(program.cookie).isNotEqualTo(session);
        String signedIn = program.cookie;
        program.post("/sign-out", "csrf=" + token);
        program.cookie = signedIn;
        assertThat(program.get("/").status())
                .as("the secret of a session that was left")
                .isEqualTo(302);
    }

    @Test
    void everyAnswerHasItsHeaders() {
        HttpResponse<String> answer = program.whole("/open");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(program.whole("/nothing-here").headers().firstValue("Content-Security-Policy"))
                .isPresent();
    }

    /// How often each status was the answer.
    private Map<Integer, Long> together(int times, String form) {
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, times)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> program.post("/sign-in", form).status(), hands))
                    .toList();
            return answers.stream()
                    .map(CompletableFuture::join)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        }
    }

    private void begin() {
        program.post(program.login.firstLink(Role.MANAGER).orElseThrow(), RIGHT);
    }
}
