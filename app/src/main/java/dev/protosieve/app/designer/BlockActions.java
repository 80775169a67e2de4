package dev.protosieve.app.designer;

import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.ConditionTree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** What keys and menus do at the place where the keyboard is. */
final class BlockActions {

    /** The parser's words about what only a whole file needs. */
    static final String MISSING = "rule.missing-";
    /** Above a text; the indent of its first line that says something stays. */
    private static final Pattern BLANK_LINES = Pattern.compile("\\A(?:\\h*\\R)+");

    private final BlocksViewModel model;

    BlockActions(BlocksViewModel model) {
        this.model = model;
    }

    private Cursor at() {
        return model.cursor().get();
    }

    private Set<Integer> chosen() {
        return Set.copyOf(model.chosen().get());
    }

    /** To the next rule or block; from a rule to a rule. */
    void step(int by) {
        Cursor now = at();
        if (!now.block()) {
            int rule = Math.clamp((long) Math.max(now.rule(), by > 0 ? 0 : 1) + by, 0, model.rules().get().size());
            model.go(rule == 0 && !model.settings().get().match().isBlank() ? Cursor.on(0, List.of())
                    : Cursor.onRule(Math.max(1, rule)));
            return;
        }
        List<List<Integer>> stops = stops(now.rule());
        int next = stops.indexOf(now.path()) + by;
        if (next >= 0 && next < stops.size()) {
            model.go(Cursor.on(now.rule(), stops.get(next)));
        } else if (next < 0) {
            model.go(now.rule() == 0 ? now : Cursor.onRule(now.rule()));
        } else if (now.rule() < model.rules().get().size()) {
            model.go(Cursor.onRule(now.rule() + 1));
        }
    }

    /** Into a rule or a group. */
    void in() {
        Cursor now = at();
        List<List<Integer>> stops = stops(now.rule());
        if (!now.block() && !stops.isEmpty()) {
            model.go(Cursor.on(now.rule(), stops.getFirst()));
        } else if (now.block()) {
            step(1);
        }
    }

    /** To the group or the rule around. */
    void out() {
        Cursor now = at();
        if (now.block() && !now.path().isEmpty()) {
            model.go(Cursor.on(now.rule(), now.above()));
        } else if (now.block() && now.rule() > 0) {
            model.go(Cursor.onRule(now.rule()));
        }
    }

    /** The blocks of a rule in the order of the text; those inside of a block that is one line are not among them. */
    List<List<Integer>> stops(int rule) {
        List<List<Integer>> stops = new ArrayList<>();
        if (!model.conditionOf(rule).isBlank()) {
            collect(model.treeOf(rule).root(), List.of(), model.scope(rule), stops);
        }
        return stops;
    }

    private static void collect(Node node, List<Integer> path, Scope scope, List<List<Integer>> into) {
        into.add(path);
        if (Term.isLine(node, scope)) {
            return;
        }
        Scope inner = node instanceof Node.Each each ? Term.inside(each, scope) : scope;
        for (int i = 0; i < node.children().size(); i++) {
            List<Integer> child = new ArrayList<>(path);
            child.add(i);
            collect(node.children().get(i), List.copyOf(child), inner, into);
        }
    }

    void delete() {
        Cursor now = at();
        if (now.block()) {
            model.conditions().remove(now.rule(), now.path());
        } else {
            model.gestures().delete(chosen());
        }
    }

    void duplicate() {
        Cursor now = at();
        if (now.block()) {
            model.conditions().duplicate(now.rule(), now.path());
        } else {
            model.gestures().duplicate(chosen());
        }
    }

    /** Off when any of the chosen rules is on. */
    void switchOff() {
        boolean on = model.rules().get().stream().anyMatch(r -> chosen().contains(r.number()) && r.enabled());
        model.gestures().setEnabled(chosen(), !on);
    }

    /** One place up or down: a block in its group, or the chosen rules. */
    void shift(int by) {
        Cursor now = at();
        if (now.block()) {
            if (model.conditions().shift(now.rule(), now.path(), by)) {
                List<Integer> path = new ArrayList<>(now.above());
                path.add(now.path().getLast() + by);
                model.go(Cursor.on(now.rule(), path));
            }
            return;
        }
        if (canShift(by)) {
            SortedSet<Integer> rules = model.chosen().get();
            model.move(chosen(), by < 0 ? rules.first() - 2 : rules.last() + 1);
        }
    }

    /** Whether there is a place up or down. */
    boolean canShift(int by) {
        Cursor now = at();
        if (now.block()) {
            return model.conditions().canShift(now.rule(), now.path(), by);
        }
        SortedSet<Integer> rules = model.chosen().get();
        return !rules.isEmpty() && (by < 0 ? rules.first() > 1 : rules.last() < model.rules().get().size());
    }

    void negate() {
        Cursor now = at();
        if (now.block()) {
            model.conditions().negate(now.rule(), now.path());
        }
    }

    void unwrap() {
        Cursor now = at();
        if (now.block()) {
            model.conditions().unwrap(now.rule(), now.path());
        }
    }

    boolean canUnwrap() {
        Cursor now = at();
        return now.block() && model.conditions().canUnwrap(now.rule(), now.path());
    }

    /** Whether the keyboard is on a group. */
    boolean canExchange() {
        Cursor now = at();
        return now.block() && model.treeOf(now.rule()).at(now.path()) instanceof Node.Group;
    }

    void exchange() {
        Cursor now = at();
        if (now.block()) {
            model.conditions().toggle(now.rule(), now.path());
        }
    }

    /** The text of the block, or of the chosen rules. */
    String copy() {
        Cursor now = at();
        if (now.block()) {
            ConditionTree tree = model.treeOf(now.rule());
            return tree.slice(tree.at(now.path()).outer());
        }
        return model.gestures().textOf(chosen());
    }

    /** Puts rules behind the last chosen one, or a condition where the keyboard is; else says why not. */
    Optional<String> paste(String text) {
        String bare = text.strip();
        List<Diagnostic> found = new ArrayList<>();
        RuleSyntax read = RuleParser.parse(new SourceText("clipboard", bare), found);
        List<Diagnostic> wrong = found.stream().filter(d -> d.isError() && !d.code().startsWith(MISSING)).toList();
        boolean rulesOnly = !read.statements().isEmpty() && read.rules().size() == read.statements().size();
        if (wrong.isEmpty() && rulesOnly) {
            int last = model.chosen().get().isEmpty() ? model.rules().get().size() : model.chosen().get().last();
            model.gestures().insertRules(BLANK_LINES.matcher(text).replaceFirst(""), last);
            return Optional.empty();
        }
        ConditionTree tree = model.tree(bare);
        if (!(tree.root() instanceof Node.Free free) || free.readable()) {
            insert(bare);
            return Optional.empty();
        }
        if (bare.isEmpty()) {
            return Optional.of("There is no text to paste.");
        }
        if (wrong.isEmpty() && !read.statements().isEmpty()) {
            return Optional.of("Only rules and conditions can be pasted among the blocks.");
        }
        return Optional.of("What was copied is no rule and no condition: "
                + wrong.stream().map(Diagnostic::message).findFirst().orElse("CEL cannot read it") + ".");
    }

    /** A condition into the group where the keyboard is, behind its block; a new rule where it is nowhere. */
    void insert(String cel) {
        Cursor now = at();
        if (now.rule() < 0) {
            model.gestures().addRule(Action.DROP, cel);
        } else if (!now.block() || now.path().isEmpty()) {
            Node root = model.treeOf(now.rule()).root();
            model.conditions().insert(now.rule(), List.of(), Math.max(1, root.children().size()), cel);
        } else if (model.treeOf(now.rule()).at(now.path()) instanceof Node.Group group) {
            model.conditions().insert(now.rule(), now.path(), group.parts().size(), cel);
            go(now.rule(), now.path(), group.parts().size());
        } else {
            model.conditions().insert(now.rule(), holder(now), now.path().getLast() + 1, cel);
            go(now.rule(), now.above(), now.path().getLast() + 1);
        }
    }

    /** {@code &&} or {@code ||}: what {@link #insert} joins a condition with. */
    String joiner() {
        Cursor now = at();
        ConditionTree tree = model.treeOf(now.rule());
        List<Integer> into = !now.block() || now.path().isEmpty() ? List.of()
                : tree.at(now.path()) instanceof Node.Group ? now.path() : holder(now);
        return tree.at(into) instanceof Node.Group group ? group.joiner() : "&&";
    }

    // to what was added, where it has become a part of the group
    private void go(int rule, List<Integer> group, int index) {
        List<Integer> path = new ArrayList<>(group);
        path.add(index);
        if (model.treeOf(rule).has(path)) {
            model.go(Cursor.on(rule, path));
        }
    }

    // a condition under not or on each element is joined with what is added
    private List<Integer> holder(Cursor now) {
        return model.treeOf(now.rule()).at(now.above()) instanceof Node.Group ? now.above() : now.path();
    }
}
