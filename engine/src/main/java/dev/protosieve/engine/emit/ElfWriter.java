package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.isa.InsnEncoder;
import dev.protosieve.engine.isa.Slot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A filter as a relocatable ELF object that libbpf and its like load as it is: program, maps, data, types, rule lines. The
 * same filter gives the same bytes.
 */
public final class ElfWriter {

    /** CPUs that the buffers of a socket filter are for; 8 MB of kernel memory. */
    public static final int STANDARD_CPUS = 128;

    private static final String LICENSE_SYMBOL = "_license";
    private static final int ALIGNMENT = 8;

    private final CompiledFilter filter;
    private final String section;
    private final ElfLayout file = new ElfLayout();
    private final ElfBtf btf;
    /** By the map's number, the symbol that stands for it. */
    private final int[] symbols;

    private ElfWriter(CompiledFilter filter) {
        this.filter = filter;
        this.section = ElfFormat.section(filter.hook());
        this.btf = new ElfBtf(filter);
        this.symbols = new int[filter.maps().size()];
    }

    /**
     * The whole file.
     *
     * @param filter whose name must be an identifier in C
     * @param cpus the most that a machine may have; only buffers of socket filters need to know
     */
    public static byte[] write(CompiledFilter filter, int cpus) {
        return new ElfWriter(filter).file(cpus);
    }

    private byte[] file(int cpus) {
        byte[] code = code();
        int program = file.add(section, ElfFormat.ALLOC | ElfFormat.EXECINSTR, code);
        file.symbol(filter.name(), ElfFormat.FUNC, program, 0, code.length);
        byte[] license = (CompiledFilter.LICENSE + "\0").getBytes(StandardCharsets.US_ASCII);
        int owner = file.add(ElfFormat.LICENSE, ElfFormat.ALLOC | ElfFormat.WRITE, license);
        file.symbol(LICENSE_SYMBOL, ElfFormat.OBJECT, owner, 0, license.length);
        btf.license(LICENSE_SYMBOL, license.length);
        maps(numbered(false), cpus);
        if (!numbered(true).isEmpty()) {
            constants(numbered(true));
        }
        byte[] ext = btf.ext(section);
        file.add(ElfFormat.BTF, 0, btf.blob());
        file.add(ElfFormat.BTF + ".ext", 0, ext);
        file.relocations(".rel" + section, program, relocations());
        return file.file();
    }

    private List<Integer> numbered(boolean readOnly) {
        return IntStream.range(0, filter.maps().size()).filter(i -> filter.maps().get(i).isReadOnly() == readOnly)
                .boxed().toList();
    }

    private void maps(List<Integer> numbers, int cpus) {
        List<Integer> sizes = btf.maps(numbers.stream().map(i -> fixed(filter.maps().get(i), cpus)).toList());
        int declared = sizes.stream().mapToInt(i -> i).sum();
        int to = file.add(ElfFormat.MAPS, ElfFormat.ALLOC | ElfFormat.WRITE, new byte[declared]);
        int at = 0;
        for (int i = 0; i < sizes.size(); i++) {
            String name = filter.maps().get(numbers.get(i)).name();
            symbols[numbers.get(i)] = file.symbol(name, ElfFormat.OBJECT, to, at, sizes.get(i));
            at += sizes.get(i);
        }
    }

    /** Loaders know how many rings there must be, but not how many entries of other maps. */
    private static MapSpec fixed(MapSpec map, int cpus) {
        return map.maxEntries() == MapSpec.PER_CPU && map.kind() != MapSpec.Kind.PERF_EVENT_ARRAY
                ? new MapSpec(map.name(), map.kind(), map.keySize(), map.valueSize(), cpus) : map;
    }

    private void constants(List<Integer> numbers) {
        List<MapSpec> specs = numbers.stream().map(filter.maps()::get).toList();
        List<Integer> offsets = new ArrayList<>();
        int end = 0;
        for (MapSpec spec : specs) {
            offsets.add(end);
            end += Math.ceilDiv(spec.valueSize(), ALIGNMENT) * ALIGNMENT;
        }
        ByteBuffer data = BtfTypes.little(end);
        for (int i = 0; i < specs.size(); i++) {
            data.put(offsets.get(i), specs.get(i).contents().toByteArray());
        }
        int to = file.add(ElfFormat.RODATA, ElfFormat.ALLOC, data.array());
        for (int i = 0; i < specs.size(); i++) {
            symbols[numbers.get(i)] = file.symbol(specs.get(i).name(), ElfFormat.OBJECT, to, offsets.get(i),
                    specs.get(i).valueSize());
        }
        btf.data(ElfFormat.RODATA, end, specs, offsets);
    }

    /** As compilers leave it: loads of maps have zeros, loads of data what is to be added to the symbol. */
    private byte[] code() {
        ByteBuffer code = Slot.buffer(InsnEncoder.encode(filter.code().stream().map(Placed::insn).toList()));
        for (Placed placed : filter.code()) {
            if (placed.insn().namedMap().isPresent()) {
                unresolved(code, placed.slot());
            }
        }
        return code.array();
    }

    private static void unresolved(ByteBuffer code, int slot) {
        code.position(slot * Slot.BYTES);
        Slot load = Slot.read(code);
        int addend = Slot.read(code).imm();
        code.position(slot * Slot.BYTES);
        new Slot(load.opcode(), load.dst(), 0, 0, addend).write(code);
        new Slot(0, 0, 0, 0, 0).write(code);
    }

    private byte[] relocations() {
        List<Placed> loads = filter.code().stream().filter(p -> p.insn().namedMap().isPresent()).toList();
        ByteBuffer records = BtfTypes.little(loads.size() * ElfFormat.RELOCATION_SIZE);
        for (Placed load : loads) {
            int symbol = symbols[load.insn().namedMap().orElseThrow()];
            records.putLong((long) load.slot() * Slot.BYTES);
            records.putLong((long) symbol << Integer.SIZE | ElfFormat.R_WIDE);
        }
        return records.array();
    }
}
