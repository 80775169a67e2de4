package dev.protosieve.engine.typed;

import dev.protosieve.engine.rule.Token;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.ConditionTree.Node;
import dev.protosieve.engine.typed.ConditionTree.Operand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** From one test to another of its kind: only the operands, the operator and the values that differ are written anew. */
final class TestEdit {

    /** Other characters for these. */
    record Change(Span span, String text) {
    }

    private final List<Change> changes = new ArrayList<>();
    private final ConditionTree tree;

    private TestEdit(ConditionTree tree) {
        this.tree = tree;
    }

    /** The condition with that block changed; empty when the tests are of different kinds or the new one has comments. */
    static Optional<String> of(ConditionTree tree, Node block, String cel) {
        TestEdit edit = new TestEdit(tree);
        boolean bare = CelText.withoutComments(cel).equals(cel);
        return bare && edit.note(block, ConditionTree.of(cel).root()) ? Optional.of(edit.written()) : Optional.empty();
    }

    private String written() {
        StringBuilder text = new StringBuilder(tree.text());
        changes.stream().sorted(Comparator.comparingInt((Change c) -> c.span().start()).reversed())
                .forEach(c -> text.replace(c.span().start(), c.span().end(), c.text()));
        return text.toString();
    }

    private boolean note(Node before, Node now) {
        return switch (before) {
            case Node.Not a when now instanceof Node.Not b -> note(a.inner(), b.inner());
            case Node.Compare a when now instanceof Node.Compare b -> compare(a, b);
            case Node.Call a when now instanceof Node.Call b && a.function().equals(b.function()) ->
                operand(a.subject(), b.subject()) && operand(a.argument(), b.argument());
            case Node.Member a when now instanceof Node.Member b && !a.values().isEmpty() && !b.values().isEmpty() ->
                operand(a.subject(), b.subject()) && values(a, b.values());
            case Node.All _, Node.Any _, Node.Not _, Node.Compare _, Node.Member _, Node.Call _, Node.Has _,
                    Node.Truth _, Node.Each _, Node.Free _ ->
                false;
        };
    }

    // a word needs blanks around it, a sign does not
    private boolean compare(Node.Compare before, Node.Compare now) {
        boolean word = before.operator().equals("in");
        if (word != now.operator().equals("in")) {
            return false;
        }
        changes.add(new Change(before.operatorSpan(), now.operator()));
        return operand(before.left(), now.left()) && operand(before.right(), now.right());
    }

    private boolean operand(Operand before, Operand now) {
        if (!isSame(before, now)) {
            changes.add(new Change(before.span(), now.text()));
        }
        return true;
    }

    private static boolean isSame(Operand before, Operand now) {
        return words(before.text()).equals(words(now.text()));
    }

    private static List<String> words(String cel) {
        return Token.in(cel, 0, cel.length()).stream().filter(t -> t.type() != Token.Type.COMMENT)
                .map(t -> t.in(cel)).toList();
    }

    private boolean values(Node.Member list, List<Operand> now) {
        List<Operand> before = list.values();
        int least = Math.min(before.size(), now.size());
        int head = 0;
        while (head < least && isSame(before.get(head), now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < least - head
                && isSame(before.get(before.size() - 1 - tail), now.get(now.size() - 1 - tail))) {
            tail++;
        }
        int both = least - tail;
        for (int i = head; i < both; i++) {
            operand(before.get(i), now.get(i));
        }
        if (before.size() > now.size()) {
            changes.add(remove(before, both, before.size() - tail));
        } else if (now.size() > before.size()) {
            insert(list, both, now.subList(both, now.size() - tail).stream().map(Operand::text).toList());
        }
        return true;
    }

    // with the commas behind them, the last with those in front; comments beside them stay
    private Change remove(List<Operand> values, int from, int to) {
        boolean last = to == values.size();
        StringBuilder kept = new StringBuilder();
        for (int i = last ? from - 1 : from; i < (last ? to - 1 : to); i++) {
            kept.append(withoutComma(gap(values, i)));
        }
        int start = last ? values.get(from - 1).span().end() : values.get(from).span().start();
        int end = last ? values.get(to - 1).span().end() : values.get(to).span().start();
        return new Change(new Span(start, end),
                CelText.withoutComments(kept.toString()).contentEquals(kept) ? "" : kept.toString());
    }

    private static String withoutComma(String gap) {
        int comma = CelText.withoutComments(gap).indexOf(',');
        return gap.substring(0, comma) + gap.substring(comma + 1);
    }

    private String gap(List<Operand> values, int at) {
        int from = values.get(at).span().end();
        int to = values.get(at + 1).span().start();
        return tree.slice(new Span(from, to));
    }

    private void insert(Node.Member list, int at, List<String> added) {
        List<Operand> values = list.values();
        String gap = values.size() < 2 ? ", "
                : CelText.withoutComments(gap(values, 0)).replaceAll("(?:[ \\t]*\\r?\\n)+", "\n");
        if (at < values.size()) {
            put(values.get(at).span().start(), String.join(gap, added) + gap);
            return;
        }
        int end = values.getLast().span().end();
        String tail = tree.slice(new Span(end, list.list().end() - 1));
        String plain = CelText.withoutComments(tail);
        if (plain.equals(tail)) {
            put(end, gap + String.join(gap, added));
            return;
        }
        // the comment behind the last value stays with it
        if (plain.isBlank()) {
            put(end, ",");
        }
        String line = gap.contains("\n") ? gap.substring(gap.indexOf('\n')) : "\n    ";
        put(CelText.skipSpaceBack(tree.text(), list.list().end() - 1), line + String.join(gap, added));
    }

    private void put(int at, String text) {
        changes.add(new Change(new Span(at, at), text));
    }
}
