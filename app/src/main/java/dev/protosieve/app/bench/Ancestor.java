package dev.protosieve.app.bench;

import dev.protosieve.bpf.prog.Program;
import dev.protosieve.bpf.prog.ProgramImage;
import dev.protosieve.bpf.prog.ProgramLoader;
import dev.protosieve.bpf.prog.ProgramOutcome;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.isa.Slot;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The way of the experiment that came before this program: a socket filter that looks for one letter in the first bytes of
 * the payload, wherever fields begin, with a packet load for each byte (RFC 9669 section 5.5: legacy packet access).
 */
final class Ancestor {

    private static final int PAYLOAD = 14 + 20 + 8;
    private static final int BYTES = 20;
    /** LD | IND | B of RFC 9669 section 5.5; ALU64 | MOV with a register and with a number; JMP | JEQ; JMP | EXIT. */
    private static final int LOAD_BYTE = 0x50;
    private static final int MOVE = 0xbf;
    private static final int SET = 0xb7;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int EXIT = 0x95;
    /** The context must be in r6 for packet loads. */
    private static final int CONTEXT = 6;
    private static final int INDEX = 7;

    private Ancestor() {
    }

    /** @throws IllegalStateException when the kernel refuses */
    static Program load() {
        ByteBuffer code = Slot.buffer(new byte[(2 + 2 * BYTES + 4) * Slot.BYTES]);
        new Slot(MOVE, CONTEXT, 1, 0, 0).write(code);
        new Slot(SET, INDEX, 0, 0, PAYLOAD).write(code);
        for (int i = 0; i < BYTES; i++) {
            new Slot(LOAD_BYTE, 0, INDEX, 0, i).write(code);
            new Slot(JUMP_IF_EQUAL, 0, 0, 2 * (BYTES - i), 'A').write(code);
        }
        new Slot(SET, 0, 0, 0, -1).write(code);
        new Slot(EXIT, 0, 0, 0, 0).write(code);
        new Slot(SET, 0, 0, 0, 0).write(code);
        new Slot(EXIT, 0, 0, 0, 0).write(code);
        ProgramImage image = new ProgramImage(Hook.SOCKET.programType(), 0, "ancestor", CompiledFilter.LICENSE,
                code.array(), List.of(), ProgramImage.Debug.NONE);
        if (ProgramLoader.load(image, List.of()) instanceof ProgramOutcome.Loaded loaded) {
            return loaded.program();
        }
        throw new IllegalStateException("the kernel refuses the ancestor's filter");
    }
}
