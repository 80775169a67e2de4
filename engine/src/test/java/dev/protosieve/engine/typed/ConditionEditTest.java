package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionEditTest {

    private static List<Integer> path(String text) {
        return text == null || text.isBlank() ? List.of() : Stream.of(text.split("\\.")).map(Integer::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a && b; 0; b", "a && b; 1; a", "a && (b || c); 1.1; a && b",
            "a && b && c; 1; a && c", "(a || b) && c; 1; a || b", "!(a); 0; ''", "a && !(b); 1.0; a",
            "a || b && c; 1.0; a || c", "l.exists(t, t == 1) || a; 0.0; a", "a && (b || c && d); 1.0; a && (c && d)"})
    void takesABlockAway(String before, String path, String after) {
        assertEquals(after, ConditionEdit.of(before).remove(path(path)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a && b; 0; x || y; (x || y) && b", "a; ; x || y; x || y",
            "!a; 0; x == 1; !(x == 1)", "l.exists(t, t); 0; x || y; l.exists(t, x || y)",
            "a && (b || c); 1; x > 1; a && x > 1", "a || b; 1; x && y; a || x && y",
            "a && b; 1; p ? q : r; a && (p ? q : r)"})
    void putsBracketsOnlyWhereTheyAreNeeded(String before, String path, String cel, String after) {
        assertEquals(after, ConditionEdit.of(before).replace(path(path), cel));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a; ; 1; a && x", "a; ; 0; x && a", "a || b; ; 1; a || x || b",
            "a && (b || c); 1; 2; a && (b || c || x)", "l.exists(t, t); 0; 1; l.exists(t, t && x)",
            "!a; ; 1; !a && x", "a || b && c; 1; 0; a || x && b && c"})
    void insertsAtThePlace(String before, String path, int index, String after) {
        assertEquals(after, ConditionEdit.of(before).insert(path(path), index, "x"));
    }

    @Test
    void insertsLineByLineWhereTheGroupHasLines() {
        assertEquals("a &&\n    b &&\n    x", ConditionEdit.of("a &&\n    b").insert(List.of(), 2, "x"));
        assertEquals("a &&   # one\n    x &&\n    b",
                ConditionEdit.of("a &&   # one\n    b").insert(List.of(), 1, "x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a && b; 1; ||; a && (b || x)", "a || b; 1; &&; a || b && x",
            "a; ; ||; a || x", "a && b; ; ||; a && b || x", "a || b; ; &&; (a || b) && x", "a && b; 0; &&; a && x && b",
            "!a; 0; ||; !(a || x)", "p ? q : r; ; &&; (p ? q : r) && x"})
    void joinsABlockWithAnother(String before, String path, String joiner, String after) {
        assertEquals(after, ConditionEdit.of(before).join(path(path), joiner, "x", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a == 1; ; !(a == 1)", "!(a == 1); ; a == 1", "!a && b; 0; a && b",
            "!a && b; 0.0; a && b", "a && (b || c); 1; a && !(b || c)", "a && !(b || c); 1; a && (b || c)",
            "!(a || b); ; a || b", "a || b; ; !(a || b)"})
    void negatesAndTakesItBack(String before, String path, String after) {
        assertEquals(after, ConditionEdit.of(before).negate(path(path)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a && b; ; a || b", "a && (b || c); ; a || (b || c)",
            "a && (b || c); 1; a && (b && c)", "a || b && c; ; a && (b && c)", "a || b && c; 1; a || (b || c)",
            "!(a && b); 0; !(a || b)"})
    void exchangesAllAndAny(String before, String path, String after) {
        assertEquals(after, ConditionEdit.of(before).toggle(path(path)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a && b && c; 0; ; 3; b && c && a", "a && (b || c); 0; 1; 2; b || c || a",
            "a && (b || c); 1.0; ; 0; b && a && c", "a && (b || c) && d; 1.1; ; 3; a && b && d && c",
            "a && l.exists(t, t > 1); 0; 1.0; 1; l.exists(t, t > 1 && a)", "a && b; 0; 0; 0; a && b",
            "a && x && a; 2; ; 0; a && a && x"})
    void movesABlock(String before, String path, String into, int index, String after) {
        assertEquals(after, ConditionEdit.of(before).move(path(path), path(into), index));
    }

    @Test
    void unwrapsAGroupIntoTheOneAroundIt() {
        assertEquals("a && b && c", ConditionEdit.of("a && (b || c)").unwrap(List.of(1)));
        assertEquals("a && b && c && d", ConditionEdit.of("a && (b && c) && d").unwrap(List.of(1)));
    }

    @Test
    void keepsCommentsBesideWhatGoes() {
        assertEquals("a   # first\n  ",
                ConditionEdit.of("a &&   # first\n  b").remove(List.of(1)).replace("a    #", "a   #"));
        assertEquals("(# why\n a)", ConditionEdit.of("(# why\n a || b)").remove(List.of(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a && b; 0; x # c; (x # c^) && b", "a && b; 1; x # c; a && x # c",
            "(a || d) && b; 0.1; x # c; (a || (x # c^)) && b", "a && b; 1; x || y # c; a && (x || y # c^)",
            "!a && b; 0.0; x // c; !(x // c^) && b", "a^ && b; 0; x # c; x # c^ && b", "a && b; ; x # c; x # c",
            "a && b; 0; x == '# c'; x == '# c' && b"})
    void nothingGetsIntoACommentThatIsPutIn(String before, String path, String cel, String after) {
        assertEquals(after.replace('^', '\n'),
                ConditionEdit.of(before.replace('^', '\n')).replace(path(path), cel));
    }

    @Test
    void nothingGetsIntoACommentThatIsAdded() {
        assertEquals("(x # c\n) && a && b", ConditionEdit.of("a && b").insert(List.of(), 0, "x # c"));
        assertEquals("(x # c\n) || a", ConditionEdit.of("a").join(List.of(), "||", "x # c", true));
        assertEquals("(a || (x # c\n)) && b", ConditionEdit.of("a && b").join(List.of(0), "||", "x # c", false));
        assertEquals("a && (b || (x # c\n))", ConditionEdit.of("a && b").join(List.of(1), "||", "x # c", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"(# c^ a && b) || d; 0; x; (# c^ x) || d",
            "(a && b # c^) || d; 0; x; (x # c^) || d",
            "(a # c^ && b); ; a # c^ && x; (a # c^ && x)"})
    void commentsInTheBracketsOfABlockStay(String before, String path, String cel, String after) {
        assertEquals(after.replace('^', '\n'),
                ConditionEdit.of(before.replace('^', '\n')).replace(path(path), cel.replace('^', '\n')));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "p in [80,   # http^    443]; p in [80, 443, 8080]; p in [80,   # http^    443,^    8080]",
            "p in [80,  # http^ 443  # https^]; p in [80, 443, 8, 9]; p in [80,  # http^ 443,  # https^ 8,^ 9^]",
            "p in [80,  # http^ 443,  # https^]; p in [80, 443, 8]; p in [80,  # http^ 443,  # https^ 8^]",
            "p in [80,  # http^ 443]; p in [80, 8, 443]; p in [80,  # http^ 8,^ 443]",
            "p in [80 # http^]; p in [80, 8]; p in [80, # http^    8^]", "p in [80]; p in [8, 80]; p in [8, 80]",
            "p in [80,  # http^ 443]; p in [443]; p in [  # http^ 443]",
            "p in [80,  # http^ 443]; p in [80]; p in [80  # http^ ]",
            "p in [80 ,443 , 8]; p in [80, 8]; p in [80 ,8]", "p in [1,2, 3]; p in [1]; p in [1]",
            "p in [1,2,  3]; p in [3]; p in [3]", "p in [1,  2]; p in [3,4]; p in [3,  4]",
            "p in [1,  2]; p in [3]; p in [3]", "p in [1, # c^ 2]; q in [1, 2]; q in [1, # c^ 2]",
            "!(p in [1, # c^ 2]); !(p in [1, 3]); !(p in [1, # c^ 3])"})
    void changesSingleValuesOfAList(String before, String cel, String after) {
        assertEquals(after.replace('^', '\n'), ConditionEdit.of(before.replace('^', '\n')).change(List.of(), cel));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a && b  > # c^ 3; 1; b > 4; a && b  > # c^ 4",
            "a && b  > # c^ 3; 1; b <= 3; a && b  <= # c^ 3", "a && b>3; 1; c > 3; a && c>3",
            "s.contains( # c^ 'x' ); ; s.contains('y'); s.contains( # c^ 'y' )",
            "a && s.contains('x'); 1; s.matches('x'); a && s.matches('x')",
            "a && b; 0; x == 1 || y; (x == 1 || y) && b", "a && b  > # c^ 3; 1; b > 4 # d; a && b > 4 # d",
            "k==m; ; k in m; k in m", "a > 1 && b; ; a > 2; a > 2"})
    void changesOnlyWhatDiffersInATest(String before, String path, String cel, String after) {
        assertEquals(after.replace('^', '\n'),
                ConditionEdit.of(before.replace('^', '\n')).change(path(path), cel));
    }
}
