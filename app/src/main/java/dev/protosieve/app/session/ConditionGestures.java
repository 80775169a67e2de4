package dev.protosieve.app.session;

import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.Token;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.ConditionEdit;
import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.ConditionTree.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the blocks of a condition are used for; each is one step of undo. A block is named by its rule (from 1; 0 is the file's
 * {@code match}) and the path of child numbers in its condition.
 */
public final class ConditionGestures {

    private final Gestures gestures;

    public ConditionGestures(Gestures gestures) {
        this.gestures = gestures;
    }

    /** Another condition in the place of a block. */
    public void replace(int rule, List<Integer> path, String cel) {
        edit(rule, "change a condition", e -> e.replace(path, cel));
    }

    /** The same, but of a test that stays one of its kind only what differs. */
    public void change(int rule, List<Integer> path, String cel) {
        edit(rule, "change a condition", e -> e.change(path, cel));
    }

    /**
     * The same where a value of {@code map} is asked for by another key. A part beside it that asks whether the old one is there
     * asks for the new one then; where others need that part too, the block gets one of its own.
     *
     * @param before the old key as CEL
     * @param now the new key as CEL
     */
    public void replaceKey(int rule, List<Integer> path, String cel, String map, String before, String now) {
        ConditionTree tree = ConditionTree.of(gestures.conditionOf(rule));
        OptionalInt guard = partOf(tree, path, words(before + " in " + map));
        String present = now + " in " + map;
        if (guard.isEmpty()) {
            change(rule, path, cel);
        } else if (isRead(tree, path, words(map + "[" + before + "]"))) {
            edit(rule, "change a condition",
                    e -> ConditionEdit.of(e.change(path, cel)).insert(up(path), path.getLast(), present));
        } else {
            List<Integer> beside = Stream.concat(up(path).stream(), Stream.of(guard.getAsInt())).toList();
            edit(rule, "change a condition",
                    e -> ConditionEdit.of(e.change(path, cel)).replace(beside, present));
        }
    }

    private static OptionalInt partOf(ConditionTree tree, List<Integer> path, List<String> words) {
        if (path.isEmpty() || !(tree.at(up(path)) instanceof Node.All all)) {
            return OptionalInt.empty();
        }
        return IntStream.range(0, all.parts().size())
                .filter(i -> words(tree.slice(all.parts().get(i).span())).equals(words)).findFirst();
    }

    // by another part of the same group
    private static boolean isRead(ConditionTree tree, List<Integer> path, List<String> words) {
        List<Node> parts = tree.at(up(path)).children();
        return IntStream.range(0, parts.size()).anyMatch(i -> i != path.getLast()
                && Collections.indexOfSubList(words(tree.slice(parts.get(i).span())), words) >= 0);
    }

    private static List<Integer> up(List<Integer> path) {
        return path.subList(0, path.size() - 1);
    }

    private static List<String> words(String cel) {
        return Token.in(cel, 0, cel.length()).stream().filter(t -> t.type() != Token.Type.COMMENT)
                .map(t -> cel.substring(t.start(), t.end())).toList();
    }

    /** Other characters in a part of a block: its operator, an operand, a variable. */
    public void replace(int rule, Span part, String text) {
        edit(rule, "change a value", e -> e.replace(part, text));
    }

    /** The last block of {@code match} stays. */
    public void remove(int rule, List<Integer> path) {
        edit(rule, "delete a condition", e -> e.remove(path));
    }

    /** In a group, so that it becomes the part at {@code index}. */
    public void insert(int rule, List<Integer> into, int index, String cel) {
        edit(rule, "add a condition", e -> e.insert(into, index, cel));
    }

    /** A condition behind a block, joined with it by {@code &&} or {@code ||}. */
    public void join(int rule, List<Integer> path, String joiner, String cel) {
        edit(rule, joiner.equals("&&") ? "wrap in all of" : "wrap in any of", e -> e.join(path, joiner, cel, false));
    }

    public void negate(int rule, List<Integer> path) {
        edit(rule, "not", e -> e.negate(path));
    }

    /** Takes a {@code not} or a group's brackets away. */
    public void unwrap(int rule, List<Integer> path) {
        edit(rule, "unwrap", e -> e.unwrap(path));
    }

    public boolean canUnwrap(int rule, List<Integer> path) {
        return ConditionEdit.of(gestures.conditionOf(rule)).canUnwrap(path);
    }

    /** All of, or any of. */
    public void toggle(int rule, List<Integer> path) {
        edit(rule, "exchange all of and any of", e -> e.toggle(path));
    }

    public void duplicate(int rule, List<Integer> path) {
        edit(rule, "duplicate a condition", e -> {
            String own = e.tree().slice(e.tree().at(path).outer());
            boolean grouped = !path.isEmpty() && e.tree().at(path.subList(0, path.size() - 1)) instanceof Node.Group;
            return grouped ? e.insert(path.subList(0, path.size() - 1), path.getLast() + 1, own)
                    : e.join(path, "&&", own, false);
        });
    }

    /** One place up or down in its group; nothing at the ends and outside of groups. */
    public boolean shift(int rule, List<Integer> path, int by) {
        if (!canShift(rule, path, by)) {
            return false;
        }
        edit(rule, "move a condition",
                e -> e.reorder(path.subList(0, path.size() - 1), path.getLast(), path.getLast() + by));
        return true;
    }

    public boolean canShift(int rule, List<Integer> path, int by) {
        if (path.isEmpty()) {
            return false;
        }
        ConditionEdit edit = ConditionEdit.of(gestures.conditionOf(rule));
        int to = path.getLast() + by;
        return edit.tree().at(path.subList(0, path.size() - 1)) instanceof Node.Group group && to >= 0
                && to < group.parts().size();
    }

    /** To a group of the same rule or of another, in front of the part that is at {@code index} now. */
    public void move(int from, List<Integer> path, int rule, List<Integer> into, int index) {
        if (from == rule) {
            edit(rule, "move a condition", e -> e.move(path, into, index));
            return;
        }
        ConditionEdit source = ConditionEdit.of(gestures.conditionOf(from));
        String moved = source.tree().slice(source.tree().at(path).outer());
        String left = source.remove(path);
        if (from == 0 && left.isBlank()) {
            return;
        }
        List<RuleEdit> edits = new ArrayList<>();
        edits.add(set(rule, ConditionEdit.of(gestures.conditionOf(rule)).insert(into, index, moved)));
        edits.addAll(left(from, left));
        gestures.all(edits, rule, "move a condition");
    }

    // without its condition the rule would take every message
    private static List<RuleEdit> left(int rule, String condition) {
        return condition.isBlank() ? List.of(set(rule, condition), new RuleEdit.SetEnabled(rule - 1, false))
                : List.of(set(rule, condition));
    }

    private static RuleEdit set(int rule, String condition) {
        return rule == 0 ? new RuleEdit.SetMatch(condition) : new RuleEdit.SetCondition(rule - 1, condition);
    }

    private void edit(int rule, String what, Function<ConditionEdit, String> change) {
        String before = gestures.conditionOf(rule);
        String after = change.apply(ConditionEdit.of(before));
        String step = what + " in " + gestures.nameOf(rule);
        if (rule > 0 && after.isBlank() && !before.isBlank()) {
            gestures.all(left(rule, after), rule, step);
        } else if (!after.equals(before)) {
            gestures.setCondition(rule, after, step);
        }
    }
}
