package dev.protosieve.engine.typed;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A condition taken apart at its {@code &&} and {@code ||}, so that its operands can be checked some at a time, and put together again. */
final class CelParts {

    /** Conditions with fewer operators are checked as they are. */
    static final int FEW = 200;
    /** More than these are refused; a filter of so many would not pass the kernel's verifier. */
    static final int MOST = 20_000;
    /** More than these in one operand are refused: CEL's time grows with their square. */
    static final int MOST_IN_ONE = 500;

    private final CelExpr root;
    private final List<CelExpr> parts = new ArrayList<>();
    private final List<CelExpr> checked = new ArrayList<>();
    private final Map<Long, CelReference> references = new HashMap<>();
    private final Map<Long, CelType> types = new HashMap<>();

    CelParts(CelExpr root) {
        this.root = root;
        collect(root);
    }

    private static boolean isLogical(CelExpr node) {
        return node.getKind() == Kind.CALL
                && (node.call().function().equals("_&&_") || node.call().function().equals("_||_"));
    }

    private void collect(CelExpr node) {
        if (isLogical(node)) {
            node.call().args().forEach(this::collect);
        } else {
            parts.add(node);
        }
    }

    /** How many operators and functions are called in it. */
    static int operators(CelExpr node) {
        int count = node.getKind() == Kind.CALL ? 1 : 0;
        for (CelExpr child : CelTrees.children(node)) {
            count += operators(child);
        }
        return count;
    }

    /** The most operators of one part. */
    int largest() {
        return parts.stream().mapToInt(CelParts::operators).max().orElse(0);
    }

    /** Lists of some parts each, to be checked. */
    List<CelAbstractSyntaxTree> trees(CelAbstractSyntaxTree parsed) {
        List<CelAbstractSyntaxTree> trees = new ArrayList<>();
        List<CelExpr> some = new ArrayList<>();
        int size = 0;
        for (CelExpr part : parts) {
            int next = operators(part);
            if (size + next > FEW && !some.isEmpty()) {
                trees.add(list(some, parsed));
                some.clear();
                size = 0;
            }
            some.add(part);
            size += next;
        }
        trees.add(list(some, parsed));
        return trees;
    }

    private static CelAbstractSyntaxTree list(List<CelExpr> some, CelAbstractSyntaxTree parsed) {
        return CelAbstractSyntaxTree.newParsedAst(CelExpr.ofList(parsed.getExpr().id(),
                ImmutableList.copyOf(some), ImmutableList.of()),
                parsed.getSource());
    }

    /** Takes the parts of one tree, in the order of {@link #trees}, after they were checked. */
    void add(CelAbstractSyntaxTree tree) {
        checked.addAll(tree.getExpr().list().elements());
        references.putAll(tree.getReferenceMap());
        types.putAll(tree.getTypeMap());
    }

    /** The condition of the checked parts. */
    CelAbstractSyntaxTree whole(CelAbstractSyntaxTree parsed) {
        return CelAbstractSyntaxTree.newCheckedAst(joined(root, checked.iterator()), parsed.getSource(), references,
                types);
    }

    private static CelExpr joined(CelExpr node, Iterator<CelExpr> next) {
        if (!isLogical(node)) {
            return next.next();
        }
        List<CelExpr> operands = new ArrayList<>();
        node.call().args().forEach(a -> operands.add(joined(a, next)));
        return CelExpr.ofCall(node.id(), Optional.empty(), node.call().function(),
                ImmutableList.copyOf(operands));
    }
}
