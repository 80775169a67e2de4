package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.BtfTypes.Member;
import dev.protosieve.engine.emit.BtfTypes.Variable;
import dev.protosieve.engine.isa.Slot;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.TypedRule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * BTF of a file: the program and where its lines come from, the maps as libbpf wants them declared (a variable each in
 * {@code .maps}, numbers as lengths of arrays that are pointed to), data sections, and for readers the layout of counters,
 * keys and events. Kernel's Documentation/bpf/btf.rst, sections "ELF File Format Interface" and ".BTF.ext section".
 */
final class ElfBtf {

    private static final int EXT_HEADER = 24;
    private static final int MOST_OF_A_LABEL = 40;
    /** A member of a map's struct is a pointer. */
    static final int DECLARED = Long.BYTES;

    private final CompiledFilter filter;
    private final BtfTypes types = new BtfTypes();
    private final int function;
    private final int octet;
    private final int u32;
    private final int u64;
    private final int sums;
    private final int text;

    ElfBtf(CompiledFilter filter) {
        this.filter = filter;
        this.function = BtfWriter.function(types, filter.name());
        this.octet = types.integer("unsigned char", 1, false);
        this.u32 = types.integer("unsigned int", Integer.BYTES, false);
        this.u64 = types.integer("unsigned long long", Long.BYTES, false);
        this.sums = types.struct(filter.name() + "_sums", CounterLayout.ENTRY_SIZE,
                List.of(new Member("packets", u64, 0), new Member("bytes", u64, Long.SIZE)));
        this.text = filter.maps().stream().anyMatch(map -> map.keySize() == GroupLayout.TEXT_SIZE) ? text()
                : BtfTypes.VOID;
        types.enumeration(filter.name() + "_entry", entries());
        if (filter.events().enabled()) {
            event();
        }
    }

    /** What the entries of the map {@code counters} are, by their number. */
    private List<String> entries() {
        List<String> names = new ArrayList<>();
        for (Cause cause : CounterLayout.FIXED) {
            names.add(constant(cause.word()));
        }
        CounterLayout.BESIDE.forEach(word -> names.add(constant(word)));
        for (TypedRule rule : filter.rules().rules()) {
            String label = rule.name().equals("line " + rule.line()) ? "" : "_" + word(rule.name());
            names.add(constant("line_" + rule.line() + label));
        }
        return names;
    }

    private String constant(String word) {
        return filter.name() + "_" + word.toLowerCase(Locale.ROOT);
    }

    /** What a name in C may have of a label. */
    private static String word(String label) {
        String plain = label.replaceAll("[^A-Za-z0-9]+", "_");
        return plain.length() > MOST_OF_A_LABEL ? plain.substring(0, MOST_OF_A_LABEL) : plain;
    }

    /** Keys that are strings or bytes. */
    private int text() {
        int octets = types.array(octet, u32, GroupLayout.TEXT_SIZE - Long.BYTES);
        return types.struct(filter.name() + "_text", GroupLayout.TEXT_SIZE,
                List.of(new Member("length", u64, 0), new Member("octets", octets, Long.SIZE)));
    }

    private void event() {
        int captured = types.array(octet, u32, 0);
        types.struct(filter.name() + "_event", EventLayout.HEADER_SIZE, List.of(
                new Member("time", u64, EventLayout.TIME * Byte.SIZE),
                new Member("entry", u32, EventLayout.ENTRY * Byte.SIZE),
                new Member("length", u32, EventLayout.LENGTH * Byte.SIZE),
                new Member("captured", u32, EventLayout.CAPTURED * Byte.SIZE),
                new Member("verdict", u32, EventLayout.VERDICT * Byte.SIZE),
                new Member("packet", captured, EventLayout.HEADER_SIZE * Byte.SIZE)));
    }

    /**
     * Declares maps one behind the other.
     *
     * @return how many bytes each declaration has
     */
    List<Integer> maps(List<MapSpec> maps) {
        List<Variable> variables = new ArrayList<>();
        int end = 0;
        for (MapSpec map : maps) {
            List<Member> members = members(map);
            int size = members.size() * DECLARED;
            variables.add(new Variable(types.variable(map.name(), types.struct("", size, members)), end, size));
            end += size;
        }
        types.section(ElfFormat.MAPS, end, variables);
        return variables.stream().map(Variable::size).toList();
    }

    private List<Member> members(MapSpec map) {
        List<Member> members = new ArrayList<>();
        add(members, "type", number(map.kind().number()));
        Optional<Integer> key = map.kind() == MapSpec.Kind.PERF_EVENT_ARRAY ? Optional.empty() : key(map);
        Optional<Integer> value = key.isEmpty() ? Optional.empty() : value(map);
        if (value.isPresent()) {
            add(members, "key", types.pointer(key.get()));
            add(members, "value", types.pointer(value.get()));
        } else {
            add(members, "key_size", number(map.keySize()));
            add(members, "value_size", number(map.valueSize()));
        }
        if (map.maxEntries() != MapSpec.PER_CPU) {
            // libbpf makes an entry a CPU where a map of rings declares none.
            add(members, "max_entries", number(map.maxEntries()));
        }
        return members;
    }

    private static void add(List<Member> members, String name, int type) {
        members.add(new Member(name, type, members.size() * DECLARED * Byte.SIZE));
    }

    /** libbpf's __uint(). */
    private int number(int value) {
        return types.pointer(types.array(u32, u32, value));
    }

    private Optional<Integer> key(MapSpec map) {
        return switch (map.keySize()) {
            case Integer.BYTES -> Optional.of(u32);
            case GroupLayout.NUMBER_SIZE -> Optional.of(u64);
            case GroupLayout.TEXT_SIZE -> Optional.of(text);
            default -> Optional.empty();
        };
    }

    private Optional<Integer> value(MapSpec map) {
        return switch (map.valueSize()) {
            case GroupLayout.BUCKET_SIZE -> Optional.of(u64);
            case GroupLayout.SUM_SIZE -> Optional.of(sums);
            default -> Optional.empty();
        };
    }

    /** Declares octets that nobody changes. */
    void data(String section, int size, List<MapSpec> constants, List<Integer> offsets) {
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < constants.size(); i++) {
            MapSpec spec = constants.get(i);
            int type = types.constant(types.array(octet, u32, spec.valueSize()));
            variables.add(new Variable(types.variable(spec.name(), type), offsets.get(i), spec.valueSize()));
        }
        types.section(section, size, variables);
    }

    void license(String symbol, int size) {
        int type = types.array(types.integer("char", 1, true), u32, size);
        types.section(ElfFormat.LICENSE, size, List.of(new Variable(types.variable(symbol, type), 0, size)));
    }

    /** The section .BTF.ext; ask for it before {@link #blob}, since it has strings too. */
    byte[] ext(String section) {
        LineRecords lines = new LineRecords(filter.rules().syntax().source(), filter.code(), types);
        byte[] records = lines.records(Slot.BYTES);
        int name = types.string(section);
        int functions = 3 * Integer.BYTES + BtfWriter.FUNCTION_SIZE;
        int all = 3 * Integer.BYTES + records.length;
        ByteBuffer b = BtfTypes.little(EXT_HEADER + functions + all);
        b.putShort((short) BtfTypes.MAGIC).put((byte) BtfTypes.VERSION).put((byte) 0).putInt(EXT_HEADER);
        b.putInt(0).putInt(functions).putInt(functions).putInt(all);
        b.putInt(BtfWriter.FUNCTION_SIZE).putInt(name).putInt(1).putInt(0).putInt(function);
        b.putInt(LineRecords.SIZE).putInt(name).putInt(lines.count()).put(records);
        return b.array();
    }

    byte[] blob() {
        return types.blob();
    }
}
