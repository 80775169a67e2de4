package dev.protosieve.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.ConditionTree.Node;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTreeTest {

    /** The tree in short: kinds, and the text of what has no parts. */
    static String shape(String cel) {
        ConditionTree tree = ConditionTree.of(cel);
        return shape(tree, tree.root());
    }

    private static String shape(ConditionTree tree, Node node) {
        List<String> inner = node.children().stream().map(c -> shape(tree, c)).toList();
        return switch (node) {
            case Node.All _ -> "all" + inner;
            case Node.Any _ -> "any" + inner;
            case Node.Not _ -> "not" + inner;
            case Node.Each each -> each.quantifier().macro() + "(" + each.list().text() + ", " + each.variable() + ")"
                    + inner;
            case Node.Compare c -> c.left().text() + " " + c.operator() + " " + c.right().text();
            case Node.Member m -> m.subject().text() + " in " + m.values().stream().map(v -> v.text()).toList();
            case Node.Call c -> c.subject().text() + " " + c.function() + " " + c.argument().text();
            case Node.Has has -> "has " + has.field().text();
            case Node.Truth truth -> "is " + truth.subject().text();
            case Node.Free free -> "text{" + tree.slice(free.span()) + "}";
        };
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', value = {
            "msg.a == 1 && msg.b.contains(\"x && y\") && (msg.c || msg.d) => all[msg.a == 1, msg.b contains \"x && y\", any[is msg.c, is msg.d]]",
            "msg.a && msg.b || msg.c => any[all[is msg.a, is msg.b], is msg.c]",
            "(msg.a && msg.b) && msg.c => all[all[is msg.a, is msg.b], is msg.c]",
            "!(msg.a || !msg.b) => not[any[is msg.a, not[is msg.b]]]",
            "msg.items.exists(i, i.tags.all(t, t == \"x\") && i.price > 5) => exists(msg.items, i)[all[all(i.tags, t)[t == \"x\"], i.price > 5]]",
            "msg.codes.exists_one(c, c in [1, 2]) => exists_one(msg.codes, c)[c in [1, 2]]",
            "\"k\" in msg.m && msg.m[\"k\"] > 3 => all[\"k\" in msg.m, msg.m[\"k\"] > 3]",
            "size(msg.tags) > 2 || msg.q.size() == 0 => any[size(msg.tags) > 2, msg.q.size() == 0]",
            "cidr(\"10.0.0.0/8\").containsIP(ip.src) => cidr(\"10.0.0.0/8\") containsIP ip.src",
            "has(msg.deep) && !has( msg.deep.x ) => all[has msg.deep, not[has msg.deep.x]]",
            "msg.a > 1 ? msg.b : msg.c => text{msg.a > 1 ? msg.b : msg.c}",
            "msg.x && (msg.a ? msg.b : msg.c) => all[is msg.x, text{msg.a ? msg.b : msg.c}]",
            "(msg.a) == ((msg.b)) => (msg.a) == ((msg.b))", "msg.q.contains((\"a\")) => msg.q contains (\"a\")",
            "((msg.a == 1)) => msg.a == 1", "-msg.a == -1 => -msg.a == -1", "msg.kinds[3] == 1 => msg.kinds[3] == 1",
            "!!msg.a => text{!!msg.a}", "msg.tags.map(t, t) == [] => msg.tags.map(t, t) == []",
            "msg.a == => text{msg.a ==}", "msg.d > 1.5e-3 => msg.d > 1.5e-3"})
    void readsBlocks(String cel, String shape) {
        assertEquals(shape, shape(cel));
    }

    @Test
    void flattensLongChainsAndKeepsTheirOrder() {
        String cel = String.join(" && ", IntStream.range(0, 40).mapToObj(i -> "msg.a == " + i)
                .toList());
        Node.All all = assertInstanceOf(Node.All.class, ConditionTree.of(cel).root());
        assertEquals(40, all.parts().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "msg.a &&", "a)(b", "f(", "\"", "!", "msg.a == 1 # only", "[1,2"})
    void showsEveryTextAsSomething(String text) {
        ConditionTree tree = ConditionTree.of(text);
        assertTrue(tree.root().outer().end() <= text.length());
        assertEquals(1, tree.size());
    }

    @Test
    void readsOverCommentsAndLines() {
        String cel = "(msg.a == 1 ||   # first && not\n  // more\n msg.b)";
        Node.Any any = assertInstanceOf(Node.Any.class, ConditionTree.of(cel).root());
        assertEquals(new Span(0, cel.length()), any.outer());
        assertEquals(2, any.parts().size());
    }

    @Test
    void findsTheSmallestBlockOfAMistake() {
        String cel = "msg.a && (msg.b || msg.nope == 1)";
        int at = cel.indexOf("nope");
        assertEquals(List.of(1, 1), ConditionTree.of(cel).pathTo(new Span(at, at + 4)));
        assertEquals(List.of(), ConditionTree.of(cel).pathTo(new Span(0, cel.length())));
    }
}
