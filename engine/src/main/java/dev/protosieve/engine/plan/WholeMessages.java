package dev.protosieve.engine.plan;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.protosieve.engine.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code validate full} adds to a plan: a node for each type of message that nobody reads, wherever it is met. */
final class WholeMessages {

    private final Map<Descriptor, List<FieldDescriptor>> extensions = new HashMap<>();
    private final Map<Descriptor, Integer> nodes = new HashMap<>();
    private final Deque<Descriptor> open = new ArrayDeque<>();
    private final Map<WireKind, PlanStep.KeepNumber> elements = new EnumMap<>(WireKind.class);

    WholeMessages(Schema schema) {
        schema.extensions().stream().filter(e -> !e.getContainingType().getOptions().getMessageSetWireFormat())
                .forEach(e -> extensions.computeIfAbsent(e.getContainingType(), _ -> new ArrayList<>()).add(e));
    }

    /**
     * The extensions of a type. Those of message sets are none here: protobuf-java keeps them as bytes until somebody asks
     * (LazyField).
     */
    List<FieldDescriptor> extensions(Descriptor type) {
        return extensions.getOrDefault(type, List.of());
    }

    /** The nodes so far, by their types. */
    Map<Descriptor, Integer> nodes() {
        return nodes;
    }

    /** A new node for a type, which is to be filled. */
    void open(Descriptor type, int node) {
        nodes.put(type, node);
        open.add(type);
    }

    /** A type whose node is to be filled; null when there is none. */
    @Nullable Descriptor next() {
        return open.poll();
    }

    /** The one for all packed runs of that wire type, of which only the form matters. */
    PlanStep.KeepNumber element(PlanStep.KeepNumber unread) {
        return elements.computeIfAbsent(unread.wire(), _ -> unread);
    }

    /** Strings that are only counted get a slot, so that the count is not lost while their encoding is looked at. */
    static void keepTexts(SlotTable slots) {
        slots.tree(0).paths().stream().filter(p -> p.last().getType() == FieldDescriptor.Type.STRING)
                .filter(p -> p.last().needsUtf8Check()).forEach(p -> slots.readText(p, 0));
    }
}
