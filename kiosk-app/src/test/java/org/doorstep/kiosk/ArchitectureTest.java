package org.doorstep.kiosk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses KIOSK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.doorstep.kiosk");

    @Test
    void noTwoFeaturesNeedEachOther() {
        slices().matching("org.doorstep.kiosk.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a feature that can be read alone can be changed alone")
                .check(KIOSK);
    }

    @Test
    void theDeskAndThePageKnowNoNetwork() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "..kiosk.checkin..",
                        "..kiosk.face..",
                        "..kiosk.screen..",
                        "..kiosk.schedule..",
                        "..kiosk.hardware..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.doorstep.relay.link..", "..kiosk.line..", "java.net.http..")
                .because("a kiosk never waits for the network, and what cannot be called cannot be waited for")
                .check(KIOSK);
    }

    @Test
    void theDeskKnowsNoPage() {
        noClasses()
                .that()
                .resideInAnyPackage("..kiosk.checkin..", "..kiosk.schedule..", "..kiosk.health..", "..kiosk.hardware..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..kiosk.face..", "..kiosk.screen..")
                .because("what happened is decided before it is shown")
                .check(KIOSK);
    }

    @Test
    void onlyMainAsksTheMachineForTimeAndChance() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callConstructor(java.security.SecureRandom.class)
                .orShould()
                .callConstructor(java.util.Random.class)
                .because("a test must be able to say what time it is")
                .check(KIOSK);
    }

    @Test
    void onlyHardwareTouchesDevices() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..kiosk.hardware..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fazecast..", "java.lang.foreign..")
                .because("a reader is a port in the words of the desk")
                .check(KIOSK);
    }
}
