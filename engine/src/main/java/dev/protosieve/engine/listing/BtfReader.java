package dev.protosieve.engine.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The types of a BTF section, as far as declarations of maps need them: the kernel's Documentation/bpf/btf.rst, section "BTF
 * Type and String Encoding".
 */
final class BtfReader {

    private static final int MAGIC = 0xeb9f;
    private static final int INT = 1;
    private static final int PTR = 2;
    private static final int ARRAY = 3;
    private static final int STRUCT = 4;
    private static final int UNION = 5;
    private static final int ENUM = 6;
    private static final int TYPEDEF = 8;
    private static final int VOLATILE = 9;
    private static final int CONST = 10;
    private static final int RESTRICT = 11;
    private static final int FUNC_PROTO = 13;
    private static final int VAR = 14;
    private static final int DATASEC = 15;
    private static final int FLOAT = 16;
    private static final int DECL_TAG = 17;
    private static final int TYPE_TAG = 18;
    private static final int ENUM64 = 19;
    /** struct btf_type, and what an entry of a struct, a section or an enum has. */
    private static final int TYPE_SIZE = 12;
    private static final int WORDS_2 = 8;
    private static final int WORDS_3 = 12;
    /** Deeper than any type of a map, so that types that contain themselves come to an end. */
    private static final int DEEPEST = 32;
    /** Sizes from here on are too large for anything. */
    private static final long MOST = 1L << 40;

    /** @param at where what follows its three words is */
    private record Type(String name, int kind, int count, int sizeOrType, long at) {
    }

    /** A member of a struct, or a variable of a section. */
    record Part(String name, int type) {
    }

    private final Octets data;
    private final Octets strings;
    /** By id; 0 is void. */
    private final List<Type> types = new ArrayList<>();

    BtfReader(Octets section) throws MalformedObject {
        MalformedObject.require(section.u16(0) == MAGIC, section.what() + " is no BTF");
        long header = section.u31(4);
        this.data = section.slice(section.what(), header + section.u31(8), section.u31(12));
        this.strings = section.slice(section.what(), header + section.u31(16), section.u31(20));
        types.add(new Type("", 0, 0, 0, 0));
        long at = 0;
        while (at < data.size()) {
            int info = data.i32(at + 4);
            Type type = new Type(strings.string(data.u31(at)), info >>> 24 & 0x1f, info & 0xffff, data.i32(at + 8),
                    at + TYPE_SIZE);
            types.add(type);
            at = type.at() + behind(type);
        }
    }

    private static long behind(Type type) throws MalformedObject {
        return switch (type.kind()) {
            case INT, VAR, DECL_TAG -> Integer.BYTES;
            case ARRAY -> WORDS_3;
            case STRUCT, UNION, DATASEC, ENUM64 -> (long) type.count() * WORDS_3;
            case ENUM, FUNC_PROTO -> (long) type.count() * WORDS_2;
            default -> {
                MalformedObject.require(type.kind() != 0 && type.kind() < ENUM64,
                        "its BTF has a type of no known kind");
                yield 0;
            }
        };
    }

    private Type type(int id) throws MalformedObject {
        MalformedObject.require(id >= 0 && id < types.size(), "its BTF names a type that it does not have");
        return types.get(id);
    }

    /** The variables of a section with their types. */
    List<Part> variables(String section) throws MalformedObject {
        Optional<Type> found = types.stream().filter(t -> t.kind() == DATASEC && t.name().equals(section)).findFirst();
        List<Part> variables = new ArrayList<>();
        for (int i = 0; found.isPresent() && i < found.get().count(); i++) {
            Type variable = type(data.i32(found.get().at() + (long) i * WORDS_3));
            MalformedObject.require(variable.kind() == VAR, "its BTF has something else than variables in " + section);
            variables.add(new Part(variable.name(), variable.sizeOrType()));
        }
        return variables;
    }

    /** The members of a struct. */
    List<Part> members(int id) throws MalformedObject {
        Type struct = plain(id);
        MalformedObject.require(struct.kind() == STRUCT, "its BTF declares a map by something else than a struct");
        List<Part> members = new ArrayList<>();
        for (int i = 0; i < struct.count(); i++) {
            long at = struct.at() + (long) i * WORDS_3;
            members.add(new Part(strings.string(data.u31(at)), data.i32(at + 4)));
        }
        return members;
    }

    /** The number that is the length of the array that is pointed to. */
    long number(int id) throws MalformedObject {
        Type array = plain(target(id));
        MalformedObject.require(array.kind() == ARRAY, "its BTF declares a number of a map in an unknown way");
        return data.i32(array.at() + 8) & 0xffff_ffffL;
    }

    /** The type that a pointer points to. */
    int target(int id) throws MalformedObject {
        Type pointer = plain(id);
        MalformedObject.require(pointer.kind() == PTR, "its BTF declares a map by something else than pointers");
        return pointer.sizeOrType();
    }

    /** In bytes. */
    long size(int id) throws MalformedObject {
        return size(id, 0);
    }

    private long size(int id, int depth) throws MalformedObject {
        MalformedObject.require(depth < DEEPEST, "its BTF has a type without end");
        Type type = plain(id);
        return switch (type.kind()) {
            case INT, STRUCT, UNION, ENUM, ENUM64, FLOAT -> type.sizeOrType() & 0xffff_ffffL;
            case PTR -> Long.BYTES;
            case ARRAY -> {
                long element = size(data.i32(type.at()), depth + 1);
                yield element == 0 || count(type) <= MOST / element ? count(type) * element : MOST;
            }
            default -> throw new MalformedObject("its BTF has a map of a type without size");
        };
    }

    private long count(Type array) throws MalformedObject {
        return data.i32(array.at() + 8) & 0xffff_ffffL;
    }

    /** Without names and qualifiers. */
    private Type plain(int id) throws MalformedObject {
        Type type = type(id);
        for (int depth = 0; depth < DEEPEST; depth++) {
            switch (type.kind()) {
                case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> type = type(type.sizeOrType());
                default -> {
                    return type;
                }
            }
        }
        throw new MalformedObject("its BTF has a type without end");
    }
}
