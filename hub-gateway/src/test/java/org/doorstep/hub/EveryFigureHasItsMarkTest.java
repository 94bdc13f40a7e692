package org.doorstep.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorstep.hub.attendance.Sight;
import org.doorstep.hub.completeness.Shown;
import org.doorstep.hub.disclosure.Counted;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// No figure is shown or released without its mark: in no answer of the API, on no page, and not through the gate.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryFigureHasItsMarkTest {
    private static final String REGISTER = "/sessions/homework-club@2026-11-24T1530";
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.doorstep.hub");

    /// Numbers that are no figures: of one visit in a list, of a machine, of a programme, or of a mark itself.
    private static final Set<String> NO_FIGURES = Set.of(
            "/today/concerns/count",
            "/sessions/{session}/lines/adults",
            "/sessions/{session}/lines/children",
            "/sessions/{session}/lines/ages/from0",
            "/sessions/{session}/lines/ages/from5",
            "/sessions/{session}/lines/ages/from12",
            "/kiosks/kiosks/waiting",
            "/kiosks/kiosks/blanks",
            "/kiosks/kiosks/missing",
            "/kiosks/kiosks/fullPercent");

    private final ObjectMapper json = new ObjectMapper();
    private TestHub hub;
    private TestHub.Browser manager;

    @BeforeAll
    void open(@TempDir Path folder) {
        hub = new TestHub(folder);
        new InventedHouse(hub).fill();
        manager = hub.signedIn(Role.MANAGER);
    }

    @AfterAll
    void close() {
        hub.close();
    }

    @Test
    void everyNumberInEveryAnswerOfTheApiHasAMarkForIt() throws Exception {
        List<String> bare = new ArrayList<>();
        Set<String> marked = new TreeSet<>();
        for (Routes.Route route : hub.pages.server().routes()) {
            if (!route.path().startsWith(Routes.API) || route.path().endsWith("openapi.json")) {
                continue;
            }
            String path = route.path().substring(Routes.API.length());
            HttpResponse<String> answer = manager.get(
                    Routes.API + path.replace("/sessions/{session}", REGISTER).replace("{activity}", "homework-club"));
            if (answer.statusCode() == 200) {
                sweep(json.readTree(answer.body()), json.nullNode(), path, bare, marked);
            }
        }
        assertThat(bare).isEmpty();
        assertThat(marked)
                .contains(
                        "/today/presentNow",
                        "/today/figures/firstTimers",
                        "/today/sessions/guests",
                        "/sessions/{session}/session/children",
                        "/weeks/weeks/passes",
                        "/weeks/weeks/ages/from5",
                        "/weeks/activities/companions");
    }

    /// `above` is the mark of what this is a part of.
    private static void sweep(JsonNode node, JsonNode above, String path, List<String> bare, Set<String> marked) {
        JsonNode mark = node.has("mark") ? node.get("mark") : above;
        node.properties().forEach(field -> {
            String here = path + "/" + field.getKey();
            JsonNode value = field.getValue();
            if (field.getKey().equals("mark")) {
                return;
            }
            if (value.isNumber() && !NO_FIGURES.contains(here)) {
                JsonNode figure = mark.path("figures").path(field.getKey());
                if (figure.path("recorded").asInt(-1) == value.asInt()) {
                    marked.add(here);
                } else {
                    bare.add(here);
                }
            }
            if (value.isArray()) {
                value.forEach(item -> sweep(item, json(), here, bare, marked));
            } else if (value.isObject()) {
                sweep(value, mark, here, bare, marked);
            }
        });
    }

    private static JsonNode json() {
        return new ObjectMapper().nullNode();
    }

    @Test
    void aPageIsGivenNoCountButWithItsMark() {
        List<String> bare = new ArrayList<>();
        for (JavaClass page : HUB) {
            String name = page.getName();
            boolean shows = (name.contains(".today.") || name.contains(".attendance."))
                    && name.matches(".*Page(\\$.*)?")
                    // How many taps wait for a person: a list's length.
                    && !name.endsWith(".UnsurePage");
            if (!shows) {
                continue;
            }
            for (JavaField field : page.getFields()) {
                JavaClass type = field.getRawType();
                if (type.isPrimitive() && !type.getName().equals("boolean") || holdsCounts(type, new HashSet<>())) {
                    bare.add(field.getFullName());
                }
            }
        }
        assertThat(bare)
                .as("what is printed without asking what is missing; take a Shown")
                .isEmpty();
    }

    private static boolean holdsCounts(JavaClass type, Set<JavaClass> seen) {
        boolean ours = type.getPackageName().startsWith("org.doorstep.hub.attendance")
                || type.getPackageName().startsWith("org.doorstep.hub.today");
        return ours
                && !type.isEnum()
                && seen.add(type)
                && type.getFields().stream()
                        .map(JavaField::getRawType)
                        .anyMatch(of ->
                                of.getName().equals("int") || of.getName().equals("long") || holdsCounts(of, seen));
    }

    @Test
    void onlyThePiecesThatShowTheMarkShowANumber() throws IOException {
        Pattern number = Pattern.compile("<(?!th)[a-z]+[^>]*class=\"[^\"]*\\b(number|count-number|num)\\b");
        for (String feature : List.of("today", "attendance")) {
            try (Stream<Path> files = Files.list(TEMPLATES.resolve(feature))) {
                for (Path file : files.toList()) {
                    assertThat(number.matcher(Files.readString(file)).find())
                            .as(file + " shows a number; use a piece of completeness/")
                            .isFalse();
                }
            }
        }
        for (String piece : List.of("tile", "cell", "count")) {
            assertThat(Files.readString(TEMPLATES.resolve("completeness/" + piece + ".jte")))
                    .contains("figure.mark()");
        }
    }

    @Test
    void whereAKioskIsAwayEveryPageSaysSoBesideEachFigure() throws Exception {
        String today = manager.get("/").body();
        String register = manager.get(REGISTER).body();
        String weeks = manager.get("/weeks").body();

        assertThat(marks(today)).isGreaterThanOrEqualTo(5);
        assertThat(marks(register)).isEqualTo(3);
        assertThat(marks(weeks)).isGreaterThanOrEqualTo(6 + 5);
        assertThat(today).contains("perhaps more or fewer", "Who is new is known only when everything is here");
        assertThat(weeks).contains("What is recorded is compared; in one week something may be missing.");
    }

    @Test
    void onlySightPutsACountOnItsWayToTheGate() {
        noClasses()
                .that()
                .areNotAssignableTo(Sight.class)
                .should()
                .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                JavaClass.Predicates.equivalentTo(Counted.class))))
                .because("a count that is released has the band that was worked out for it")
                .check(HUB);
    }

    @Test
    void onlyTheWordsOfAMarkMakeWhatIsShown() {
        assertThat(HUB.get(Shown.class).getConstructors())
                .noneMatch(made -> made.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC));
    }

    private static int marks(String page) {
        return page.split("class=\"mark\"", -1).length - 1;
    }
}
