package dev.protosieve.bpf.prog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Instructions by hand (RFC 9669), for tests of what loads them. */
public final class Assembly {

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final List<ProgramImage.MapReference> references = new ArrayList<>();

    public Assembly insn(int opcode, int dst, int src, int offset, int imm) {
        code.write(opcode);
        code.write(src << 4 | dst);
        code.write(offset);
        code.write(offset >> 8);
        for (int shift = 0; shift < 32; shift += 8) {
            code.write(imm >> shift);
        }
        return this;
    }

    public Assembly move(int dst, int imm) {
        return insn(0xb7, dst, 0, 0, imm);
    }

    public Assembly copy(int dst, int src) {
        return insn(0xbf, dst, src, 0, 0);
    }

    public Assembly add(int dst, int imm) {
        return insn(0x07, dst, 0, 0, imm);
    }

    public Assembly call(int helper) {
        return insn(0x85, 0, 0, 0, helper);
    }

    public Assembly exit() {
        return insn(0x95, 0, 0, 0, 0);
    }

    public Assembly loadMap(int dst, int map) {
        references.add(new ProgramImage.MapReference(code.size() / ProgramImage.SLOT_SIZE, map));
        return insn(0x18, dst, 1, 0, 0).insn(0, 0, 0, 0, 0);
    }

    public ProgramImage image(int type, int attachType) {
        return image(type, attachType, ProgramImage.Debug.NONE);
    }

    public ProgramImage image(int type, int attachType, ProgramImage.Debug debug) {
        return new ProgramImage(type, attachType, "test", "GPL", code.toByteArray(), references, debug);
    }
}
