package dev.protosieve.engine.emit;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What programs look up and nobody changes, as one read-only map value in which each table has its place. */
final class ConstantTables {

    /** So that every load is of one word of the machine. */
    private static final int ALIGNMENT = 8;

    private final int map;
    private final ByteArrayOutputStream contents = new ByteArrayOutputStream();
    private final Map<Object, Integer> offsets = new HashMap<>();

    /** @param map the number that the map will have */
    ConstantTables(int map) {
        this.map = map;
    }

    int map() {
        return map;
    }

    /**
     * Where in the map's value the table is; the same one twice is there once.
     *
     * @param of what the table is made of
     */
    int offset(Object of, Supplier<byte[]> table) {
        Integer known = offsets.get(of);
        if (known != null) {
            return known;
        }
        int offset = contents.size();
        offsets.put(of, offset);
        contents.writeBytes(table.get());
        contents.writeBytes(new byte[-contents.size() & ALIGNMENT - 1]);
        return offset;
    }

    /** The maps of the filter with this one behind them, if it holds anything. */
    List<MapSpec> addTo(List<MapSpec> specs) {
        if (offsets.isEmpty()) {
            return specs;
        }
        List<MapSpec> all = new ArrayList<>(specs);
        all.add(MapSpec.constant("tables", ByteString.copyFrom(contents.toByteArray())));
        return List.copyOf(all);
    }
}
