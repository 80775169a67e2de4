package dev.protosieve.engine.emit;

import dev.protosieve.engine.emit.CompiledFilter.DebugInfo;
import dev.protosieve.engine.emit.CompiledFilter.Placed;
import dev.protosieve.engine.text.SourceText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BTF whose line records quote the rules: the file is the rule file, the line its line. Layouts are those of the kernel's
 * Documentation/bpf/btf.rst, sections "BTF Type and String Encoding" and "BPF_PROG_LOAD".
 */
final class BtfWriter {

    private static final int MAGIC = 0xeb9f;
    private static final int VERSION = 1;
    private static final int HEADER = 24;
    /** BTF_KIND_INT, _PTR, _FUNC, _FUNC_PROTO; the kind stands in bits 24 to 28 of a type's info. */
    private static final int KIND_INT = 1;
    private static final int KIND_PTR = 2;
    private static final int KIND_FUNC = 12;
    private static final int KIND_FUNC_PROTO = 13;
    private static final int GLOBAL = 1;
    private static final int SIGNED = 1;
    /** line_col: the line in the upper 22 bits, the column in the lower 10. */
    private static final int LINE_SHIFT = 10;
    private static final int MAX_COLUMN = (1 << LINE_SHIFT) - 1;

    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final Map<String, Integer> offsets = new HashMap<>();

    private BtfWriter() {
        string("");
    }

    static DebugInfo write(String function, SourceText source, List<Placed> code) {
        BtfWriter writer = new BtfWriter();
        byte[] types = writer.types(function);
        byte[] lines = writer.lines(source, code);
        return new DebugInfo(writer.blob(types), little(8).putInt(0).putInt(4).array(), lines);
    }

    private int string(String text) {
        return offsets.computeIfAbsent(text, t -> {
            int at = strings.size();
            strings.writeBytes(t.getBytes(StandardCharsets.UTF_8));
            strings.write(0);
            return at;
        });
    }

    /** 1: int; 2: void *; 3: int (void *ctx); 4: the function. */
    private byte[] types(String function) {
        ByteBuffer b = little(16 + 12 + 12 + 8 + 12);
        b.putInt(string("int")).putInt(KIND_INT << 24).putInt(4).putInt(SIGNED << 24 | 32);
        b.putInt(0).putInt(KIND_PTR << 24).putInt(0);
        b.putInt(0).putInt(KIND_FUNC_PROTO << 24 | 1).putInt(1).putInt(string("ctx")).putInt(2);
        b.putInt(string(function)).putInt(KIND_FUNC << 24 | GLOBAL).putInt(3);
        return b.array();
    }

    private byte[] blob(byte[] types) {
        byte[] text = strings.toByteArray();
        ByteBuffer b = little(HEADER + types.length + text.length);
        b.putShort((short) MAGIC).put((byte) VERSION).put((byte) 0).putInt(HEADER);
        b.putInt(0).putInt(types.length).putInt(types.length).putInt(text.length);
        return b.put(types).put(text).array();
    }

    /** A record where the text that asked for the code changes. */
    private byte[] lines(SourceText source, List<Placed> code) {
        Path path = Path.of(source.name()).getFileName();
        int file = string(path == null ? source.name() : path.toString());
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        int last = -1;
        for (Placed placed : code) {
            int start = placed.origin().span().start();
            int line = source.line(start);
            int position = line << LINE_SHIFT | Math.min(source.column(start), MAX_COLUMN);
            if (position != last) {
                int text = string(source.slice(source.lineSpan(line)).strip());
                records.writeBytes(
                        little(16).putInt(placed.slot()).putInt(file).putInt(text).putInt(position).array());
                last = position;
            }
        }
        return records.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
