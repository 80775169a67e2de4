package dev.protosieve.app.designer;

import dev.protosieve.app.designer.RuleBlock.Problem;
import dev.protosieve.app.theme.Hint;
import dev.protosieve.app.theme.Icons;
import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.ConditionTree.Node.Each;
import dev.protosieve.engine.typed.ConditionTree.Node.Free;
import dev.protosieve.engine.typed.ConditionTree.Node.Group;
import dev.protosieve.engine.typed.ConditionTree.Node.Not;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A condition as blocks: tests as chips in a line, groups behind a bracket that says what it stands for. */
final class ConditionView extends VBox {

    /** More blocks of one condition are shown as its text. */
    private static final int MOST = 250;

    /** Brackets in brackets have their words above them and not beside: words beside each other take all the room. */
    private static final int MOST_BESIDE = 1;

    private final BlocksViewModel model;
    private final TermEditor editor;
    private final int rule;
    private final ConditionTree tree;
    private final List<Problem> problems;
    private final List<BlockNode> blocks = new ArrayList<>();
    private final boolean deep;

    /** @param condition of a rule, or with 0 of {@code match} */
    ConditionView(BlocksViewModel model, TermEditor editor, int rule, String condition, List<Problem> problems) {
        this.model = model;
        this.editor = editor;
        this.rule = rule;
        this.tree = model.tree(condition);
        this.problems = problems;
        this.deep = brackets(tree.root(), model.scope(rule)) > MOST_BESIDE;
        getStyleClass().add("condition");
        setMinWidth(0);
        if (condition.isBlank()) {
            getChildren().add(line(new Label(rule == 0 ? "not said yet" : "every message"), add(List.of())));
        } else if (tree.size() > MOST) {
            getChildren()
                    .add(block(List.of(), text(List.of(), "a condition of " + tree.size() + " blocks"), false, false));
        } else {
            Scope scope = model.scope(rule);
            ConditionTree.Node root = tree.root();
            boolean flat = Term.isLine(root, scope)
                    || root instanceof Group group && group.parts().stream().allMatch(p -> Term.isLine(p, scope));
            getChildren().add(flat ? flow(root, scope) : tall(root, List.of(), scope));
        }
    }

    int rule() {
        return rule;
    }

    List<BlockNode> blocks() {
        return blocks;
    }

    private static HBox line(Node... parts) {
        HBox line = new HBox(6, parts);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinWidth(0);
        return line;
    }

    /** Tests beside each other, with words between them. */
    private Node flow(ConditionTree.Node root, Scope scope) {
        List<List<Node>> groups = new ArrayList<>();
        if (root instanceof Group group) {
            for (int i = 0; i < group.parts().size(); i++) {
                List<Node> words = new ArrayList<>();
                if (i > 0) {
                    words.add(joiner(group));
                }
                words.add(test(group.parts().get(i), List.of(i), scope, true));
                groups.add(words);
            }
        } else {
            groups.add(new ArrayList<>(List.of(test(root, List.of(), scope, true))));
        }
        groups.getLast().add(add(List.of()));
        ChipFlow flow = new ChipFlow(groups);
        return root instanceof Group ? block(List.of(), flow, true, true) : flow;
    }

    private Label joiner(Group group) {
        Label word = new Label(group.joiner().equals("||") ? "or" : "and");
        word.getStyleClass().addAll("strong", "chip-joiner");
        Hint.say(word, "Click: and or or");
        word.setOnMouseClicked(_ -> model.conditions().toggle(rule, List.of()));
        return word;
    }

    private Node tall(ConditionTree.Node node, List<Integer> path, Scope scope) {
        if (Term.isLine(node, scope)) {
            return test(node, path, scope, false);
        }
        return switch (node) {
            case Group group -> {
                Button name = name(group.joiner().equals("&&") ? "all of" : "any of",
                        "Click: all of or any of", () -> model.conditions().toggle(rule, path));
                yield block(path, bracket(name, add(path), rows(group, path, scope)), true, false);
            }
            case Not not -> {
                Button name = name("not", "Click: without not", () -> model.conditions().negate(rule, path));
                yield block(path, bracket(name, new Region(), new VBox(tall(not.inner(), child(path, 0), scope))),
                        false, false);
            }
            case Each each -> each(each, path, scope);
            case ConditionTree.Node.Compare _, ConditionTree.Node.Member _, ConditionTree.Node.Call _,
                    ConditionTree.Node.Has _, ConditionTree.Node.Truth _, ConditionTree.Node.Free _ ->
                test(node, path, scope, false);
        };
    }

    private VBox rows(Group group, List<Integer> path, Scope scope) {
        VBox rows = new VBox(4);
        for (int i = 0; i < group.parts().size(); i++) {
            rows.getChildren().add(tall(group.parts().get(i), child(path, i), scope));
        }
        return rows;
    }

    private Node each(Each each, List<Integer> path, Scope scope) {
        Button quantifier = name(switch (each.quantifier()) {
            case ANY -> "some";
            case EVERY -> "every";
            case ONE -> "exactly one";
        }, "Click: some, every or exactly one", () -> {
        });
        quantifier.setOnAction(_ -> editor.quantifier(quantifier, rule, each));
        Label variable = chip(each.variable(), "chip-variable");
        variable.setOnMouseClicked(_ -> editor.edit(variable, rule, path));
        Label in = new Label("in");
        in.getStyleClass().add("muted");
        Label list = chip(brief(each.list().text()), "chip-field");
        list.setOnMouseClicked(_ -> editor.edit(list, rule, path));
        Label such = new Label("where");
        such.getStyleClass().add("muted");
        HBox head = line(quantifier, variable, in, list, such);
        Node body = tall(each.body(), child(path, 0), Term.inside(each, scope));
        HBox inner = body instanceof BlockNode block && block.isGroup() ? new HBox(body)
                : bracket(new VBox(), new VBox(body));
        inner.getStyleClass().add("each-body");
        inner.setMinWidth(0);
        return block(path, new VBox(3, head, inner), false, false);
    }

    private Node bracket(Button name, Node add, VBox rows) {
        if (!deep) {
            return bracket(new VBox(2, name, add), rows);
        }
        HBox inner = bracket(new VBox(), rows);
        inner.getStyleClass().add("deep-body");
        return new VBox(1, line(name, add), inner);
    }

    private static int brackets(ConditionTree.Node node, Scope scope) {
        if (Term.isLine(node, scope)) {
            return 0;
        }
        return switch (node) {
            case Each each -> 1 + brackets(each.body(), Term.inside(each, scope));
            case Group _, Not _, ConditionTree.Node.Compare _, ConditionTree.Node.Member _, ConditionTree.Node.Call _,
                    ConditionTree.Node.Has _, ConditionTree.Node.Truth _, ConditionTree.Node.Free _ ->
                1 + node.children().stream().mapToInt(child -> brackets(child, scope)).max().orElse(0);
        };
    }

    private static HBox bracket(VBox label, VBox rows) {
        Region sign = new Region();
        sign.getStyleClass().add("bracket");
        sign.setMinWidth(6);
        sign.setPrefWidth(6);
        label.setAlignment(Pos.CENTER_RIGHT);
        label.setMinWidth(Region.USE_PREF_SIZE);
        rows.setMinWidth(0);
        HBox.setHgrow(rows, Priority.ALWAYS);
        HBox box = new HBox(6, label, sign, rows);
        box.setMinWidth(0);
        box.setAlignment(Pos.CENTER_LEFT);
        sign.setMaxHeight(Double.MAX_VALUE);
        box.setFillHeight(true);
        return box;
    }

    private static List<Integer> child(List<Integer> path, int index) {
        List<Integer> child = new ArrayList<>(path);
        child.add(index);
        return List.copyOf(child);
    }

    private Node test(ConditionTree.Node node, List<Integer> path, Scope scope, boolean inline) {
        if (node instanceof Free) {
            return block(path, text(path, tree.slice(node.span())), false, inline);
        }
        List<List<Node>> chips = List.of(new TermChips(scope).of(node, tree));
        ChipFlow flow = new ChipFlow(chips);
        flow.setOnMouseClicked(click -> {
            if (click.getButton() == MouseButton.PRIMARY && click.isStillSincePress() && !click.isShortcutDown()
                    && !click.isShiftDown()) {
                editor.edit(flow, rule, path);
            }
        });
        return block(path, flow, false, inline);
    }

    private Node text(List<Integer> path, String cel) {
        Label text = chip(cel.strip().replaceAll("\\s*\\n\\s*", " "), "chip-free");
        Hint.say(text, "CEL text; click to change it here");
        HBox place = line(text);
        place.getStyleClass().add("text-block");
        text.setOnMouseClicked(_ -> editor.inPlace(place, text, rule, path));
        return place;
    }

    private BlockNode block(List<Integer> path, Node content, boolean group, boolean inline) {
        List<Problem> mine = problems.stream().filter(p -> p.inCondition() && stands(p, path)).toList();
        BlockNode block = new BlockNode(Cursor.on(rule, path), content, group, inline, mine);
        block.setAccessibleText(tree.slice(tree.at(path).span()));
        blocks.add(block);
        return block;
    }

    // a block that is one line takes what stands deeper in it, too
    private boolean stands(Problem problem, List<Integer> path) {
        if (problem.path().equals(path)) {
            return true;
        }
        boolean deeper = problem.path().size() > path.size()
                && problem.path().subList(0, path.size()).equals(path);
        return deeper && (tree.size() > MOST
                || Term.isLine(tree.at(path), Term.scope(tree, path, model.scope(rule))));
    }

    private Button add(List<Integer> path) {
        Button add = Icons.button(Feather.PLUS, "Add a condition here", () -> {
        });
        add.getStyleClass().add("add-term");
        add.setFocusTraversable(false);
        add.setOnAction(_ -> editor.add(add, rule, path));
        return add;
    }

    private static Button name(String words, String hint, Runnable action) {
        Button name = new Button(words);
        name.getStyleClass().addAll("flat", "group-name");
        name.setFocusTraversable(false);
        Hint.say(name, hint);
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setOnAction(_ -> action.run());
        return name;
    }

    static Label chip(String text, String style) {
        Label chip = new Label(text);
        chip.getStyleClass().addAll("chip", style);
        if (!style.equals("chip-operator")) {
            chip.getStyleClass().add("mono");
        }
        chip.setWrapText(true);
        return chip;
    }

    static String brief(String operand) {
        return operand.startsWith("msg.") ? operand.substring(4) : operand;
    }

    /** Marks the blocks that hold these places, each by the smallest block that is shown of it. */
    void link(Set<Cursor> places) {
        Set<BlockNode> linked = places.stream().filter(p -> p.rule() == rule).flatMap(p -> smallest(p).stream())
                .collect(Collectors.toSet());
        blocks.forEach(b -> b.link(linked.contains(b)));
    }

    private Optional<BlockNode> smallest(Cursor place) {
        return blocks.stream().filter(b -> place.isAtOrBelow(b.place()))
                .max(Comparator.comparingInt(b -> b.place().path().size()));
    }

    /** The node of a block, when it is shown. */
    Optional<BlockNode> find(Cursor place) {
        return blocks.stream().filter(b -> b.place().equals(place)).findFirst();
    }
}
