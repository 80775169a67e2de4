package dev.protosieve.app.theme;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ControlSheetTest {

    @Test
    void leavesOutWhatNoNodeHas() {
        String sheet = """
                /* .button { */
                .button, .spinner > .label, .tab .label:hover { -fx-padding: 1; }
                .spinner { -fx-padding: 2; }
                .table-view .label { -fx-padding: 3; }
                """;
        assertEquals(".button{ -fx-padding: 1; }.table-view .label { -fx-padding: 3; }",
                ControlSheet.of(sheet).replace("\n", ""));
    }

    @Test
    void keepsWhatBeginsAlike() {
        String sheet = ".tablet { -fx-padding: 1; }.table-view { -fx-padding: 2; }.hourglass { -fx-padding: 3; }";
        assertEquals(sheet, ControlSheet.of(sheet));
    }

    @Test
    void theBuildMadeBothSheetsOfIt() {
        for (String name : new String[]{Theme.DARK_CONTROLS, Theme.LIGHT_CONTROLS}) {
            String sheet = Theme.read(name);
            assertTrue(sheet.contains("-color-accent-fg") && sheet.contains(".combo-box-base"), name);
            assertFalse(sheet.contains(".date-picker"), name);
        }
    }

    @Test
    void nothingUsesAControlWithoutALook() {
        DescribedPredicate<JavaClass> leftOut = DescribedPredicate.describe("controls without a look",
                type -> Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                        .anyMatch(ControlSheetTest::isLeftOut));
        JavaClasses window = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.protosieve.app");
        noClasses().should().dependOnClassesThat(leftOut).because("ControlSheet leaves out how they look")
                .check(window);
    }

    private static boolean isLeftOut(JavaClass type) {
        return ControlSheet.leftOut().contains(type.getSimpleName())
                && Stream
                        .of("javafx.", "atlantafx.", "org.controlsfx.", "impl.org.controlsfx.", "org.fxmisc.",
                                "org.kordamp.")
                        .anyMatch(type.getPackageName()::startsWith);
    }
}
