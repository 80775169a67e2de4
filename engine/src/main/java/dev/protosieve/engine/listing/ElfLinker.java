package dev.protosieve.engine.listing;

import dev.protosieve.engine.emit.ElfFormat;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
import dev.protosieve.engine.isa.Opcode;
import dev.protosieve.engine.isa.Slot;
import dev.protosieve.engine.listing.ElfFile.Relocation;
import dev.protosieve.engine.listing.ElfFile.Section;
import dev.protosieve.engine.listing.ElfFile.Symbol;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a program together: its own function, then those that it calls; loads of maps get the map's number, calls the distance.
 * What relocations mean is in the kernel's Documentation/bpf/llvm_reloc.rst.
 */
final class ElfLinker {

    private static final int CALL = Opcode.JMP | Opcode.CALL;
    /** The kernel takes no more (BPF_COMPLEXITY_LIMIT_INSNS, include/linux/bpf.h). */
    private static final int MOST_SLOTS = 1_000_000;

    private final ElfFile file;
    private final ElfMaps maps;
    private final Map<Integer, Map<Long, Relocation>> relocations = new HashMap<>();

    ElfLinker(ElfFile file, ElfMaps maps) {
        this.file = file;
        this.maps = maps;
    }

    /** The program that begins at that symbol. */
    List<Insn> link(Symbol entry) throws MalformedObject {
        return switch (InsnDecoder.decode(bytes(entry))) {
            case InsnDecoder.Decoded(List<Insn> program) -> program;
            case InsnDecoder.Refused(int slot, String reason) ->
                throw new MalformedObject("its program " + entry.name() + " has at slot " + slot + ": " + reason);
        };
    }

    /** The same before anybody asks what the instructions are. */
    byte[] bytes(Symbol entry) throws MalformedObject {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        Map<Symbol, Integer> starts = new LinkedHashMap<>();
        Map<Integer, Symbol> calls = new LinkedHashMap<>();
        place(entry, code, starts, calls);
        ByteBuffer linked = Slot.buffer(code.toByteArray());
        calls.forEach((slot, callee) -> linked.putInt(slot * Slot.BYTES + Integer.BYTES,
                Objects.requireNonNull(starts.get(callee)) - slot - 1));
        return linked.array();
    }

    private void place(Symbol entry, ByteArrayOutputStream code, Map<Symbol, Integer> starts,
            Map<Integer, Symbol> calls) throws MalformedObject {
        Deque<Symbol> open = new ArrayDeque<>(List.of(entry));
        while (!open.isEmpty()) {
            Symbol function = open.remove();
            if (starts.containsKey(function)) {
                continue;
            }
            int start = code.size() / Slot.BYTES;
            starts.put(function, start);
            Map<Integer, Symbol> own = new LinkedHashMap<>();
            code.writeBytes(resolved(function, own));
            MalformedObject.require(code.size() / Slot.BYTES <= MOST_SLOTS, "its program " + entry.name()
                    + " has more than " + MOST_SLOTS + " instructions");
            own.forEach((slot, callee) -> calls.put(start + slot, callee));
            open.addAll(own.values());
        }
    }

    /** @param calls gets which function is called at which of its slots */
    private byte[] resolved(Symbol function, Map<Integer, Symbol> calls) throws MalformedObject {
        Section section = code(function);
        Octets from = section.contents().slice("function " + function.name(), function.value(), function.size());
        MalformedObject.require(from.size() > 0 && from.size() % Slot.BYTES == 0 && function.value() % Slot.BYTES == 0,
                "its function " + function.name() + " is not made of whole instructions");
        byte[] code = from.bytes().clone();
        ByteBuffer slots = Slot.buffer(code);
        Map<Long, Relocation> changes = changes(section);
        for (int slot = 0; slot < code.length / Slot.BYTES; slot++) {
            slots.position(slot * Slot.BYTES);
            Slot insn = Slot.read(slots);
            Relocation change = changes.get(function.value() + (long) slot * Slot.BYTES);
            if (insn.opcode() == CALL && insn.src() == Opcode.PSEUDO_CALL) {
                calls.put(slot, callee(function, slot, insn, change));
            } else if (change != null) {
                load(slots, slot, insn, file.symbol(change));
            }
            // the second half of a wide load is no instruction
            slot += insn.opcode() == Opcode.LD_IMM64 ? 1 : 0;
        }
        return code;
    }

    private Section code(Symbol function) throws MalformedObject {
        MalformedObject.require(function.section() < file.sections().size() && file.sections().get(function.section())
                .isCode(), "its function " + function.name() + " is not in a section with code");
        return file.sections().get(function.section());
    }

    private Map<Long, Relocation> changes(Section section) throws MalformedObject {
        Map<Long, Relocation> known = relocations.get(section.number());
        if (known == null) {
            known = new HashMap<>();
            for (Relocation relocation : file.relocations(section)) {
                known.put(relocation.offset(), relocation);
            }
            relocations.put(section.number(), known);
        }
        return known;
    }

    private Symbol callee(Symbol caller, int slot, Slot call, @Nullable Relocation change)
            throws MalformedObject {
        int section = caller.section();
        long target = caller.value() + (slot + 1L + call.imm()) * Slot.BYTES;
        if (change != null) {
            Symbol symbol = file.symbol(change);
            section = symbol.section();
            // Calls by a function's symbol have -1 there, those by a section's count from its beginning.
            target = symbol.value() + (call.imm() + 1L) * Slot.BYTES;
        }
        for (Symbol symbol : file.symbols()) {
            if (symbol.type() == ElfFormat.FUNC && symbol.section() == section && symbol.value() == target) {
                return symbol;
            }
        }
        throw new MalformedObject("its function " + caller.name() + " calls at slot " + slot
                + " what is no function of this file");
    }

    private void load(ByteBuffer slots, int slot, Slot insn, Symbol symbol) throws MalformedObject {
        int at = slot * Slot.BYTES;
        MalformedObject.require(insn.opcode() == Opcode.LD_IMM64 && at + 2 * Slot.BYTES <= slots.capacity(),
                "a relocation changes an instruction that is no wide load");
        Optional<Integer> map = maps.at(symbol);
        slots.position(at);
        if (map.isPresent()) {
            new Slot(insn.opcode(), insn.dst(), Opcode.PSEUDO_MAP_FD, 0, map.get()).write(slots);
            new Slot(0, 0, 0, 0, 0).write(slots);
            return;
        }
        MalformedObject.require(symbol.section() > 0 && symbol.section() < file.sections().size(),
                "it needs " + symbol.name() + ", which it does not have");
        Section section = file.sections().get(symbol.section());
        MalformedObject.require(!section.isCode(), "it takes the address of function " + symbol.name()
                + ", which is not simulated");
        long offset = symbol.value() + insn.imm();
        MalformedObject.require(offset >= 0 && offset < section.size(), "a relocation points behind the end of section "
                + section.name());
        int holding = maps.holding(section);
        new Slot(insn.opcode(), insn.dst(), Opcode.PSEUDO_MAP_VALUE, 0, holding).write(slots);
        new Slot(0, 0, 0, 0, (int) offset).write(slots);
    }
}
