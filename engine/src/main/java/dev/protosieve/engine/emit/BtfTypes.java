package dev.protosieve.engine.emit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BTF in the making: types by their ids, and strings. Layouts are those of the kernel's Documentation/bpf/btf.rst, section
 * "BTF Type and String Encoding".
 */
final class BtfTypes {

    /** The type that has no number of its own. */
    static final int VOID = 0;

    static final int MAGIC = 0xeb9f;
    static final int VERSION = 1;
    private static final int HEADER = 24;
    /** BTF_KIND_*; the kind stands in bits 24 to 28 of a type's info. */
    private static final int INT = 1;
    private static final int PTR = 2;
    private static final int ARRAY = 3;
    private static final int STRUCT = 4;
    private static final int ENUM = 6;
    private static final int CONST = 10;
    private static final int FUNC = 12;
    private static final int FUNC_PROTO = 13;
    private static final int VAR = 14;
    private static final int DATASEC = 15;
    private static final int KIND_SHIFT = 24;
    /** BTF_FUNC_GLOBAL and BTF_VAR_GLOBAL_ALLOCATED. */
    private static final int GLOBAL = 1;
    /** BTF_INT_SIGNED, in bits 24 to 27 of an integer's own word. */
    private static final int SIGNED = 1 << 24;

    private final ByteArrayOutputStream types = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> offsets = new HashMap<>();
    private int last = VOID;

    BtfTypes() {
        string("");
    }

    /** @param bits from the start of the struct */
    record Member(String name, int type, int bits) {
    }

    /** Where a variable is in its section, in bytes. */
    record Variable(int type, int offset, int size) {
    }

    /** Where the text is among the strings; the same one twice is there once. */
    int string(String text) {
        return offsets.computeIfAbsent(text, t -> {
            int at = strings.size();
            strings.writeBytes(t.getBytes(StandardCharsets.UTF_8));
            strings.write(0);
            return at;
        });
    }

    int integer(String name, int bytes, boolean signed) {
        return add(INT, name, 0, bytes, (signed ? SIGNED : 0) | bytes * Byte.SIZE);
    }

    int pointer(int to) {
        return add(PTR, "", 0, to);
    }

    int constant(int type) {
        return add(CONST, "", 0, type);
    }

    int array(int element, int index, int count) {
        return add(ARRAY, "", 0, 0, element, index, count);
    }

    /** @param name may be empty */
    int struct(String name, int bytes, List<Member> members) {
        return add(STRUCT, name, members.size(), bytes, members.stream()
                .flatMap(m -> List.of(string(m.name()), m.type(), m.bits()).stream()).mapToInt(i -> i).toArray());
    }

    /** Whose values are 0, 1, 2 and so on. */
    int enumeration(String name, List<String> values) {
        int[] words = new int[2 * values.size()];
        for (int i = 0; i < values.size(); i++) {
            words[2 * i] = string(values.get(i));
            words[2 * i + 1] = i;
        }
        return add(ENUM, name, values.size(), Integer.BYTES, words);
    }

    /** A global function of one parameter. */
    int function(String name, int result, String parameter, int type) {
        int prototype = add(FUNC_PROTO, "", 1, result, string(parameter), type);
        return add(FUNC, name, GLOBAL, prototype);
    }

    int variable(String name, int type) {
        return add(VAR, name, 0, type, GLOBAL);
    }

    int section(String name, int bytes, List<Variable> variables) {
        return add(DATASEC, name, variables.size(), bytes, variables.stream()
                .flatMap(v -> List.of(v.type(), v.offset(), v.size()).stream()).mapToInt(i -> i).toArray());
    }

    /** @param sizeOrType the third word of struct btf_type */
    private int add(int kind, String name, int count, int sizeOrType, int... words) {
        ByteBuffer b = little((3 + words.length) * Integer.BYTES);
        b.putInt(string(name)).putInt(kind << KIND_SHIFT | count).putInt(sizeOrType);
        for (int word : words) {
            b.putInt(word);
        }
        types.writeBytes(b.array());
        return ++last;
    }

    /** The whole, as bpf(BPF_BTF_LOAD) takes it. */
    byte[] blob() {
        ByteBuffer b = little(HEADER + types.size() + strings.size());
        b.putShort((short) MAGIC).put((byte) VERSION).put((byte) 0).putInt(HEADER);
        b.putInt(0).putInt(types.size()).putInt(types.size()).putInt(strings.size());
        return b.put(types.toByteArray()).put(strings.toByteArray()).array();
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
