package dev.protosieve.engine.emit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sections and symbols laid out as an ELF file: header, contents, section headers. System V ABI, chapters 4 and 5. */
final class ElfLayout {

    private static final int ALIGNMENT = 8;
    private static final long ALIGNED = ALIGNMENT;

    private record Section(String name, int type, int flags, byte[] contents, int link, int info, int entrySize) {
    }

    private record Symbol(String name, int type, int section, int offset, int size) {
    }

    private final List<Section> sections = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private final Map<String, Integer> offsets = new LinkedHashMap<>();
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();

    ElfLayout() {
        name("");
        sections.add(new Section("", 0, 0, new byte[0], 0, 0, 0));
        symbols.add(new Symbol("", 0, 0, 0, 0));
    }

    /** The section's number. */
    int add(String name, int flags, byte[] contents) {
        sections.add(new Section(name, ElfFormat.PROGBITS, flags, contents, 0, 0, 0));
        return sections.size() - 1;
    }

    /** A global symbol's number. */
    int symbol(String name, int type, int section, int offset, int size) {
        symbols.add(new Symbol(name, type, section, offset, size));
        return symbols.size() - 1;
    }

    /** @param records of a section; the symbols' table comes behind them, which {@link #file} adds */
    void relocations(String name, int section, byte[] records) {
        // The table of symbols is the last section but one: its number is known when all others are there.
        sections.add(new Section(name, ElfFormat.RELOCATIONS, 0, records, -1, section, ElfFormat.RELOCATION_SIZE));
    }

    byte[] file() {
        int symtab = sections.size();
        sections.add(new Section(".symtab", ElfFormat.SYMTAB, 0, symbols(), symtab + 1, 1, ElfFormat.SYMBOL_SIZE));
        name(".strtab");
        sections.forEach(s -> name(s.name()));
        sections.add(new Section(".strtab", ElfFormat.STRTAB, 0, names.toByteArray(), 0, 0, 0));
        long at = ElfFormat.HEADER_SIZE;
        ByteBuffer headers = BtfTypes.little(sections.size() * ElfFormat.SECTION_SIZE);
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        for (Section section : sections) {
            header(headers, section, section.type() == 0 ? 0 : at + contents.size(), symtab);
            contents.writeBytes(section.contents());
            contents.writeBytes(new byte[Math.floorMod(-section.contents().length, ALIGNMENT)]);
        }
        ByteBuffer file = BtfTypes.little((int) at + contents.size() + headers.capacity());
        file.putLong(ElfFormat.IDENT).putLong(0);
        file.putShort((short) ElfFormat.REL).putShort((short) ElfFormat.EM_BPF).putInt(1).putLong(0).putLong(0);
        file.putLong(at + contents.size()).putInt(0).putShort((short) ElfFormat.HEADER_SIZE).putShort((short) 0);
        file.putShort((short) 0).putShort((short) ElfFormat.SECTION_SIZE).putShort((short) sections.size());
        return file.putShort((short) (symtab + 1)).put(contents.toByteArray()).put(headers.array()).array();
    }

    private void header(ByteBuffer to, Section s, long at, int symtab) {
        to.putInt(name(s.name())).putInt(s.type()).putLong(s.flags()).putLong(0).putLong(at);
        to.putLong(s.contents().length).putInt(s.link() < 0 ? symtab : s.link()).putInt(s.info());
        to.putLong(s.type() == 0 ? 0 : ALIGNED).putLong(s.entrySize());
    }

    private byte[] symbols() {
        ByteBuffer b = BtfTypes.little(symbols.size() * ElfFormat.SYMBOL_SIZE);
        for (Symbol s : symbols) {
            int binding = s.section() == 0 ? 0 : ElfFormat.GLOBAL;
            b.putInt(name(s.name())).put((byte) (binding << ElfFormat.BINDING_SHIFT | s.type())).put((byte) 0);
            b.putShort((short) s.section()).putLong(s.offset()).putLong(s.size());
        }
        return b.array();
    }

    private int name(String text) {
        return offsets.computeIfAbsent(text, t -> {
            int at = names.size();
            names.writeBytes(t.getBytes(StandardCharsets.UTF_8));
            names.write(0);
            return at;
        });
    }
}
