package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.text.SourceText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records that quote the rules: the file is the rule file, the line its line; one where the text that asked for the code changes. */
final class LineRecords {

    /** struct bpf_line_info: instruction, file, line's text, line and column. */
    static final int SIZE = 16;
    /** line_col: the line in the upper 22 bits, the column in the lower 10. */
    private static final int LINE_SHIFT = 10;
    private static final int MAX_COLUMN = (1 << LINE_SHIFT) - 1;

    /** @param position line and column in one number */
    private record Line(int slot, int file, int text, int position) {
    }

    private final List<Line> lines = new ArrayList<>();

    /** @param strings where the texts go */
    LineRecords(SourceText source, List<Placed> code, BtfTypes strings) {
        Path path = Path.of(source.name()).getFileName();
        int file = strings.string(path == null ? source.name() : path.toString());
        int last = -1;
        for (Placed placed : code) {
            int start = placed.origin().span().start();
            int line = source.line(start);
            int position = line << LINE_SHIFT | Math.min(source.column(start), MAX_COLUMN);
            if (position != last) {
                int text = strings.string(source.slice(source.lineSpan(line)).strip());
                lines.add(new Line(placed.slot(), file, text, position));
                last = position;
            }
        }
    }

    int count() {
        return lines.size();
    }

    /** @param slotSize what a slot counts: 1 for bpf(2), bytes in files */
    byte[] records(int slotSize) {
        ByteBuffer b = BtfTypes.little(lines.size() * SIZE);
        for (Line line : lines) {
            b.putInt(line.slot() * slotSize).putInt(line.file()).putInt(line.text()).putInt(line.position());
        }
        return b.array();
    }
}
