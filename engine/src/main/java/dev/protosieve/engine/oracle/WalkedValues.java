package dev.protosieve.engine.oracle;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.protosieve.engine.typed.TypedRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages of the rules' own type that hold what rules read and nothing that could be wrong beside it, for cel-java, which knows
 * fields, extensions and well-known types by their names.
 *
 * <p>protobuf-java parses by {@link WalkedTypes}; what it found is set here field by field. A value that rules only meet is
 * there, with any content. A map gets the last entry of every key; before that, entries whose value is an unknown number of a
 * closed enum are left out, which {@code DynamicMessage} keeps (protobuf.dev/programming-guides/enum, "Specification").
 */
final class WalkedValues {

    /** protobuf keeps this number for itself: protobuf.dev/programming-guides/proto3, "Assigning Field Numbers". */
    private static final int MARK = 19_999;
    private static final UnknownFieldSet MARKED = UnknownFieldSet.newBuilder()
            .addField(MARK, UnknownFieldSet.Field.newBuilder().addVarint(1).build()).build();

    private final WalkedTree root;
    private final Descriptor parsed;
    private final boolean shown;

    WalkedValues(WalkedTree root) {
        this(root, false);
    }

    private WalkedValues(WalkedTree root, boolean shown) {
        this.root = root;
        this.parsed = WalkedTypes.of(root);
        this.shown = shown;
    }

    /** Messages for people: they hold simple fields that no rule reads, too, and tell whether others are left out. */
    static WalkedValues shown(Descriptor root, Iterable<TypedRule> rules) {
        return new WalkedValues(WalkedTree.shown(root, rules), true);
    }

    /** Whether the packet has more in that message, which was read to be shown. */
    static boolean leavesOut(Message message) {
        return message.getUnknownFields().hasField(MARK);
    }

    /** @throws InvalidProtocolBufferException when protobuf-java finds the walked part malformed */
    DynamicMessage read(byte[] message) throws InvalidProtocolBufferException {
        return message(root, DynamicMessage.newBuilder(parsed).mergeFrom(message).buildPartial());
    }

    private DynamicMessage message(WalkedTree node, DynamicMessage parsed) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(node.type());
        for (FieldDescriptor field : node.read().values()) {
            FieldDescriptor from = parsed.getDescriptorForType().findFieldByNumber(field.getNumber());
            if (field.isMapField()) {
                entries(node, field, (List<?>) parsed.getField(from)).forEach(e -> message.addRepeatedField(field, e));
            } else if (field.isRepeated()) {
                ((List<?>) parsed.getField(from))
                        .forEach(e -> message.addRepeatedField(field, value(node, field, e)));
            } else if (parsed.hasField(from)) {
                message.setField(field, value(node, field, parsed.getField(from)));
            }
        }
        if (shown && hasMore(node, parsed)) {
            message.setUnknownFields(MARKED);
        }
        return message.buildPartial();
    }

    private static boolean hasMore(WalkedTree node, DynamicMessage parsed) {
        return !parsed.getUnknownFields().isEmpty()
                || parsed.getAllFields().keySet().stream().anyMatch(f -> !node.read().containsKey(f.getNumber()));
    }

    private Object value(WalkedTree node, FieldDescriptor field, Object parsed) {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                WalkedTree inner = node.inner().get(field.getNumber());
                yield inner == null ? met(field.getMessageType(), parsed) : message(inner, (DynamicMessage) parsed);
            }
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(
                    parsed instanceof EnumValueDescriptor known ? known.getNumber() : (Integer) parsed);
            case STRING -> !shown && !node.readsValue(field.getNumber()) ? "any"
                    : parsed instanceof ByteString octets ? LooseText.of(octets) : parsed;
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, BYTE_STRING -> parsed;
        };
    }

    private DynamicMessage met(Descriptor type, Object parsed) {
        DynamicMessage.Builder met = DynamicMessage.newBuilder(type);
        boolean empty = parsed instanceof ByteString octets ? octets.isEmpty()
                : ((DynamicMessage) parsed).getSerializedSize() == 0;
        if (shown && !empty) {
            met.setUnknownFields(MARKED);
        }
        return typed(met.buildPartial());
    }

    // cel-java unpacks an Any as soon as it sees the list or map that holds it, and fails when its type is none
    private static DynamicMessage typed(DynamicMessage message) {
        Descriptor type = message.getDescriptorForType();
        FieldDescriptor url = type.findFieldByNumber(Any.TYPE_URL_FIELD_NUMBER);
        return !type.getFullName().equals(Any.getDescriptor().getFullName()) || !message.getField(url).equals("")
                ? message
                : message.toBuilder().setField(url, Any.pack(BoolValue.getDefaultInstance()).getTypeUrl())
                        .buildPartial();
    }

    private Collection<DynamicMessage> entries(WalkedTree node, FieldDescriptor map, List<?> parsed) {
        WalkedTree entry = node.inner().get(map.getNumber());
        Map<Object, DynamicMessage> last = new LinkedHashMap<>();
        List<DynamicMessage> all = new ArrayList<>();
        for (Object one : parsed) {
            if (entry == null) {
                all.add(met(map));
            } else if (hasKnownValue(entry, (DynamicMessage) one)) {
                DynamicMessage whole = withValue(message(entry, (DynamicMessage) one), map);
                all.add(whole);
                last.put(whole.getField(entry.type().findFieldByNumber(WalkedTree.KEY)), whole);
            }
        }
        return entry != null && entry.readsValue(WalkedTree.KEY) ? last.values() : all;
    }

    private static DynamicMessage met(FieldDescriptor map) {
        return withValue(DynamicMessage.newBuilder(map.getMessageType()).buildPartial(), map);
    }

    // an entry without a value has that of an empty message
    private static DynamicMessage withValue(DynamicMessage entry, FieldDescriptor map) {
        FieldDescriptor value = map.getMessageType().findFieldByNumber(WalkedTree.VALUE);
        return value.getJavaType() != FieldDescriptor.JavaType.MESSAGE ? entry
                : entry.toBuilder().setField(value, typed((DynamicMessage) entry.getField(value))).buildPartial();
    }

    /** Whether it is an entry at all: not with an unknown number of a closed enum. */
    static boolean hasKnownValue(WalkedTree entry, DynamicMessage parsed) {
        FieldDescriptor value = entry.type().findFieldByNumber(WalkedTree.VALUE);
        FieldDescriptor from = parsed.getDescriptorForType().findFieldByNumber(WalkedTree.VALUE);
        return from == null || value.getType() != FieldDescriptor.Type.ENUM || !value.legacyEnumFieldTreatedAsClosed()
                || !parsed.hasField(from)
                || value.getEnumType().findValueByNumber((Integer) parsed.getField(from)) != null;
    }
}
