package dev.protosieve.engine.oracle;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.typed.DistinctKeys;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.TypedRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages that rules look into, as a tree from the root message: a message type that is met twice, in two places, is two
 * nodes, because rules may read a field in one place and not in the other.
 *
 * <p>The last field of a path is read when a rule wants its value, and only met when it wants to know whether, or how often, it
 * is there. The entries of a map are told apart by their keys, so a rule that must tell them apart reads the keys, and an
 * entry whose value is an unknown number of a closed enum is none, so such values are always read.
 */
final class WalkedTree {

    /** Field numbers in the entries of maps (protobuf encoding page, "Maps"). */
    static final int KEY = 1;
    static final int VALUE = 2;

    private final Descriptor type;
    private final Map<Integer, FieldDescriptor> read = new LinkedHashMap<>();
    private final Map<Integer, WalkedTree> inner = new LinkedHashMap<>();
    private final Set<Integer> values = new HashSet<>();
    private final Set<Integer> toldApart = new HashSet<>();

    private WalkedTree(Descriptor type) {
        this.type = type;
    }

    static WalkedTree of(Descriptor root, Iterable<TypedRule> rules) {
        WalkedTree tree = new WalkedTree(root);
        rules.forEach(r -> r.exprs().forEach(tree::addAll));
        return tree;
    }

    /** What rules read, and beside it, to be shown, every field that has nothing inside that may be malformed; those are only met. */
    static WalkedTree shown(Descriptor root, Iterable<TypedRule> rules) {
        WalkedTree tree = of(root, rules);
        tree.meetSimple();
        return tree;
    }

    private void meetSimple() {
        inner.values().forEach(WalkedTree::meetSimple);
        // cel-java makes values of its own of well-known types
        if (!type.getFile().getPackage().equals(Any.getDescriptor().getFile().getPackage())) {
            type.getFields().stream()
                    .filter(f -> type.getOptions().getMapEntry()
                            || f.getJavaType() != FieldDescriptor.JavaType.MESSAGE && !f.isPackable())
                    .forEach(f -> read.putIfAbsent(f.getNumber(), f));
        }
    }

    /** What rules read, and everything else that the message may hold at any depth, as if rules read it. */
    static WalkedTree whole(Descriptor root, Iterable<TypedRule> rules, Extensions extensions) {
        WalkedTree tree = of(root, rules);
        Map<Descriptor, WalkedTree> unread = new HashMap<>();
        Deque<WalkedTree> open = new ArrayDeque<>(List.of(tree));
        while (!open.isEmpty()) {
            open.pop().complete(extensions, unread, open);
        }
        return tree;
    }

    /**
     * @param unread one tree for each type that no rule looks into, which may hold itself
     * @param open trees that are to be completed
     */
    private void complete(Extensions extensions, Map<Descriptor, WalkedTree> unread, Deque<WalkedTree> open) {
        inner.values().forEach(open::push);
        List<FieldDescriptor> fields = new ArrayList<>(type.getFields());
        if (!type.getOptions().getMessageSetWireFormat()) {
            fields.addAll(extensions.of(type));
        }
        for (FieldDescriptor field : fields) {
            read.putIfAbsent(field.getNumber(), field);
            values.add(field.getNumber());
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                inner.computeIfAbsent(field.getNumber(), _ -> unread.computeIfAbsent(field.getMessageType(), t -> {
                    WalkedTree tree = new WalkedTree(t);
                    open.push(tree);
                    return tree;
                }));
            }
        }
    }

    /** A message of which rules read nothing. */
    static WalkedTree nothing(Descriptor type) {
        return new WalkedTree(type);
    }

    private void addAll(Expr expr) {
        switch (expr) {
            case Expr.Field field -> value(field.path());
            case Expr.Has has -> meet(has.path());
            case Expr.Count count -> list(count.list(), DistinctKeys.matter(count));
            case Expr.Quantified all -> list(all.list(), DistinctKeys.matter(all));
            case Expr.Pick pick -> list(pick.list(), false);
            case Expr.Literal _, Expr.Header _, Expr.Not _, Expr.And _, Expr.Or _, Expr.Compare _, Expr.StringTest _,
                    Expr.Size _, Expr.Arithmetic _, Expr.Negate _, Expr.Choice _, Expr.Position _, Expr.Time _, Expr.Decoded _, Expr.Failure _, Expr.AddressIn _, Expr.SameAddress _, Expr.PacketRead _ ->
                {
                }
        }
        expr.parts().forEach(this::addAll);
    }

    /** @param apart whether entries of one key count as one */
    private void list(FieldPath list, boolean apart) {
        WalkedTree holder = meet(list);
        if (list.last().isMapField()) {
            FieldDescriptor value = list.last().getMessageType().findFieldByNumber(VALUE);
            if (apart) {
                holder.toldApart.add(list.last().getNumber());
                value(list.then(list.last().getMessageType().findFieldByNumber(KEY)));
            }
            if (value.getType() == FieldDescriptor.Type.ENUM && value.legacyEnumFieldTreatedAsClosed()) {
                value(list.then(value));
            }
        }
    }

    private void value(FieldPath path) {
        meet(path).values.add(path.last().getNumber());
    }

    /** The message that holds the last field. */
    private WalkedTree meet(FieldPath path) {
        WalkedTree at = this;
        for (int i = 0; i < path.fields().size(); i++) {
            FieldDescriptor field = path.fields().get(i);
            at.read.put(field.getNumber(), field);
            if (i < path.fields().size() - 1) {
                at = at.inner.computeIfAbsent(field.getNumber(), _ -> new WalkedTree(field.getMessageType()));
            }
        }
        return at;
    }

    Descriptor type() {
        return type;
    }

    /** The fields that rules read, meet or walk through, by number. */
    Map<Integer, FieldDescriptor> read() {
        return read;
    }

    /** The messages walked into, by field number; an entry of a map is one. */
    Map<Integer, WalkedTree> inner() {
        return inner;
    }

    /** Whether the entries of that map are told apart by their keys. */
    boolean tellsApart(int map) {
        return toldApart.contains(map);
    }

    /** Whether rules want the value of that scalar field, and not only whether it is there. */
    boolean readsValue(int field) {
        return values.contains(field);
    }
}
