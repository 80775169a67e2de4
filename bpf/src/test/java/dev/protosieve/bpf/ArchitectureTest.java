package dev.protosieve.bpf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;

/** The rules of the architecture that a compiler does not keep. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String ROOT = "dev.protosieve.bpf.";
    private static final List<String> PATH = List.of("sys", "feature", "map", "ring", "prog", "attach", "protocol",
            "helper", "client", "target");

    @ArchTest
    static void packagesOnlyLookDown(JavaClasses classes) {
        for (int at = 0; at < PATH.size() - 1; at++) {
            String[] later = PATH.subList(at + 1, PATH.size()).stream().map(p -> ROOT + p + "..")
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage(ROOT + PATH.get(at) + "..").should().dependOnClassesThat()
                    .resideInAnyPackage(later).because("what is near the kernel does not know who uses it")
                    .allowEmptyShould(true).check(classes);
        }
    }

    @ArchTest
    static final ArchRule ONLY_TARGET_KNOWS_THE_ENGINE = noClasses().that().resideOutsideOfPackage(ROOT + "target..")
            .should().dependOnClassesThat().resideInAPackage("dev.protosieve.engine..")
            .because("what runs with privileges takes bytes and sizes, never rules or schemas").allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_SYS_USES_JNA = noClasses().that().resideOutsideOfPackage(ROOT + "sys..").should()
            .dependOnClassesThat().resideInAPackage("com.sun.jna..")
            .because("every system call is written down in one package").allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_WINDOWS = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..", "dev.protosieve.app..")
            .because("the kernel side also serves the command line and the helper").allowEmptyShould(true);

    @ArchTest
    static final ArchRule PRINTS_NOTHING = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
            .because("what the kernel says is a value; only the command line decides how it is shown")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_STATIC_STATE = fields().that().areStatic().should().beFinal()
            .because("two targets in one process must not meet").allowEmptyShould(true);
}
