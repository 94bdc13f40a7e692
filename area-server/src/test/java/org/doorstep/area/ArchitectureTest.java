package org.doorstep.area;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.doorstep.area");

    @Test
    void featuresDependOneWay() {
        check(slices().matching("org.doorstep.area.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature that two others need is theirs to read, not theirs to call back"));
    }

    @Test
    void onlyTheStoreKnowsWhichDatabaseItIs() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..area.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.zaxxer.hikari..", "org.flywaydb..", "org.postgresql..", "org.sqlite..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.doorstep.relay.store.Database")
                .because("the same features run on SQLite and on PostgreSQL"));
    }

    @Test
    void theAreaKnowsFiguresAndNothingOfEventsOrDevices() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.doorstep.relay.inbox..",
                        "org.doorstep.relay.outbox..",
                        "org.doorstep.relay.link..",
                        "org.doorstep.hub..",
                        "org.doorstep.kiosk..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("PassId")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("Credential")
                .because("what cannot be named here cannot be kept here"));
    }

    @Test
    void onlyMainTakesTimeAndChanceFromTheMachine() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.doorstep.area.Main")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.security.SecureRandom.class)
                .because("a test turns the clock"));
    }

    private void check(ArchRule rule) {
        rule.check(classes);
    }
}
