package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API says what its description says, and the description leaves nothing out.
class ApiTest {
    private static final String SESSION = "homework-club@2026-11-24T1530";

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private TestHub hub;
    private TestHub.Browser manager;
    private JsonNode description;

    @BeforeEach
    void open() throws Exception {
        hub = new TestHub(folder);
        new InventedHouse(hub).fill();
        manager = hub.signedIn(Role.MANAGER);
        description = json.readTree(hub.browser().get("/api/v1/openapi.json").body());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void everyRouteOfTheApiIsDescribedAndNothingElseIs() {
        Set<String> routes = hub.pages.server().routes().stream()
                .map(Routes.Route::path)
                .filter(path -> path.startsWith(Routes.API))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = new TreeSet<>();
        description.get("paths").fieldNames().forEachRemaining(described::add);

        assertThat(described).isEqualTo(routes).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void everyAnswerIsAsDescribed() throws Exception {
        for (String path : new String[] {
            "/today", "/sessions/{session}", "/weeks", "/kiosks", "/activities", "/bookables", "/bookings"
        }) {
            HttpResponse<String> answer = manager.get(Routes.API + path.replace("{session}", SESSION));

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
            JsonNode schema = description.at("/paths/" + (Routes.API + path).replace("/", "~1")
                    + "/get/responses/200/content/application~1json/schema");
            assertThat(wrong(schema, json.readTree(answer.body()))).as(path).isEmpty();
        }
    }

    @Test
    void todayAndTheSessionSayWhichKioskIsAwayAndHowManyItLikelyIs() throws Exception {
        JsonNode today = json.readTree(manager.get("/api/v1/today").body());
        JsonNode session =
                json.readTree(manager.get("/api/v1/sessions/" + SESSION).body());

        for (JsonNode mark : new JsonNode[] {today.get("mark"), session.at("/session/mark")}) {
            assertThat(mark.at("/unheard/0/name").asText()).isEqualTo("Kiosk at the front door");
            assertThat(mark.at("/likely/sessions").asInt()).isGreaterThanOrEqualTo(6);
            assertThat(mark.at("/likely/to").asInt())
                    .isGreaterThan(mark.get("recorded").asInt());
        }
        assertThat(manager.get("/").body()).contains("Kiosk at the front door away 15:33–16:20", "recorded; likely");
    }

    @Test
    void anAnswerThatIsNotAsDescribedIsFound() throws Exception {
        JsonNode schema = description.at("/components/schemas/Reader");

        assertThat(wrong(schema, json.readTree("{\"name\":\"card\"}"))).isNotEmpty();
        assertThat(wrong(schema, json.readTree("{\"name\":\"card\",\"working\":true,\"more\":1}")))
                .isNotEmpty();
    }

    @Test
    void problemsAreAsDescribedToo() throws Exception {
        HttpResponse<String> signedOut = hub.browser().get("/api/v1/today");
        HttpResponse<String> nothing = manager.get("/api/v1/sessions/no-such@2026-11-24T1530");
        HttpResponse<String> nonsense = manager.get("/api/v1/sessions/%00%22");
        HttpResponse<String> unknown = manager.get("/api/v1/no-such");

        assertThat(signedOut.statusCode()).isEqualTo(401);
        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(nonsense.statusCode()).isBetween(400, 499);
        for (HttpResponse<String> answer : java.util.List.of(signedOut, nothing, unknown)) {
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(wrong(description.at("/components/schemas/Problem"), json.readTree(answer.body())))
                    .isEmpty();
        }
    }

    @Test
    void theWeeksAddUpToWhatTheTablesHold() throws Exception {
        JsonNode weeks = json.readTree(manager.get("/api/v1/weeks").body());
        long visits = 0;
        for (JsonNode week : weeks.get("weeks")) {
            visits += week.get("visits").asLong();
        }
        long held = hub.database.read(
                handle -> handle.createQuery("SELECT sum(visits) FROM day_figures WHERE day >= '2026-08-31'")
                        .mapTo(Long.class)
                        .one());

        assertThat(weeks.get("weeks")).hasSize(13);
        assertThat(visits).isEqualTo(held).isPositive();
    }

    /// The description lets fields be added; here each must be in it.
    private Set<String> wrong(JsonNode schema, JsonNode answer) {
        JsonNode whole = ((ObjectNode) schema.deepCopy()).set("components", description.get("components"));
        whole.findParents("properties").forEach(each -> ((ObjectNode) each).put("additionalProperties", false));
        JsonSchema checked =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
        return checked
                .validate(answer, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.toSet());
    }
}
