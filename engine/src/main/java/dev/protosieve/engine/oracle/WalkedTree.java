package dev.protosieve.engine.oracle;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The messages that rules look into, as a tree from the root message: a message type that is met twice, in two places, is two
 * nodes, because rules may read a field in one place and not in the other.
 */
final class WalkedTree {

    private final Descriptor type;
    private final Map<Integer, FieldDescriptor> read = new LinkedHashMap<>();
    private final Map<Integer, WalkedTree> inner = new LinkedHashMap<>();

    private WalkedTree(Descriptor type) {
        this.type = type;
    }

    static WalkedTree of(Descriptor root, Iterable<TypedRule> rules) {
        WalkedTree tree = new WalkedTree(root);
        rules.forEach(r -> r.exprs().forEach(tree::addAll));
        return tree;
    }

    /** A message of which rules read nothing. */
    static WalkedTree nothing(Descriptor type) {
        return new WalkedTree(type);
    }

    private void addAll(Expr expr) {
        switch (expr) {
            case Expr.Field field -> add(field.path());
            case Expr.Has has -> add(has.path());
            case Expr.Count count -> add(count.list());
            case Expr.Quantified all -> add(all.list());
            case Expr.Pick pick -> add(pick.list());
            case Expr.Literal _, Expr.Header _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                    Expr.Size _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Position _, Expr.Time _, Expr.Failure _ ->
                {
                }
        }
        expr.parts().forEach(this::addAll);
    }

    private void add(FieldPath path) {
        WalkedTree at = this;
        for (FieldDescriptor field : path.fields()) {
            at.read.put(field.getNumber(), field);
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                at = at.inner.computeIfAbsent(field.getNumber(), _ -> new WalkedTree(field.getMessageType()));
            }
        }
    }

    Descriptor type() {
        return type;
    }

    /** The fields that rules read or walk through, by number. */
    Map<Integer, FieldDescriptor> read() {
        return read;
    }

    /** The messages walked into, by field number. */
    Map<Integer, WalkedTree> inner() {
        return inner;
    }
}
