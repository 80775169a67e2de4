package dev.protosieve.app.theme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class PaletteTest {

    @Test
    void coloursRulesInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
        try {
            String sheet = Palette.LIGHT.css();
            for (int rule = 1; rule <= 9; rule++) {
                assertTrue(sheet.contains("." + Palette.ruleClass(rule) + " "), sheet);
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
