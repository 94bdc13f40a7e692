package org.doorstep.firmware;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses firmware = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.doorstep.firmware");

    @Test
    void packagesFormNoCircle() {
        slices().matching("org.doorstep.firmware.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a library that three programs share is changed one package at a time")
                .check(firmware);
    }

    @Test
    void ofTheRelayOnlyTheContractAndWhoIsOursAreKnown() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.doorstep.firmware..",
                        "org.doorstep.relay.contract..",
                        "org.doorstep.relay.identity..")
                .because("what a device is told needs no broker, no database and no framework")
                .check(firmware);
    }

    @Test
    void nothingHereReadsTheEnvironmentOrMakesChance() {
        noClasses()
                .should()
                .callConstructor(java.security.SecureRandom.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .because("only Main does")
                .check(firmware);
    }
}
