package dev.protosieve.engine.emit;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.pattern.Dfa;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The automata of a filter as one read-only map value. Each is a block:
 *
 * <pre>
 *   0 u8  class[256]           of each octet
 * 256 u16 next[states][class]  offset of the next state's row from here
 * </pre>
 */
final class PatternTables {

    static final int ROWS = 256;
    private static final int ENTRY = Short.BYTES;
    /** Behind the last row: the verifier knows of a class only that it is one byte. */
    private static final int SLACK = ROWS * ENTRY;

    private final int map;
    private final ByteArrayOutputStream contents = new ByteArrayOutputStream();
    private final Map<Dfa, Integer> offsets = new LinkedHashMap<>();

    /** @param map the number that the map will have */
    PatternTables(int map) {
        this.map = map;
    }

    int map() {
        return map;
    }

    /** Where in the map's value the automaton is; the same one twice is there once. */
    int offset(Dfa dfa) {
        Integer known = offsets.get(dfa);
        if (known != null) {
            return known;
        }
        int offset = contents.size();
        offsets.put(dfa, offset);
        for (int octet = 0; octet < ROWS; octet++) {
            contents.write(dfa.classOf(octet));
        }
        for (int state = 0; state < dfa.states(); state++) {
            for (int octetClass = 0; octetClass < dfa.classCount(); octetClass++) {
                int row = row(dfa, dfa.next(state, octetClass));
                contents.write(row);
                contents.write(row >>> 8);
            }
        }
        return offset;
    }

    /** The number that stands for a state at run time: where its row is. */
    static int row(Dfa dfa, int state) {
        return state * dfa.classCount() * ENTRY;
    }

    /** The maps of the filter with this one behind them, if it has any automaton. */
    List<MapSpec> addTo(List<MapSpec> specs) {
        if (offsets.isEmpty()) {
            return specs;
        }
        List<MapSpec> all = new ArrayList<>(Objects.requireNonNull(specs));
        all.add(MapSpec.constant("patterns",
                ByteString.copyFrom(Arrays.copyOf(contents.toByteArray(), contents.size() + SLACK))));
        return List.copyOf(all);
    }
}
