package org.doorstep.hub.disclosure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.ShownCount;
import org.junit.jupiter.api.Test;

class OnlyTheGateTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.doorstep.hub");

    @Test
    void onlyTheGateMakesAFigureThatMayLeave() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..hub.disclosure..")
                .should()
                .callConstructorWhere(makes(Released.class))
                .orShould()
                .callConstructorWhere(makes(FigureBatch.Row.class))
                .orShould()
                .callConstructorWhere(makes(ShownCount.Rounded.class))
                .orShould()
                .callConstructorWhere(makes(ShownCount.Suppressed.class))
                .because("what has not been through the gate and its ledger cannot be sent")
                .check(classes);
    }

    /// Figures go by `upstream` alone. `booking.notices` tells people who work here that something
    /// waits for them; it names nobody, and is off until its settings say where to (decision 0118).
    @Test
    void onlyUpstreamAndNoticesSpeakToAnybodyBeyondTheBuilding() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..hub.upstream..", "..hub.booking.notices..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "jakarta.mail..")
                .because("there are two places to read, to know everything that is sent")
                .check(classes);
    }

    private static DescribedPredicate<JavaConstructorCall> makes(Class<?> type) {
        return DescribedPredicate.describe(
                "makes a " + type.getSimpleName(), call -> call.getTargetOwner().isEquivalentTo(type));
    }
}
