package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.ElfFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sections and symbols of an ELF file with eBPF programs.
 *
 * @param symbols by their number
 */
record ElfFile(List<Section> sections, List<Symbol> symbols) {

    /** @param contents empty for a section of zeros, which has only a {@code size} */
    record Section(int number, String name, int type, long flags, Octets contents, long size, int info) {

        boolean isCode() {
            return type == ElfFormat.PROGBITS && (flags & ElfFormat.EXECINSTR) != 0;
        }
    }

    /** @param section its number, which need not be one of a section */
    record Symbol(String name, int type, boolean isGlobal, int section, long value, long size) {
    }

    /** @param offset in the section that it changes */
    record Relocation(long offset, int symbol, int type) {
    }

    static ElfFile read(byte[] bytes) throws MalformedObject {
        Octets file = new Octets("the file", bytes);
        MalformedObject.require(bytes.length >= ElfFormat.HEADER_SIZE && file.i32(0) == (int) ElfFormat.IDENT,
                "it is no ELF file");
        MalformedObject.require((file.i64(0) ^ ElfFormat.IDENT) << Byte.SIZE == 0,
                "it is no 64-bit little-endian ELF file");
        MalformedObject.require(file.u16(18) == ElfFormat.EM_BPF, "it holds no eBPF programs");
        MalformedObject.require(file.u16(16) == ElfFormat.REL, "it is no relocatable object");
        MalformedObject.require(file.u16(58) == ElfFormat.SECTION_SIZE, "its section headers have an unknown size");
        List<Section> sections = sections(file, file.i64(40), file.u16(60), file.u16(62));
        return new ElfFile(sections, symbols(file, file.i64(40), sections));
    }

    private static List<Section> sections(Octets file, long table, int count, int names) throws MalformedObject {
        MalformedObject.require(names < count, "it has no names of sections");
        // Offsets are checked where they are used; this keeps sums of them in range.
        MalformedObject.require(table >= 0 && table <= file.size(), "its section headers lie outside");
        Octets strings = contents(file, table, names, "the table of section names");
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * ElfFormat.SECTION_SIZE;
            String name = strings.string(file.u31(at));
            int type = file.i32(at + 4);
            Octets contents = type == ElfFormat.NOBITS || type == 0 ? new Octets(name, new byte[0])
                    : contents(file, table, i, "section " + name);
            sections.add(new Section(i, name, type, file.i64(at + 8), contents, file.i64(at + 32), file.i32(at + 44)));
        }
        return sections;
    }

    private static Octets contents(Octets file, long table, int section, String what) throws MalformedObject {
        long at = table + (long) section * ElfFormat.SECTION_SIZE;
        return file.slice(what, file.i64(at + 24), file.i64(at + 32));
    }

    private static List<Symbol> symbols(Octets file, long table, List<Section> sections) throws MalformedObject {
        List<Symbol> symbols = new ArrayList<>();
        for (Section section : sections) {
            if (section.type() == ElfFormat.SYMTAB && symbols.isEmpty()) {
                int link = file.i32(table + (long) section.number() * ElfFormat.SECTION_SIZE + 40);
                MalformedObject.require(link >= 0 && link < sections.size(), "its symbols have no names");
                Octets names = sections.get(link).contents();
                Octets from = section.contents();
                for (long at = 0; at + ElfFormat.SYMBOL_SIZE <= from.size(); at += ElfFormat.SYMBOL_SIZE) {
                    symbols.add(symbol(from, at, names));
                }
            }
        }
        return symbols;
    }

    private static Symbol symbol(Octets from, long at, Octets names) throws MalformedObject {
        int info = from.u8(at + 4);
        return new Symbol(names.string(from.u31(at)), info & 0xf, info >> ElfFormat.BINDING_SHIFT == ElfFormat.GLOBAL,
                from.u16(at + 6), from.i64(at + 8), from.i64(at + 16));
    }

    Optional<Section> section(String name) {
        return sections.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** What changes that section when it is loaded. */
    List<Relocation> relocations(Section changed) throws MalformedObject {
        List<Relocation> found = new ArrayList<>();
        for (Section section : sections) {
            if (section.type() == ElfFormat.RELOCATIONS && section.info() == changed.number()) {
                Octets from = section.contents();
                for (long at = 0; at + ElfFormat.RELOCATION_SIZE <= from.size(); at += ElfFormat.RELOCATION_SIZE) {
                    found.add(new Relocation(from.i64(at), from.i32(at + 12), from.i32(at + 8)));
                }
            }
        }
        return found;
    }

    Symbol symbol(Relocation relocation) throws MalformedObject {
        MalformedObject.require(relocation.symbol() >= 0 && relocation.symbol() < symbols.size(),
                "a relocation names no symbol");
        return symbols.get(relocation.symbol());
    }
}
