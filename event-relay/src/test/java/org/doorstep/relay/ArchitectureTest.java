package org.doorstep.relay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.doorstep.relay");

    @Test
    void packagesDependOneWay() {
        slices().matching("org.doorstep.relay.(*)..")
                .should()
                .beFreeOfCycles()
                .because("each can then be read, tested and replaced without the others")
                .check(classes);
    }

    @Test
    void onlyTheStoreOpensSqlite() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.doorstep.relay.store..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.sqlite..", "org.flywaydb.."))
                .because("a file has one writer, and that must have one place")
                .check(classes);
    }

    @Test
    void onlyTheLinkKnowsPaho() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.doorstep.relay.link..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.eclipse.paho.."))
                .because("the client is unmaintained, and will be replaced one day")
                .check(classes);
    }

    @Test
    void theContractKnowsNothingOfHowItTravels() {
        noClasses()
                .that()
                .resideInAPackage("org.doorstep.relay.contract..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.doorstep.relay.outbox..",
                        "org.doorstep.relay.inbox..",
                        "org.doorstep.relay.link..",
                        "org.doorstep.relay.store..",
                        "org.doorstep.relay.time..",
                        "org.jdbi.."))
                .because("what is said outlives every way of saying it")
                .check(classes);
    }

    @Test
    void theTwoSidesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("org.doorstep.relay.outbox..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.doorstep.relay.inbox.."))
                .because("a kiosk has no inbox")
                .check(classes);
    }

    @Test
    void timeChanceAndSurroundingsComeFromOutside() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .orShould()
                .callConstructor(Random.class)
                .because("only a program's Main reads the machine, so that every test can decide what it is")
                .check(classes);
    }
}
