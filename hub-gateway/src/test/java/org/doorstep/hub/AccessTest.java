package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every route, for every role and for somebody signed out, asked for real.
class AccessTest {
    @TempDir
    Path folder;

    private TestHub hub;
    private final Map<Role, TestHub.Browser> browsers = new EnumMap<>(Role.class);

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        new InventedHouse(hub).fill();
        for (Role role : Role.values()) {
            browsers.put(role, hub.signedIn(role));
        }
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void everyRouteAnswersTheRolesItNamesAndNoOther() {
        int asked = 0;
        for (Routes.Route route : hub.pages.server().routes()) {
            for (Role role : Role.values()) {
                int status = ask(browsers.get(role), route);
                String what = route.method() + " " + route.path() + " as " + role;
                if (route.access().admits(role)) {
                    assertThat(status).as(what).isNotIn(401, 403);
                } else {
                    assertThat(status).as(what).isEqualTo(403);
                }
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(80);
    }

    @Test
    void aVisitorWhoIsSignedOutReachesOnlyWhatIsOpen() {
        for (Routes.Route route : hub.pages.server().routes()) {
            String what = route.method() + " " + route.path();
            HttpResponse<String> answer = send(hub.browser(), route, "");
            if (route.access() instanceof Access.Open) {
                assertThat(answer.statusCode()).as(what).isIn(200, 404);
            } else if (route.access() instanceof Access.BySecret) {
                assertThat(answer.statusCode()).as(what).isEqualTo(403);
            } else if (route.method().equals(HandlerType.GET) && !route.path().startsWith("/api/")) {
                assertThat(answer.statusCode()).as(what).isIn(302, 303, 401);
                assertThat(answer.body()).as(what).doesNotContain("figure");
            } else {
                assertThat(answer.statusCode()).as(what).isEqualTo(401);
            }
        }
    }

    @Test
    void onlyHealthTheApisDescriptionCalendarsAndDoorsAreOpen() {
        assertThat(hub.pages.server().routes().stream()
                        .filter(route -> route.access() instanceof Access.Open)
                        .map(Routes.Route::path))
                .containsExactlyInAnyOrder(
                        "/health",
                        "/api/v1/openapi.json",
                        "/door/{bookable}",
                        "/feeds/room/{room}",
                        "/feeds/activity/{activity}",
                        "/feeds/group/{secret}");
    }

    @Test
    void everyChangeIsRefusedWithoutTheSessionsToken() {
        TestHub.Browser manager = browsers.get(Role.MANAGER);
        for (Routes.Route route : hub.pages.server().routes()) {
            // A phone's page has a secret of its own, and who is signed in is nothing to it.
            if (route.method().equals(HandlerType.POST) && !(route.access() instanceof Access.BySecret)) {
                HttpResponse<String> answer = manager.post(filled(route.path()), Map.of("name", "person 1"));
                assertThat(answer.statusCode()).as(route.path()).isEqualTo(403);
                assertThat(answer.body()).as(route.path()).contains("Nothing was changed");
            }
        }
        assertThat(hub.pages.login().staff().members()).hasSize(4);
    }

    @Test
    void aSessionEndsForEveryPageWhenItsPersonIsRemoved() {
        TestHub.Browser leader = browsers.get(Role.SESSION_LEADER);
        assertThat(leader.get("/").statusCode()).isEqualTo(200);

        HttpResponse<String> removed =
                browsers.get(Role.MANAGER).postFrom("/people", "/people/remove", Map.of("name", "person 1"));

        assertThat(removed.statusCode()).isEqualTo(303);
        assertThat(leader.get("/").statusCode()).isIn(302, 303);
        assertThat(leader.get("/api/v1/today").statusCode()).isEqualTo(401);
    }

    @Test
    void openingAWorkingViewIsWrittenDown() {
        browsers.get(Role.SESSION_LEADER).get("/sessions/homework-club@2026-11-24T1530");

        assertThat(hub.pages.login().audit().newest(1).getFirst()).satisfies(entry -> {
            assertThat(entry.name()).isEqualTo("person 1");
            assertThat(entry.what()).isEqualTo("VIEW_OPENED");
            assertThat(entry.detail()).isEqualTo("/sessions/homework-club@2026-11-24T1530");
        });
    }

    private int ask(TestHub.Browser browser, Routes.Route route) {
        String csrf = route.method().equals(HandlerType.POST) ? browser.csrf("/") : "";
        return send(browser, route, csrf).statusCode();
    }

    private HttpResponse<String> send(TestHub.Browser browser, Routes.Route route, String csrf) {
        if (route.method().equals(HandlerType.POST)) {
            // A name that is nobody's: being let in is what is asked, not what happens then.
            return browser.post(filled(route.path()), Map.of("csrf", csrf, "name", "nobody", "link", "none"));
        }
        // Without the header of an event stream a live route lets one in and has nothing to say.
        return browser.send(HttpRequest.newBuilder(hub.at(filled(route.path()))).GET());
    }

    private static String filled(String path) {
        return path.replace("{session}", "homework-club@2026-11-24T1530")
                .replace("{activity}", "homework-club")
                .replace("{look}", "1")
                .replace("{device}", "kiosk-1")
                .replaceAll("\\{[a-z]+}", "none");
    }
}
