package dev.protosieve.engine;

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

    private static final String ROOT = "dev.protosieve.engine.";
    private static final List<String> PATH = List.of("text", "wire", "isa", "pattern", "schema", "rule", "typed",
            "constraint", "assist",
            "oracle", "plan",
            "emit", "listing", "target", "sim", "verdict", "event");

    @ArchTest
    static void stagesOnlyLookBack(JavaClasses classes) {
        for (int at = 0; at < PATH.size() - 1; at++) {
            String[] later = PATH.subList(at + 1, PATH.size()).stream().map(p -> ROOT + p + "..")
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage(ROOT + PATH.get(at) + "..").should().dependOnClassesThat()
                    .resideInAnyPackage(later).because("arrows of the path of the data never go back")
                    .allowEmptyShould(true).check(classes);
        }
    }

    @ArchTest
    static final ArchRule ORACLE_STANDS_ALONE = noClasses().that().resideInAPackage(ROOT + "oracle..").should()
            .dependOnClassesThat().resideInAnyPackage(ROOT + "plan..", ROOT + "emit..")
            .because("the oracle judges plan and emitter, so it must not share their mistakes").allowEmptyShould(true);

    @ArchTest
    static final ArchRule COMPILER_DOES_NOT_ASK_THE_ORACLE = noClasses().that()
            .resideInAnyPackage(ROOT + "plan..", ROOT + "emit..", ROOT + "sim..").should().dependOnClassesThat()
            .resideInAPackage(ROOT + "oracle..")
            .because("agreement proves nothing when one side asked the other").allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_WINDOWS_AND_NO_SYSTEM_CALLS = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..", "com.sun.jna..", "dev.protosieve.bpf..",
                    "dev.protosieve.app..")
            .because("the engine runs on any machine, with or without a display, privileges or Linux");

    @ArchTest
    static final ArchRule PRINTS_NOTHING = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS
            .because("what the engine finds is a value; only the command line decides how it is shown");

    @ArchTest
    static final ArchRule NO_STATIC_STATE = fields().that().areStatic().should().beFinal()
            .because("two compilations in one process must not meet");
}
