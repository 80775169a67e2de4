package dev.protosieve.engine.typed;

import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.ConditionTree.Node;
import dev.protosieve.engine.typed.ConditionTree.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a designer does to the blocks of one condition. Every answer is the new text: characters that an edit does not name stay,
 * comments too, and brackets are written only where the operators around need them. Blocks are named by paths of child numbers.
 */
public final class ConditionEdit {

    private final ConditionTree tree;
    private final String text;

    private ConditionEdit(ConditionTree tree) {
        this.tree = tree;
        this.text = tree.text();
    }

    /** Edits of that text. */
    public static ConditionEdit of(String condition) {
        return new ConditionEdit(ConditionTree.of(condition));
    }

    public ConditionTree tree() {
        return tree;
    }

    /** Another condition in the place of a block. */
    public String replace(List<Integer> path, String cel) {
        Node node = tree.at(path);
        boolean lines = cel.contains("\n") && !node.outer().equals(node.span());
        if (lines || !commentsIn(node.outer()).equals(commentsIn(node.span()))) {
            return put(node.span(), fitting(cel, Strength.CHOICE, behind(node.span())));
        }
        return put(node.outer(), fitting(cel, needed(path), behind(node.outer())));
    }

    /** As {@link #replace(List, String)}, but of a test that stays one of its kind only what differs, so that its layout stays. */
    public String change(List<Integer> path, String cel) {
        return TestEdit.of(tree, tree.at(path), cel).orElseGet(() -> replace(path, cel));
    }

    /** Other characters in a part of a block, such as an operand or an operator. */
    public String replace(Span span, String cel) {
        return put(span, cel);
    }

    /** Without a block; empty when nothing is left. A block that cannot be without it goes with it. */
    public String remove(List<Integer> path) {
        List<Integer> gone = path;
        while (!gone.isEmpty() && !(parent(gone) instanceof Node.Group)) {
            gone = up(gone);
        }
        if (gone.isEmpty()) {
            return "";
        }
        Node.Group group = (Node.Group) parent(gone);
        int index = gone.getLast();
        if (group.parts().size() == 2) {
            Node left = group.parts().get(1 - index);
            Span kept = left instanceof Node.Group ? left.span() : left.outer();
            if (commentsIn(group.outer()).equals(commentsIn(kept))) {
                return put(group.outer(), fitting(tree.slice(kept), needed(up(gone)), behind(group.outer())));
            }
        }
        return cut(group, index);
    }

    // a part goes with the joiner before it, the first with the one behind it; comments beside it stay
    private String cut(Node.Group group, int index) {
        int from = index == 0 ? group.parts().getFirst().outer().start() : group.parts().get(index - 1).outer().end();
        int to = index == 0 ? group.parts().get(1).outer().start() : group.parts().get(index).outer().end();
        Span part = group.parts().get(index).outer();
        Span gap = index == 0 ? new Span(part.end(), to) : new Span(from, part.start());
        if (commentsIn(gap).isEmpty()) {
            return put(new Span(from, to), "");
        }
        String kept = withoutJoiner(gap, group.joiner());
        return put(new Span(from, to), kept);
    }

    private String withoutJoiner(Span gap, String joiner) {
        int at = CelText.withoutComments(text).indexOf(joiner, gap.start());
        return text.substring(gap.start(), at) + text.substring(at + joiner.length(), gap.end());
    }

    /** A condition in a group, so that it becomes the part at {@code index}; beside a block that is no group, joined by {@code &&}. */
    public String insert(List<Integer> path, int index, String cel) {
        if (text.isBlank()) {
            return cel;
        }
        return tree.at(path) instanceof Node.Group group ? into(group, index, cel)
                : join(path, "&&", cel, index == 0);
    }

    private String into(Node.Group group, int index, String cel) {
        Strength needed = above(group.strength());
        List<Node> parts = group.parts();
        String gap = gap(group);
        if (index >= parts.size()) {
            int end = parts.getLast().outer().end();
            Span last = new Span(end, end);
            return put(last, gap + fitting(cel, needed, behind(last)));
        }
        int start = parts.get(index).outer().start();
        return put(new Span(start, start), fitting(cel, needed, gap) + gap);
    }

    // as the parts of the group are set apart already
    private String gap(Node.Group group) {
        Span first = behind(group, 0);
        return CelText.withoutComments(text).substring(first.start(), first.end())
                .replaceAll("[ \\t]+(?=\\r?\\n)", "");
    }

    /** A block joined with another condition; they become parts of the group around it where that has the same joiner. */
    public String join(List<Integer> path, String joiner, String cel, boolean before) {
        if (text.isBlank()) {
            return cel;
        }
        Node node = tree.at(path);
        if (node instanceof Node.Group group && group.joiner().equals(joiner)) {
            return into(group, before ? 0 : group.parts().size(), cel);
        }
        if (!path.isEmpty() && parent(path) instanceof Node.Group group && group.joiner().equals(joiner)) {
            return into(group, before ? path.getLast() : path.getLast() + 1, cel);
        }
        Strength own = joiner.equals("&&") ? Strength.AND : Strength.OR;
        String here = isLoose(node, above(own)) ? "(" + tree.slice(node.span()) + ")" : tree.slice(node.outer());
        boolean bracketed = own.compareTo(needed(path)) < 0;
        String there = fitting(cel, above(own), before ? joiner : bracketed ? ")" : behind(node.outer()));
        String both = before ? there + " " + joiner + " " + here : here + " " + joiner + " " + there;
        return put(node.outer(), bracketed ? "(" + both + ")" : both);
    }

    /** {@code !} in front of a block, or taken away. */
    public String negate(List<Integer> path) {
        Node node = tree.at(path);
        if (node instanceof Node.Not) {
            return unwrap(path);
        }
        if (!path.isEmpty() && parent(path) instanceof Node.Not) {
            return unwrap(up(path));
        }
        boolean bracketed = !node.outer().equals(node.span()) || node.strength().compareTo(Strength.UNARY) >= 0;
        String own = tree.slice(node.outer());
        return put(node.outer(), bracketed ? "!" + own : "!(" + own + ")");
    }

    /** Takes {@code not}, or the brackets of a group, away: its parts stay where it was. */
    public String unwrap(List<Integer> path) {
        Node node = tree.at(path);
        if (node instanceof Node.Not not) {
            Node inner = not.inner();
            boolean needed = inner.strength().compareTo(needed(path)) < 0
                    || !commentsIn(node.outer()).equals(commentsIn(inner.span()));
            return put(node.outer(), tree.slice(needed ? inner.outer() : inner.span()));
        }
        if (node instanceof Node.Group group && !path.isEmpty() && parent(path) instanceof Node.Group around) {
            return put(node.outer(), joined(group, around.joiner()));
        }
        return text;
    }

    /** Whether {@link #unwrap} has something to take away. */
    public boolean canUnwrap(List<Integer> path) {
        Node node = tree.at(path);
        return node instanceof Node.Not
                || node instanceof Node.Group && !path.isEmpty() && parent(path) instanceof Node.Group;
    }

    /** {@code &&} for {@code ||} in a group, or the reverse; groups in it stay groups. */
    public String toggle(List<Integer> path) {
        if (!(tree.at(path) instanceof Node.Group group)) {
            return text;
        }
        String joined = joined(group, group.joiner().equals("&&") ? "||" : "&&");
        boolean bracketed = !group.outer().equals(group.span());
        Strength now = group.joiner().equals("&&") ? Strength.OR : Strength.AND;
        boolean inGroup = !path.isEmpty() && parent(path) instanceof Node.Group;
        return put(group.span(), !bracketed && (inGroup || now.compareTo(needed(path)) < 0) ? "(" + joined + ")"
                : joined);
    }

    // the parts with another joiner between them; what stands between them stays
    private String joined(Node.Group group, String joiner) {
        StringBuilder joined = new StringBuilder();
        List<Node> parts = group.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                Span gap = behind(group, i - 1);
                int at = CelText.withoutComments(text).indexOf(group.joiner(), gap.start());
                joined.append(text, gap.start(), at).append(joiner).append(text, at + 2, gap.end());
            }
            Node part = parts.get(i);
            boolean bare = part.outer().equals(part.span());
            boolean loose = part instanceof Node.Group || part.strength().compareTo(Strength.RELATION) < 0;
            joined.append(bare && loose ? "(" + tree.slice(part.outer()) + ")" : tree.slice(part.outer()));
        }
        return joined.toString();
    }

    /** A part of a group moved to another place of the same group. */
    public String reorder(List<Integer> group, int from, int to) {
        if (!(tree.at(group) instanceof Node.Group found)) {
            return text;
        }
        List<Node> order = new ArrayList<>(found.parts());
        order.add(Math.min(to, order.size() - 1), order.remove(from));
        StringBuilder next = new StringBuilder();
        for (int i = 0; i < order.size(); i++) {
            if (i > 0) {
                next.append(text, found.parts().get(i - 1).outer().end(), found.parts().get(i).outer().start());
            }
            next.append(tree.slice(order.get(i).outer()));
        }
        return put(found.span(), next.toString());
    }

    /**
     * A block moved to another group of the same condition.
     *
     * @param into path of the group, or of a block to be joined by {@code &&}
     * @param index where it goes, counted before it is taken away
     */
    public String move(List<Integer> path, List<Integer> into, int index) {
        boolean inside = into.size() >= path.size() && into.subList(0, path.size()).equals(path);
        if (path.isEmpty() || inside) {
            return text;
        }
        if (up(path).equals(into) && parent(path) instanceof Node.Group) {
            return reorder(into, path.getLast(), index > path.getLast() ? index - 1 : index);
        }
        Node node = tree.at(path);
        String inserted = insert(into, index, tree.slice(node.outer()));
        Span moved = shifted(node.outer(), inserted);
        ConditionEdit next = of(inserted);
        return next.find(moved).map(next::remove).orElse(text);
    }

    // where characters are after a text was put in before or behind them
    private Span shifted(Span span, String after) {
        int same = 0;
        while (same < text.length() && text.charAt(same) == after.charAt(same)) {
            same++;
        }
        int grown = after.length() - text.length();
        return same >= span.end() ? span : span.shifted(grown);
    }

    private Optional<List<Integer>> find(Span outer) {
        List<Integer> path = tree.pathTo(outer);
        return tree.at(path).outer().equals(outer) ? Optional.of(path) : Optional.empty();
    }

    /** What a condition must hold together by to stand at the place of a block without brackets. */
    private Strength needed(List<Integer> path) {
        if (path.isEmpty()) {
            return Strength.CHOICE;
        }
        return switch (parent(path)) {
            case Node.Group group -> above(group.strength());
            case Node.Not _ -> Strength.UNARY;
            case Node.Each _ -> Strength.CHOICE;
            case Node.Compare _, Node.Member _, Node.Call _, Node.Has _, Node.Truth _, Node.Free _ -> Strength.PRIMARY;
        };
    }

    // the group's own operator may stand in it bare: it joins the parts
    private static Strength above(Strength group) {
        return group == Strength.AND ? Strength.RELATION : Strength.AND;
    }

    private static boolean isLoose(Node node, Strength needed) {
        return node.outer().equals(node.span()) && node.strength().compareTo(needed) < 0;
    }

    // a comment at its end would take what is behind it on the line along
    private static String fitting(String cel, Strength needed, String behind) {
        String bare = cel.strip();
        Node root = ConditionTree.of(bare).root();
        boolean loose = root.outer().length() == root.span().length() && root.strength().compareTo(needed) < 0;
        boolean comment = CelText.withoutComments(bare).endsWith(" ");
        boolean takes = comment && !CelText.withoutComments(behind).lines().findFirst().orElse("").isBlank();
        return loose || takes ? "(" + bare + (comment ? "\n)" : ")") : bare;
    }

    private String behind(Span span) {
        return text.substring(span.end());
    }

    /** What stands between a part and the next. */
    private static Span behind(Node.Group group, int part) {
        int from = group.parts().get(part).outer().end();
        int to = group.parts().get(part + 1).outer().start();
        return new Span(from, to);
    }

    private Node parent(List<Integer> path) {
        return tree.at(up(path));
    }

    private static List<Integer> up(List<Integer> path) {
        return path.subList(0, path.size() - 1);
    }

    private String put(Span span, String cel) {
        return text.substring(0, span.start()) + cel + text.substring(span.end());
    }

    private List<String> commentsIn(Span span) {
        String plain = CelText.withoutComments(text);
        List<String> comments = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (int i = span.start(); i < span.end(); i++) {
            if (text.charAt(i) != plain.charAt(i) || !comment.isEmpty() && text.charAt(i) != '\n') {
                comment.append(text.charAt(i));
            } else if (!comment.isEmpty()) {
                comments.add(comment.toString());
                comment.setLength(0);
            }
        }
        if (!comment.isEmpty()) {
            comments.add(comment.toString());
        }
        return comments;
    }
}
