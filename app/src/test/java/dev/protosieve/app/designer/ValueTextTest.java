package dev.protosieve.app.designer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.protosieve.app.designer.FieldChoice.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with \"quotes\"", "back\\slash", "tab\tand\nline", "na\u00efve \u20ac"})
    void givesBackEveryText(String text) {
        assertEquals(text, ValueText.input(Kind.TEXT, ValueText.literal(Kind.TEXT, text)));
    }

    @Test
    void writesNumbersInTheFormOfTheirType() {
        assertEquals("7u", ValueText.literal(Kind.UNSIGNED, "7"));
        assertEquals("7.0", ValueText.literal(Kind.REAL, "7"));
        assertEquals("-7", ValueText.literal(Kind.WHOLE, " -7 "));
    }

    @Test
    void saysWhatANumberLooksLike() {
        assertFalse(ValueText.mistake(Kind.WHOLE, "seven").isEmpty());
        assertFalse(ValueText.mistake(Kind.UNSIGNED, "-1").isEmpty());
        assertFalse(ValueText.mistake(Kind.REAL, "1,5").isEmpty());
        assertEquals("", ValueText.mistake(Kind.REAL, "1.5e3"));
    }

    @Test
    void shortensOnlyConstantsOfEnums() {
        assertEquals("PHONES", ValueText.shortName("search.Category.PHONES"));
        for (String other : List.of("msg.page", "udp.dst_port", "\"a.b\"", "7u", "1.5", "true")) {
            assertEquals(other, ValueText.shortName(other));
        }
    }
}
