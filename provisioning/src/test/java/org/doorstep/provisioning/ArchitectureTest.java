package org.doorstep.provisioning;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses provisioning = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.doorstep.provisioning");

    @Test
    void packagesFormNoCircle() {
        slices().matching("org.doorstep.provisioning.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a command that needs another's innards cannot be changed alone")
                .check(provisioning);
    }

    @Test
    void foldersKnowNothingOfTheCommandsThatMakeThem() {
        noClasses()
                .that()
                .resideInAPackage("..provisioning.folder..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..provisioning.enrol..", "..provisioning.broker..", "picocli..")
                .because("what makes folders safely must not depend on who asked")
                .check(provisioning);
    }

    @Test
    void onlyMainMakesRandomness() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .should()
                .callConstructor(java.security.SecureRandom.class)
                .because("a test must be able to give its own")
                .check(provisioning);
    }
}
