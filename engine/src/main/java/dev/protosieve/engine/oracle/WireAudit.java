package dev.protosieve.engine.oracle;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.protosieve.engine.typed.DistinctKeys;
import dev.protosieve.engine.typed.WalkLimits;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the walked part of a message is well-formed and within the limits, by the protobuf encoding specification
 * (protobuf.dev/programming-guides/encoding) and not by protobuf-java, which is laxer in the places that {@link Flaw} names.
 *
 * <p>The walk goes from the first byte to the last, and its first problem is the answer:
 * <ol>
 * <li>A message of more than {@link WalkLimits#bytes()} bytes is over the limit, whatever it holds.
 * <li>A tag is read: at most 5 bytes, at most 32 bits, field number not 0, wire type not 6 or 7.
 * <li>Its value must end within the innermost sub-message that holds it. A length is a whole 64-bit varint and is compared as
 * such, before anything else is done with the value: too long is malformed at once.
 * <li>A value with the declared wire type of a field that a rule reads: a string is checked for UTF-8 where its field asks for
 * it, in a map always; a sub-message, or an entry of a map, on a rule's path is entered. A length that a repeated number has,
 * read or only counted, is that of a packed run: its elements follow one another until just its end. Everything else is
 * skipped by its wire type, also what a rule only asks to be there.
 * With {@code validate full} all fields and extensions of the schema count as read.
 * <li>A group is entered whether a rule reads it or not: its end must be found.
 * <li>Entering when {@link WalkLimits#depth()} frames (entered sub-messages, entries and groups) are open is over the limit.
 * The length is checked before the depth. A packed run is no frame.
 * <li>An entry of a map whose keys rules tell apart ({@link DistinctKeys}) and that brings one key more than
 * {@link WalkLimits#keys()} to it is over the limit, at the entry's end. Several occurrences of a message merge, another
 * member of its oneof clears it, and every element of a list has maps of its own.
 * <li>An end-group tag must have the number of the innermost frame, which must be a group; a sub-message's end must not be
 * reached inside a group.
 * </ol>
 */
final class WireAudit {

    /** Five bytes of seven bits hold the 32 bits of a tag. */
    private static final int TAG_BYTES = 5;
    private static final int VARINT_BYTES = 10;

    /** What is wrong with the bytes. */
    enum Flaw {
        /** The bytes end within a tag or a value, or a length passes the end of what holds it. */
        TRUNCATED(false),
        /** Field number 0. */
        FIELD_ZERO(false),
        /** Wire type 6 or 7. */
        WIRE_TYPE(false),
        /** A tag of more than 5 bytes or 32 bits; protobuf-java reads up to 10 bytes and drops the upper bits. */
        LONG_TAG(true),
        /** A varint of more than 10 bytes; protobuf-java reads some of 11 bytes. */
        LONG_VARINT(true),
        /** A length of 2^31 or more; protobuf-java looks at its lower 32 bits only. */
        LONG_LENGTH(true),
        /** An end of a group that is not open. */
        END_GROUP(false),
        /** A group that is not ended where its message ends. */
        OPEN_GROUP(false),
        /** A string that a rule reads and that is no UTF-8. */
        UTF8(false);

        private final boolean correction;

        Flaw(boolean correction) {
            this.correction = correction;
        }

        /** Whether protobuf-java may accept it: here the specification wins. */
        boolean isCorrection() {
            return correction;
        }
    }

    /** The answer. */
    sealed interface Finding {

        record Whole() implements Finding {
        }

        /** @param at offset of the tag or value that is wrong */
        record Malformed(Flaw flaw, int at) implements Finding {
        }

        /**
         * @param at offset behind the tag (and length) that would open one frame too many, or behind the entry that has one key
         *     too many; 0 when the message is too long
         */
        record OverLimit(int at) implements Finding {
        }
    }

    /**
     * @param node what rules read here; null where they read nothing
     * @param group field number of the group; 0 in a sub-message
     * @param field that holds it; null for the message itself and for what no rule knows
     */
    private record Frame(int start, int end, @Nullable WalkedTree node, int group, @Nullable FieldDescriptor field,
            MetKeys met) {
    }

    private final WalkedTree root;
    private final WalkLimits limits;
    private final Map<WalkedTree, Descriptor> entries = new IdentityHashMap<>();

    WireAudit(WalkedTree root, WalkLimits limits) {
        this.root = root;
        this.limits = limits;
        Set<WalkedTree> met = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<WalkedTree> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            WalkedTree node = open.pop();
            node.inner().forEach((number, inner) -> {
                if (node.tellsApart(number)) {
                    entries.put(inner, WalkedTypes.of(inner));
                }
                if (met.add(inner)) {
                    open.push(inner);
                }
            });
        }
    }

    Finding audit(byte[] message) {
        if (message.length > limits.bytes()) {
            return new Finding.OverLimit(0);
        }
        return new Walk(message).run();
    }

    private final class Walk {

        private final byte[] bytes;
        private final Deque<Frame> frames = new ArrayDeque<>();
        private int at;
        private @Nullable Finding problem;

        Walk(byte[] bytes) {
            this.bytes = bytes;
            frames.push(new Frame(0, bytes.length, root, 0, null, new MetKeys()));
        }

        Finding run() {
            while (problem == null) {
                Frame frame = frames.element();
                if (at < frame.end) {
                    field(frame);
                } else if (frame.group != 0) {
                    flaw(Flaw.OPEN_GROUP, at);
                } else if (frames.size() == 1) {
                    return new Finding.Whole();
                } else {
                    frames.pop();
                    endOfEntry(frame, frames.element());
                }
            }
            return problem;
        }

        private void endOfEntry(Frame entry, Frame holder) {
            if (entry.node == null || !entries.containsKey(entry.node)) {
                return;
            }
            DynamicMessage parsed = parsed(entry, entries.get(entry.node));
            FieldDescriptor key = parsed.getDescriptorForType().findFieldByNumber(WalkedTree.KEY);
            if (WalkedValues.hasKnownValue(entry.node, parsed)
                    && holder.met.meet(entry.field, parsed.getField(key)) > limits.keys()) {
                problem = new Finding.OverLimit(at);
            }
        }

        private DynamicMessage parsed(Frame entry, Descriptor type) {
            try {
                return DynamicMessage.newBuilder(type).mergeFrom(bytes, entry.start, entry.end - entry.start)
                        .buildPartial();
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("an entry that was walked does not parse: " + e.getMessage(), e);
            }
        }

        private void field(Frame frame) {
            int start = at;
            long tag = varint(frame, TAG_BYTES, Flaw.LONG_TAG);
            if (problem != null) {
                return;
            }
            if (tag >>> 32 != 0) {
                flaw(Flaw.LONG_TAG, start);
                return;
            }
            int number = (int) (tag >>> 3);
            if (number == 0) {
                flaw(Flaw.FIELD_ZERO, start);
                return;
            }
            value(frame, number, (int) (tag & 7), start);
        }

        private void value(Frame frame, int number, int wireType, int start) {
            FieldDescriptor declared = frame.node == null ? null : declared(frame.node, number);
            if (declared != null && declared.getLiteType().getWireType() == wireType
                    && wireType != WireFormat.WIRETYPE_VARINT) {
                frame.met.set(declared);
            }
            switch (wireType) {
                case WireFormat.WIRETYPE_VARINT -> {
                    long value = varint(frame, VARINT_BYTES, Flaw.LONG_VARINT);
                    if (declared != null && declared.getLiteType().getWireType() == wireType
                            && isKnown(declared, (int) value)) {
                        frame.met.set(declared);
                    }
                }
                case WireFormat.WIRETYPE_FIXED64 -> skip(frame, 8);
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> delimited(frame, number);
                case WireFormat.WIRETYPE_START_GROUP -> enter(frame, number, frame.end, number);
                case WireFormat.WIRETYPE_END_GROUP -> endGroup(frame, number, start);
                case WireFormat.WIRETYPE_FIXED32 -> skip(frame, 4);
                default -> flaw(Flaw.WIRE_TYPE, start);
            }
        }

        private void delimited(Frame frame, int number) {
            int start = at;
            long length = varint(frame, VARINT_BYTES, Flaw.LONG_VARINT);
            if (problem != null) {
                return;
            }
            if (length < 0 || length > frame.end - at) {
                flaw(length >>> 31 == 0 ? Flaw.TRUNCATED : Flaw.LONG_LENGTH, start);
                return;
            }
            if (inner(frame, number, false) != null) {
                enter(frame, number, at + (int) length, 0);
                return;
            }
            FieldDescriptor field = frame.node == null ? null : frame.node.read().get(number);
            if (field != null && field.isPackable()) {
                packed(field, at + (int) length);
                return;
            }
            if (field != null && field.getType() == FieldDescriptor.Type.STRING && field.needsUtf8Check()
                    && frame.node.readsValue(number) && !ByteString.copyFrom(bytes, at, (int) length).isValidUtf8()) {
                flaw(Flaw.UTF8, at);
                return;
            }
            at += (int) length;
        }

        private void packed(FieldDescriptor field, int end) {
            Frame run = new Frame(at, end, null, 0, null, new MetKeys());
            while (problem == null && at < end) {
                switch (field.getLiteType().getWireType()) {
                    case WireFormat.WIRETYPE_VARINT -> varint(run, VARINT_BYTES, Flaw.LONG_VARINT);
                    case WireFormat.WIRETYPE_FIXED64 -> skip(run, 8);
                    default -> skip(run, 4);
                }
            }
        }

        /** Of the message's own fields and of those that rules read, which may be extensions. */
        private static @Nullable FieldDescriptor declared(WalkedTree node, int number) {
            FieldDescriptor read = node.read().get(number);
            return read != null ? read : node.type().findFieldByNumber(number);
        }

        private static boolean isKnown(FieldDescriptor field, int number) {
            return field.getType() != FieldDescriptor.Type.ENUM || !field.legacyEnumFieldTreatedAsClosed()
                    || field.getEnumType().findValueByNumber(number) != null;
        }

        /** The tree behind a field, when the field is declared to have this wire form. */
        private static @Nullable WalkedTree inner(Frame frame, int number, boolean group) {
            if (frame.node == null) {
                return null;
            }
            FieldDescriptor field = frame.node.read().get(number);
            boolean declared = field != null && group == (field.getType() == FieldDescriptor.Type.GROUP);
            return declared ? frame.node.inner().get(number) : null;
        }

        private void enter(Frame holder, int number, int end, int group) {
            if (frames.size() > limits.depth()) {
                problem = new Finding.OverLimit(at);
                return;
            }
            WalkedTree inner = inner(holder, number, group != 0);
            FieldDescriptor field = inner == null ? null : holder.node.read().get(number);
            frames.push(new Frame(at, end, inner, group, field,
                    field == null ? new MetKeys() : holder.met.inside(field)));
        }

        private void endGroup(Frame frame, int number, int start) {
            if (frame.group == number) {
                frames.pop();
            } else {
                flaw(Flaw.END_GROUP, start);
            }
        }

        private void skip(Frame frame, int count) {
            if (count > frame.end - at) {
                flaw(Flaw.TRUNCATED, at);
            } else {
                at += count;
            }
        }

        /** 64 bits; those beyond, in a tenth byte, are dropped. */
        private long varint(Frame frame, int longest, Flaw tooLong) {
            int start = at;
            long value = 0;
            for (int i = 0; i < longest; i++) {
                if (at == frame.end) {
                    flaw(Flaw.TRUNCATED, start);
                    return 0;
                }
                byte b = bytes[at++];
                value |= (long) (b & 0x7f) << 7 * i;
                if (b >= 0) {
                    return value;
                }
            }
            flaw(tooLong, start);
            return 0;
        }

        private void flaw(Flaw flaw, int where) {
            problem = new Finding.Malformed(flaw, where);
        }
    }
}
