package org.doorstep.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The published description and the kept examples say the same.
class AsyncApiTest {
    private final JsonNode document = document();
    private final ObjectMapper json = new ObjectMapper();

    static List<String> names() {
        return KeptExamples.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyKeptExampleIsAsDescribed(String name) throws IOException {
        JsonNode example = json.readTree(KeptExamples.text(name));
        Set<ValidationMessage> complaints = schema(schemaOf(name, example)).validate(example);
        assertThat(complaints).isEmpty();
    }

    @Test
    void theDescriptionRefusesARawCardNumberWhereACredentialStands() throws IOException {
        ObjectNode example = (ObjectNode) json.readTree(KeptExamples.text("tap-recorded-token"));
        ((ObjectNode) example.get("data"))
                .putObject("credential")
                .put("kind", "card")
                .put("number", "04A1B2C3");
        assertThat(schema("tapRecorded").validate(example)).isNotEmpty();
    }

    @Test
    void everyEventTypeIsDescribed() {
        List<String> described = Stream.of(document.at("/components/messages"))
                .flatMap(messages -> messages.properties().stream())
                .filter(message -> message.getValue().has("name"))
                .map(message -> message.getValue().get("name").asText())
                .toList();
        List<String> types = Arrays.stream(HubEvent.class.getPermittedSubclasses())
                .filter(type -> type.isAnnotationPresent(JsonTypeName.class))
                .map(type -> type.getAnnotation(JsonTypeName.class).value())
                .toList();
        assertThat(described).containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void everyReferenceInTheDescriptionLeadsSomewhere() {
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    private String schemaOf(String name, JsonNode example) {
        if (example.has("specversion")) {
            Map<String, String> byType = new HashMap<>();
            document.at("/components/messages").properties().forEach(message -> {
                if (message.getValue().has("name")) {
                    byType.put(message.getValue().get("name").asText(), message.getKey());
                }
            });
            return byType.getOrDefault(example.get("type").asText(), "envelope");
        }
        return name.replaceFirst("-.*", "");
    }

    private JsonSchema schema(String name) {
        ObjectNode root = json.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$ref", "#/components/schemas/" + name);
        root.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    }

    private static JsonNode document() {
        try {
            return new YAMLMapper()
                    .readTree(
                            Path.of("src/main/resources/contract/asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
