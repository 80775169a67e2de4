package dev.protosieve.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The rules of the architecture that a compiler does not keep. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String ROOT = "dev.protosieve.app.";
    private static final List<String> FEATURES = List.of("schema", "rule", "designer", "listing", "verdict", "target",
            "event", "lab");

    @ArchTest
    static void featuresMeetInTheSession(JavaClasses classes) {
        for (String feature : FEATURES) {
            String[] others = FEATURES.stream().filter(f -> !f.equals(feature)).map(f -> ROOT + f + "..")
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage(ROOT + feature + "..").should().dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("a feature that knows another cannot be changed or left out alone").allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule STATE_KNOWS_NO_WINDOW = noClasses().that().resideInAPackage(ROOT + "session..").or()
            .haveSimpleNameEndingWith("ViewModel").should().dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..")
            .because("state is tested without a window, and views are a picture of it").allowEmptyShould(true);

    @ArchTest
    static final ArchRule STATE_KNOWS_NO_FEATURE = noClasses().that()
            .resideInAnyPackage(ROOT + "session..", ROOT + "task..").should().dependOnClassesThat()
            .resideInAnyPackage(ROOT + "shell..", ROOT + "cli..", ROOT + "schema..", ROOT + "rule..",
                    ROOT + "designer..", ROOT + "listing..", ROOT + "verdict..", ROOT + "target..", ROOT + "event..",
                    ROOT + "lab..")
            .because("the direction is gesture, view model, state, views").allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_TASK_MAKES_THREADS = noClasses().that().resideOutsideOfPackage(ROOT + "task..").should()
            .callConstructor(Thread.class, Runnable.class).orShould()
            .callConstructor(Thread.class, Runnable.class, String.class).orShould()
            .callMethod(Thread.class, "ofVirtual")
            .orShould().callMethod(Thread.class, "ofPlatform").orShould()
            .callMethod(Thread.class, "startVirtualThread", Runnable.class).orShould().dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors")
            .because("threads that begin in one place end, and have their failures caught, in one place")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_TASK_KNOWS_THE_TOOLKIT_THREAD = noClasses().that()
            .resideOutsideOfPackage(ROOT + "task..").should().dependOnClassesThat()
            .haveFullyQualifiedName("javafx.application.Platform").because("there is one door to the FX thread")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_STATIC_STATE = fields().that().areStatic().should().beFinal()
            .because("two windows in one process must not meet").allowEmptyShould(true);
}
