package org.doorstep.system.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of ARCHITECTURE.md that hold across modules, over every class of every module.
class ArchitectureTest {
    /// Which modules each may know, by their packages. Whoever is not named on the left is known to nobody.
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "relay", Set.of(),
            "firmware", Set.of("relay"),
            "login", Set.of("relay"),
            "kiosk", Set.of("relay", "firmware"),
            "hub", Set.of("relay", "firmware", "login"),
            "area", Set.of("relay", "firmware", "login"),
            "provisioning", Set.of("relay", "firmware"));

    private static JavaClasses all;

    @BeforeAll
    static void readEveryModule() {
        all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.doorstep");
        assertThat(MAY_KNOW.keySet()).allSatisfy(module -> assertThat(
                        all.stream().anyMatch(c -> in(module).test(c)))
                .isTrue());
    }

    static Stream<String> modules() {
        return MAY_KNOW.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsOnlyThoseBelowIt(String module) {
        String[] others = Stream.concat(MAY_KNOW.keySet().stream(), Stream.of("system"))
                .filter(other -> !other.equals(module) && !MAY_KNOW.get(module).contains(other))
                .map(other -> "org.doorstep." + other + "..")
                .toArray(String[]::new);

        noClasses()
                .that(in(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("dependencies point one way, so that kiosk, hub and area can be changed and shipped alone")
                .check(all);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void noModuleHasACircleOfPackages(String module) {
        slices().matching("org.doorstep." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("two features in a circle are one feature that nobody can read")
                .allowEmptyShould(true)
                .check(all);
    }

    @Test
    void onlyTheStoreKnowsSqlite() {
        noClasses()
                .that(not("org.doorstep.relay.store.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sqlite..")
                .because("invariant 8: one file, one writer, one place that sets synchronous=FULL")
                .check(all);
    }

    @Test
    void onlyTheLinkAndTheBrokerKnowMqtt() {
        noClasses()
                .that(not("org.doorstep.relay.link..", "org.doorstep.hub.broker..", "org.doorstep.system.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.paho..", "org.apache.activemq..")
                .because("invariant 8: a broker or a client library can be changed in one place")
                .check(all);
    }

    /// Decision 0041: in JDK 25 a virtual thread that reads a pipe keeps its carrier.
    @Test
    void whoReadsAPipeHasAThreadOfItsOwn() {
        DescribedPredicate<JavaClass> readsAPipe = DescribedPredicate.describe(
                "read the output of a program or the standard input",
                c -> c.getFieldAccessesFromSelf().stream()
                                .anyMatch(access ->
                                        access.getTarget().getFullName().equals("java.lang.System.in"))
                        || c.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Process.class)
                                        && Set.of("inputReader", "getInputStream")
                                                .contains(call.getTarget().getName())));
        classes()
                .that(readsAPipe)
                .should(new ArchCondition<>("start no virtual thread") {
                    @Override
                    public void check(JavaClass c, ConditionEvents events) {
                        events.add(new SimpleConditionEvent(
                                c,
                                c.getMethodCallsFromSelf().stream()
                                        .noneMatch(call ->
                                                call.getTarget().getName().contains("ofVirtual")),
                                c.getName() + " reads a pipe and starts a virtual thread"));
                    }
                })
                .check(all);
    }

    @Test
    void onlyHardwareKnowsADevice() {
        noClasses()
                .that(not(
                        "org.doorstep.kiosk.hardware..",
                        "org.doorstep.relay.time..",
                        // systemd is told by a datagram to a Unix socket, which Java has not (decision 0034).
                        "org.doorstep.relay.supervision.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fazecast..", "com.pi4j..", "java.lang.foreign..")
                .because("invariant 8: the desk speaks of cards and codes, not of chips")
                .check(all);
    }

    @Test
    void onlyMainReadsTheEnvironmentAndEndsTheProgram() {
        noClasses()
                .that(areNotMain())
                .should()
                .callMethodWhere(called(
                        "reads the environment or ends the program",
                        call -> call.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("getenv", "exit", "getProperty").contains(call.getName())
                                && !call.getOriginOwner().getPackageName().startsWith("org.doorstep.system")))
                .because("invariant 8: everybody else is told by constructor, and can be told otherwise by a test")
                .check(all);
    }

    @Test
    void onlyMainMakesTheClockAndChance() {
        noClasses()
                .that(areNotMain())
                .and(not("org.doorstep.system.."))
                .should()
                .callMethodWhere(called(
                        "asks the machine for the time",
                        call -> call.getName().equals("now")
                                && call.getTarget().getRawParameterTypes().isEmpty()
                                && call.getTargetOwner().getPackageName().equals("java.time")))
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callConstructor(java.security.SecureRandom.class)
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .because("invariant 8: what depends on time or chance must be the same again in a test")
                .check(all);
    }

    @Test
    void nothingIsKeptInStaticFieldsThatChange() {
        fields().that()
                .areStatic()
                .and(new DescribedPredicate<com.tngtech.archunit.core.domain.JavaField>("are written by people") {
                    @Override
                    public boolean test(com.tngtech.archunit.core.domain.JavaField field) {
                        return !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                                && !field.getOwner().getName().contains("jte");
                    }
                })
                .should()
                .beFinal()
                .because("two hubs in one test would share it")
                .check(all);
    }

    @Test
    void classesAreCalledWhatTheyHold() {
        classes()
                .should(new ArchCondition<>("have a name that says what they hold") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        boolean vague = Stream.of("Manager", "Helper", "Util", "Utils", "Impl", "Base", "Common")
                                .anyMatch(item.getSimpleName()::endsWith);
                        if (vague) {
                            events.add(com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                                    item, item.getName() + " has a name that says nothing"));
                        }
                    }
                })
                .because("a name that fits anything hides what is in it")
                .check(all);
    }

    private static DescribedPredicate<JavaClass> in(String module) {
        return resideInAnyPackage("org.doorstep." + module + "..");
    }

    private static DescribedPredicate<JavaClass> not(String... packages) {
        return DescribedPredicate.not(resideInAnyPackage(packages)).as("outside " + Arrays.toString(packages));
    }

    /// `Main`, and the clock of Linux that only it makes.
    private static DescribedPredicate<JavaClass> areNotMain() {
        return DescribedPredicate.not(simpleName("Main").or(simpleName("LinuxClock")))
                .as("are neither Main nor its clock");
    }

    private static DescribedPredicate<JavaMethodCall> called(
            String description, java.util.function.Predicate<JavaMethodCall> test) {
        return DescribedPredicate.describe(description, test);
    }
}
