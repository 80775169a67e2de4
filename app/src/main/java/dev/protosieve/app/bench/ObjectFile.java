package dev.protosieve.app.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What the benchmark needs of an object file that clang made: one section of instructions and which of them load a map. ELF64,
 * little-endian; offsets are those of elf.h.
 */
record ObjectFile(byte[] code, List<Reference> references) {

    /** sh_type and the layout of struct Elf64_Rel, Elf64_Sym. */
    private static final int SHT_SYMTAB = 2;
    private static final int SECTION_OFFSET = 0x28;
    private static final int SECTION_COUNT = 0x3c;
    private static final int NAMES_INDEX = 0x3e;
    private static final int SECTION_SIZE = 64;
    private static final int SYMBOL_SIZE = 24;
    private static final int REL_SIZE = 16;

    /**
     * @param offset in bytes, of a wide load
     * @param symbol what it loads
     */
    record Reference(int offset, String symbol) {
    }

    private record Section(String name, int type, int offset, int size, int link) {
    }

    /** @throws NoSuchElementException without a section of that name */
    static ObjectFile of(byte[] elf, String sectionName) {
        ByteBuffer file = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        List<Section> sections = sections(file);
        Section code = sections.stream().filter(s -> s.name.equals(sectionName)).findFirst().orElseThrow();
        List<Reference> references = new ArrayList<>();
        sections.stream().filter(s -> s.name.equals(".rel" + sectionName)).findFirst().ifPresent(rel -> {
            Section symbols = sections.stream().filter(s -> s.type == SHT_SYMTAB).findFirst().orElseThrow();
            Section names = sections.get(symbols.link);
            for (int at = rel.offset; at < rel.offset + rel.size; at += REL_SIZE) {
                int symbol = file.getInt(at + 12);
                references.add(new Reference((int) file.getLong(at), text(file,
                        names.offset + file.getInt(symbols.offset + symbol * SYMBOL_SIZE))));
            }
        });
        return new ObjectFile(Arrays.copyOfRange(elf, code.offset, code.offset + code.size), references);
    }

    private static List<Section> sections(ByteBuffer file) {
        int table = (int) file.getLong(SECTION_OFFSET);
        int names = table + file.getShort(NAMES_INDEX) * SECTION_SIZE;
        int namesOffset = (int) file.getLong(names + 24);
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < file.getShort(SECTION_COUNT); i++) {
            int at = table + i * SECTION_SIZE;
            sections.add(new Section(text(file, namesOffset + file.getInt(at)), file.getInt(at + 4),
                    (int) file.getLong(at + 24), (int) file.getLong(at + 32), file.getInt(at + 40)));
        }
        return sections;
    }

    private static String text(ByteBuffer file, int at) {
        int end = at;
        while (file.get(end) != 0) {
            end++;
        }
        return new String(file.array(), at, end - at, StandardCharsets.US_ASCII);
    }
}
