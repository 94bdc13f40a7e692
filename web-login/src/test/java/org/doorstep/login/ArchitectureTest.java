package org.doorstep.login;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.doorstep.login");

    @Test
    void theLoginKnowsTheStoreAndNoProgram() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.doorstep.hub..",
                        "org.doorstep.area..",
                        "org.doorstep.kiosk..",
                        "org.doorstep.relay.contract..",
                        "org.doorstep.relay.link..")
                .because("it is a library for whatever program has staff, and says nothing of what that program does")
                .check(classes);
    }

    @Test
    void timeAndChanceComeInByConstructor() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.security.SecureRandom.class)
                .because("a test turns the clock, and only a program's Main has chance to give")
                .check(classes);
    }
}
