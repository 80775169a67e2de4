package dev.protosieve.engine.listing;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.emit.ElfFormat;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.emit.MapSpec.Kind;
import dev.protosieve.engine.listing.ElfFile.Section;
import dev.protosieve.engine.listing.ElfFile.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The maps of an object file: declared by types in {@code .maps} (libbpf's bpf_helpers.h, __uint and __type), by struct
 * bpf_map_def in {@code maps}, and those that hold the data sections that programs refer to.
 */
final class ElfMaps {

    private static final String LEGACY = "maps";
    /** The first four numbers of struct bpf_map_def. */
    private static final int LEGACY_SIZE = 16;
    /** What is simulated has to be held in memory. */
    private static final long MOST_BYTES = 64L << 20;
    private static final long MOST_ENTRIES = 1 << 20;
    private static final int NAME_LENGTH = 15;

    private record Place(int section, long offset) {
    }

    private final ElfFile file;
    private final List<MapSpec> specs = new ArrayList<>();
    private final Map<Place, Integer> declared = new HashMap<>();
    private final Map<Integer, Integer> data = new HashMap<>();

    ElfMaps(ElfFile file) throws MalformedObject {
        this.file = file;
        Optional<Section> typed = file.section(ElfFormat.MAPS);
        if (typed.isPresent()) {
            Section btf = file.section(ElfFormat.BTF)
                    .orElseThrow(() -> new MalformedObject("it declares maps by types, but has no types (.BTF)"));
            BtfReader types = new BtfReader(btf.contents());
            for (BtfReader.Part variable : types.variables(ElfFormat.MAPS)) {
                add(symbol(typed.get(), variable.name()), typed(types, variable));
            }
        }
        Optional<Section> legacy = file.section(LEGACY);
        for (Symbol symbol : legacy.isPresent() ? file.symbols() : List.<Symbol>of()) {
            if (symbol.section() == legacy.get().number() && symbol.type() == ElfFormat.OBJECT) {
                add(symbol, legacy(legacy.get().contents(), symbol));
            }
        }
    }

    List<MapSpec> specs() {
        return specs;
    }

    private Symbol symbol(Section section, String name) throws MalformedObject {
        return file.symbols().stream().filter(s -> s.section() == section.number() && s.name().equals(name)).findFirst()
                .orElseThrow(() -> new MalformedObject("its map " + name + " has no symbol"));
    }

    private void add(Symbol symbol, MapSpec spec) {
        declared.put(new Place(symbol.section(), symbol.value()), specs.size());
        specs.add(spec);
    }

    private static MapSpec typed(BtfReader types, BtfReader.Part variable) throws MalformedObject {
        long type = -1;
        long key = 0;
        long value = 0;
        long entries = 0;
        for (BtfReader.Part member : types.members(variable.type())) {
            switch (member.name()) {
                case "type" -> type = types.number(member.type());
                case "key" -> key = types.size(types.target(member.type()));
                case "value" -> value = types.size(types.target(member.type()));
                case "key_size" -> key = types.number(member.type());
                case "value_size" -> value = types.number(member.type());
                case "max_entries" -> entries = types.number(member.type());
                case "map_flags", "map_extra", "numa_node", "pinning" -> {
                    // How the kernel keeps the map, not what it does.
                }
                default -> throw new MalformedObject(
                        "its map " + variable.name() + " is declared with " + member.name()
                                + ", which is not known here");
            }
        }
        return spec(variable.name(), type, key, value, entries);
    }

    private static MapSpec legacy(Octets section, Symbol symbol) throws MalformedObject {
        Octets from = section.slice("the declaration of map " + symbol.name(), symbol.value(), LEGACY_SIZE);
        return spec(symbol.name(), from.u31(0), from.u31(4), from.u31(8), from.u31(12));
    }

    private static MapSpec spec(String name, long type, long key, long value, long entries) throws MalformedObject {
        Kind kind = Stream.of(Kind.values()).filter(k -> k.number() == type).findFirst().orElseThrow(
                () -> new MalformedObject("its map " + name + " has type " + type + ", which is not simulated"));
        boolean rings = kind == Kind.PERF_EVENT_ARRAY;
        MalformedObject.require(rings || key > 0 && value > 0 && entries > 0,
                "its map " + name + " lacks the size of keys or values, or the number of entries");
        MalformedObject.require(rings || kind.isHash() || key == Integer.BYTES,
                "its map " + name + " is an array whose keys do not have 4 bytes");
        MalformedObject.require(key <= MOST_BYTES && value <= MOST_BYTES && entries <= MOST_ENTRIES
                && (key + value) * entries <= MOST_BYTES,
                "its map " + name + " is too large to be simulated: the most are "
                        + (MOST_BYTES >> 20) + " MB and " + MOST_ENTRIES + " entries");
        return new MapSpec(shortened(name), kind, (int) key, (int) value,
                rings && entries == 0 ? MapSpec.PER_CPU : (int) entries);
    }

    private static String shortened(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_.]", "_");
        return plain.substring(0, Math.min(plain.length(), NAME_LENGTH));
    }

    /** The map that is declared at the symbol. */
    Optional<Integer> at(Symbol symbol) {
        return Optional.ofNullable(declared.get(new Place(symbol.section(), symbol.value())));
    }

    /** The map that holds a section's data, made when it is first asked for. */
    int holding(Section section) throws MalformedObject {
        Integer known = data.get(section.number());
        if (known != null) {
            return known;
        }
        String name = shortened(section.name());
        MalformedObject.require(section.size() > 0 && section.size() <= MOST_BYTES,
                "section " + section.name() + " has no data, or too much");
        if (section.type() == ElfFormat.NOBITS) {
            specs.add(new MapSpec(name, Kind.ARRAY, Integer.BYTES, (int) section.size(), 1));
        } else {
            MalformedObject.require((section.flags() & ElfFormat.WRITE) == 0, "section " + section.name()
                    + " has variables that do not begin as zero, which is not simulated");
            specs.add(MapSpec.constant(name, ByteString.copyFrom(section.contents().bytes())));
        }
        data.put(section.number(), specs.size() - 1);
        return specs.size() - 1;
    }
}
