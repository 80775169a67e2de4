package dev.protosieve.app.designer;

import dev.protosieve.app.designer.ValueType.Kind;
import dev.protosieve.engine.typed.ConditionTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/** The chips of a test: field, operator, values. */
final class TermChips {

    /** Values of a list that are shown. */
    private static final int MOST = 12;

    private final Scope scope;

    TermChips(Scope scope) {
        this.scope = scope;
    }

    List<Node> of(ConditionTree.Node node, ConditionTree tree) {
        Optional<Term> term = Term.of(node, scope);
        if (term.isEmpty()) {
            return List.of(ConditionView.chip(tree.slice(node.span()), "chip-free"));
        }
        Term found = term.get();
        Optional<ValueType> type = scope.typeOf(found.subject());
        List<Node> chips = new ArrayList<>();
        chips.add(operand(found.subject()));
        chips.add(ConditionView.chip(Operators.words(found.operator()), "chip-operator"));
        found.values().stream().limit(MOST).forEach(value -> chips.add(value(value, type)));
        if (found.values().size() > MOST) {
            chips.add(ConditionView.chip("+" + (found.values().size() - MOST), "chip-operator"));
        }
        if (found.values().isEmpty() && found.operator().endsWith("in")) {
            chips.add(ConditionView.chip("nothing", "chip-value"));
        }
        return chips;
    }

    private Node operand(String text) {
        boolean field = scope.typeOf(text).isPresent() || text.matches("(msg|ip|udp|tcp|eth|pkt)\\..*");
        return ConditionView.chip(ConditionView.brief(text), field ? "chip-field" : "chip-value");
    }

    private Node value(String text, Optional<ValueType> type) {
        Optional<String> constant = type.filter(t -> t.kind() == Kind.ENUM).stream()
                .flatMap(t -> t.values().stream()).filter(v -> v.isWritten(text)).map(ValueType.EnumValue::name)
                .findFirst();
        return constant.<Node>map(name -> ConditionView.chip(name, "chip-value"))
                .orElseGet(() -> scope.typeOf(text).isPresent() ? operand(text)
                        : ConditionView.chip(ValueText.shortName(text), "chip-value"));
    }
}
