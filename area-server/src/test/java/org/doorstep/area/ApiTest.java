package org.doorstep.area;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.doorstep.area.TrialArea.Answer;
import org.doorstep.area.store.SqliteStore;
import org.doorstep.area.web.WebServer;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.figures.FigureCell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What hubs may ask is as its description says, and the description leaves nothing out.
class ApiTest {
    private static final String HUBS = WebServer.API + "/hubs/{hub}/";
    private static final LocalDate WEEK = LocalDate.parse("2026-11-02");

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();
    private TrialArea area;
    private JsonNode description;

    @BeforeEach
    void open() throws IOException {
        area = new TrialArea(folder, SqliteStore.open(folder.resolve("area.db")));
        area.addHub("millbrook", "Millbrook Fold");
        Answer said = area.ask(HttpRequest.newBuilder(URI.create(area.url() + "/api/v1/openapi.json"))
                .build());
        assertThat(said.status()).isEqualTo(200);
        description = json.readTree(said.text());
    }

    @AfterEach
    void close() {
        area.close();
    }

    @Test
    void everyRouteForProgramsIsDescribedAndNothingElseIs() {
        Set<String> routes = area.routes().stream()
                .filter(route -> route.path().startsWith("/api"))
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = new TreeSet<>();
        description.get("paths").fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));

        assertThat(described).isEqualTo(routes).hasSize(6);
    }

    @Test
    void whatAHubSendsAndWhatItIsAnsweredIsAsDescribed() throws IOException {
        TrialLedger ledger = new TrialLedger("millbrook", 'a')
                .week(FigureCell.VISITS, "*", WEEK.toString(), 1, "120")
                .incompleteWeek(FigureCell.GUESTS, "*", WEEK.toString(), 1, "suppressed");
        byte[] batch = Wire.writeMessage(ledger.all());
        byte[] proof = Wire.writeMessage(ledger.proof());
        byte[] week = Wire.writeMessage(ledger.week(WEEK));

        asDescribed("get", "cursor", 200, area.cursor("millbrook", "token of millbrook"));
        asDescribed("post", "proof", 409, area.post("millbrook", "proof", proof));
        asDescribed("post", "proof/week", 409, area.post("millbrook", "proof/week", week));
        asDescribed("post", "figures", 200, area.post("millbrook", "figures", batch));
        asDescribed("post", "figures", 409, area.send("millbrook", other().batch(1, 2)));
        area.store().write(handle -> handle.execute("UPDATE figure_said SET value = 995 WHERE number = 1"));
        asDescribed("post", "proof", 200, area.post("millbrook", "proof", proof));
        asDescribed("post", "proof/week", 200, area.post("millbrook", "proof/week", week));
        asDescribed("get", "ledger", 200, area.ledger("millbrook", "0"));
        asDescribed("get", "ledger", 422, area.ledger("millbrook", "all"));
        asked("figures", batch);
        asked("proof", proof);
        asked("proof/week", week);
    }

    @Test
    void problemsAreAsDescribedToo() throws IOException {
        asDescribed("get", "cursor", 401, area.cursor("millbrook", "token of alder"));
        for (String path : new String[] {"figures", "proof", "proof/week"}) {
            asDescribed("post", path, 401, area.post("nowhere", path, new byte[0]));
            asDescribed("post", path, 413, area.post("millbrook", path, new byte[200 * 1024]));
            asDescribed("post", path, 422, area.post("millbrook", path, "{}".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aNumberThatWasNotReleasedIsNotAsDescribed() throws IOException {
        JsonNode shown = description.at("/components/schemas/ShownCount");

        for (String text : new String[] {"\"5\"", "\"7\"", "\"12\"", "\"015\"", "15", "null"}) {
            assertThat(wrong(shown, json.readTree(text))).as(text).isNotEmpty();
        }
        for (String text : new String[] {"\"0\"", "\"10\"", "\"125\"", "\"suppressed\""}) {
            assertThat(wrong(shown, json.readTree(text))).as(text).isEmpty();
        }
    }

    private static TrialLedger other() {
        return new TrialLedger("millbrook", 'b')
                .week(FigureCell.VISITS, "*", WEEK.toString(), 1, "10")
                .week(FigureCell.VISITS, "*", WEEK.toString(), 2, "15");
    }

    private void asked(String path, byte[] body) throws IOException {
        JsonNode schema = described("post", path).at("/requestBody/content/application~1json/schema");
        assertThat(wrong(schema, json.readTree(body))).as(path).isEmpty();
    }

    private void asDescribed(String method, String path, int status, Answer answer) throws IOException {
        assertThat(answer.status()).as(path).isEqualTo(status);
        JsonNode response = described(method, path).at("/responses/" + status);
        if (response.has("$ref")) {
            response = description.at(response.get("$ref").asText().substring(1));
        }
        JsonNode schema = response.get("content").elements().next().get("schema");
        assertThat(wrong(schema, json.readTree(answer.text())))
                .as(method + " " + path + " " + status + ": " + answer.text())
                .isEmpty();
    }

    private JsonNode described(String method, String path) {
        return description.get("paths").get(HUBS + path).get(method);
    }

    /// The description lets fields be added; here each must be in it.
    private Set<String> wrong(JsonNode schema, JsonNode said) {
        JsonNode whole = ((ObjectNode) schema.deepCopy())
                .set("components", description.get("components").deepCopy());
        whole.findParents("properties").forEach(each -> ((ObjectNode) each).put("additionalProperties", false));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(said, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                .stream()
                .map(ValidationMessage::getMessage)
                .collect(Collectors.toSet());
    }
}
