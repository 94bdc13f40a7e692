package org.doorstep.hub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The table of DESIGN.md, "Who may call whom".
class ArchitectureTest {
    private static final String ROOT = "org.doorstep.hub";

    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("web", List.of()),
            Map.entry("disclosure", List.of()),
            Map.entry("enrolment", List.of()),
            Map.entry("aboutme", List.of("ingest", "passes")),
            Map.entry("booking.units", List.of("web")),
            Map.entry("booking.calendar", List.of("booking.claims", "booking.units", "web")),
            Map.entry("booking.feeds", List.of("activities", "booking.claims", "booking.units", "paper", "web")),
            Map.entry("booking.recurring", List.of("activities", "booking.claims", "booking.units", "rhythm", "web")),
            Map.entry("booking.claims", List.of("booking.units", "keeping")),
            Map.entry("booking.notices", List.of("booking.loans", "web")),
            Map.entry("booking.waiting", List.of("booking.claims", "booking.units", "keeping", "web")),
            Map.entry("booking.phone", List.of("booking.claims", "booking.units", "booking.waiting", "passes", "web")),
            Map.entry(
                    "booking.loans",
                    List.of(
                            "booking.claims",
                            "booking.units",
                            "booking.waiting",
                            "ingest",
                            "keeping",
                            "paper",
                            "passes",
                            "web")),
            Map.entry(
                    "booking.desk",
                    List.of(
                            "booking.claims",
                            "booking.loans",
                            "booking.units",
                            "booking.waiting",
                            "ingest",
                            "passes",
                            "residents")),
            Map.entry("broker", List.of("enrolment")),
            Map.entry("joining", List.of("broker", "web")),
            Map.entry("ingest", List.of("web")),
            Map.entry("keeping", List.of("ingest")),
            Map.entry("passes", List.of("ingest", "keeping")),
            Map.entry("paper", List.of("passes", "web")),
            Map.entry("activities", List.of("rhythm", "web")),
            Map.entry("rhythm", List.of("web")),
            Map.entry("mood", List.of("attendance", "completeness", "ingest", "web")),
            Map.entry("yousaid", List.of("web")),
            Map.entry("clock", List.of()),
            Map.entry("completeness", List.of("enrolment", "web")),
            Map.entry(
                    "attendance",
                    List.of(
                            "activities",
                            "clock",
                            "completeness",
                            "disclosure",
                            "ingest",
                            "keeping",
                            "passes",
                            "residents",
                            "web")),
            Map.entry("upstream", List.of("attendance", "disclosure")),
            Map.entry("backup", List.of()),
            Map.entry("carry", List.of("enrolment", "ingest", "upstream", "web")),
            Map.entry("fleet", List.of("backup", "broker", "completeness", "enrolment", "sealing", "upstream", "web")),
            Map.entry(
                    "requests",
                    List.of(
                            "aboutme",
                            "activities",
                            "booking.desk",
                            "booking.phone",
                            "clock",
                            "completeness",
                            "fleet",
                            "keeping",
                            "paper",
                            "passes",
                            "residents",
                            "sealing")),
            Map.entry("sealing", List.of("completeness", "enrolment")),
            Map.entry("residents", List.of("enrolment", "keeping", "passes", "web")),
            Map.entry("today", List.of("attendance", "backup", "completeness", "fleet", "web")),
            Map.entry("metrics", List.of("broker", "completeness", "fleet", "ingest", "upstream", "web")),
            Map.entry("privacy", List.of("web")),
            Map.entry("lookup", List.of("keeping", "web")),
            Map.entry("login", List.of("web")));

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> aPackageUsesOnlyWhatTheTableAllowsIt() {
        return MAY_USE.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> noClasses()
                        .that()
                        .resideInAPackage(ROOT + "." + name)
                        .should()
                        .dependOnClassesThat(anotherPartOfTheHubThan(name))
                        .because("dependencies point one way, and DESIGN.md says which")
                        .check(HUB)));
    }

    @Test
    void everyPackageIsInTheTable() {
        classes()
                .that()
                // What jte makes of the templates.
                .resideOutsideOfPackage(ROOT + ".pages..")
                .should()
                .resideInAnyPackage(
                        Stream.concat(Stream.of(ROOT), MAY_USE.keySet().stream().map(name -> ROOT + "." + name))
                                .toArray(String[]::new))
                .because("a package that nobody wrote down is a package that anybody may call")
                .check(HUB);
    }

    @Test
    void onlyTheBrokerKnowsArtemisAndNobodyKnowsPaho() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".broker")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.activemq..", "io.netty..", "org.eclipse.paho..")
                .because("MQTT is the link's and the broker's; everything else speaks of messages")
                .check(HUB);
    }

    @Test
    void onlyMainTakesArgumentsClockAndChanceFromTheMachine() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".Main")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.InstantSource.class, "system")
                .orShould()
                .callConstructor(java.security.SecureRandom.class)
                .orShould()
                .callConstructor(java.util.Random.class)
                .because("a test gives its own time and chance")
                .check(HUB);
    }

    private static DescribedPredicate<JavaClass> anotherPartOfTheHubThan(String name) {
        List<String> allowed =
                MAY_USE.get(name).stream().map(n -> ROOT + "." + n).toList();
        String own = ROOT + "." + name;
        return DescribedPredicate.describe("are in another part of the hub", used -> {
            String home = used.getPackageName();
            return (home.equals(ROOT) || home.startsWith(ROOT + ".")) && !home.equals(own) && !allowed.contains(home);
        });
    }
}
