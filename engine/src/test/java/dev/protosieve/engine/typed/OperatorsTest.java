package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorsTest {

    private static final Descriptor ALL = SampleSchema.schema().message("t.All").orElseThrow();

    private static FieldPath path(String name) {
        return new FieldPath(List.of(ALL.findFieldByName(name)));
    }

    private static Expr condition(String text) {
        return RuleTexts.typed("message t.All\nmatch udp.dst_port == 9000\ndrop if " + text).rules().getFirst()
                .condition();
    }

    private static String sample(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case BOOLEAN -> "";
            case INT, LONG -> "7";
            case FLOAT, DOUBLE -> "1.5";
            case ENUM -> field.getEnumType().getValues().getLast().getName();
            case STRING -> "a \"quoted\" \\ line\n\uD83D\uDE00 # no comment";
            case BYTE_STRING -> "0061ff22";
            case MESSAGE -> throw new IllegalArgumentException(field.getName());
        };
    }

    @Test
    void everyOperatorOfEveryFieldCompilesAndIsShownAsItWasMade() {
        int count = 0;
        for (FieldDescriptor field : ALL.getFields()) {
            for (Operator operator : Operators.forField(field)) {
                String value = sample(field);
                String text = Operators.render(path(field.getName()), operator, value).orElseThrow();
                ConditionShape.Test shown = assertInstanceOf(ConditionShape.Test.class,
                        ConditionShape.of(condition(text)), text);
                assertEquals(operator, shown.operator(), text);
                assertEquals(path(field.getName()), shown.path());
                assertEquals(operator.takesValue() ? value : "", shown.value());
                count++;
            }
        }
        assertTrue(count > 100, "operators: " + count);
    }

    @Test
    void messagesAndRepeatedFieldsHaveNone() {
        for (String name : List.of("sub", "tags", "counts", "boxed", "nums")) {
            assertEquals(List.of(), Operators.forField(ALL.findFieldByName(name)), name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            i32   | GREATER     | -3   | msg.i32 > -3
            i32   | IS          | 0x10 | msg.i32 == 16
            u64   | AT_LEAST    | 18446744073709551615 | msg.u64 >= 18446744073709551615u
            dbl   | LESS        | 3    | msg.dbl < 3.0
            color | IS          | BLUE | msg.color == Color.BLUE
            color | IS_NOT      | 9    | msg.color != 9
            kind  | IS          | FANCY | msg.kind == Kind.FANCY
            raw   | IS          | 00 ff | msg.raw == b"\\x00\\xff"
            text  | CONTAINS_NOT | A"B | !msg.text.contains("A\\"B")
            flag  | IS_FALSE    | ^^   | !msg.flag
            """)
    void rendersCel(String field, Operator operator, String value, String text) {
        assertEquals(Optional.of(text), Operators.render(path(field), operator, value));
    }

    @ParameterizedTest
    @CsvSource({"i32, x", "i32, 99999999999999999999", "u32, -1", "dbl, NaN", "dbl, one", "raw, 0", "raw, zz",
            "color, MAUVE"})
    void refusesValuesOfAnotherType(String field, String value) {
        assertEquals(Optional.empty(), Operators.render(path(field), Operator.IS, value));
    }

    @Test
    void showsTreesOfTestsAndLeavesTheRestAsText() {
        ConditionShape.All all = assertInstanceOf(ConditionShape.All.class,
                ConditionShape.of(condition("msg.flag && (msg.i32 in [1, 2] || msg.flag == false)")));
        assertEquals(2, all.parts().size());
        ConditionShape.Any any = assertInstanceOf(ConditionShape.Any.class, all.parts().getLast());
        assertEquals(List.of(Operator.IS, Operator.IS_FALSE).getLast(),
                ((ConditionShape.Test) any.parts().getLast()).operator());
        for (String text : List.of("msg.i32 == msg.s32", "!(msg.i32 > 3)", "msg.flag && udp.length > 10")) {
            assertInstanceOf(ConditionShape.Text.class, ConditionShape.of(condition(text)), text);
        }
        assertInstanceOf(ConditionShape.Always.class, ConditionShape.of(condition("true")));
    }
}
