package dev.protosieve.bpf.prog;

import dev.protosieve.bpf.map.BpfMap;
import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.Interruption;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Image to program: BPF_BTF_LOAD and BPF_PROG_LOAD. Offsets are those of union bpf_attr (include/uapi/linux/bpf.h). */
public final class ProgramLoader {

    private static final int LOAD_SIZE = 152;
    private static final int LOG_TRUE_SIZE = 140;
    private static final int BTF_SIZE = 40;
    private static final int BTF_LOG_TRUE_SIZE = 28;
    private static final int NAME_ROOM = 16;
    private static final int FUNC_INFO_SIZE = 8;
    private static final int LINE_INFO_SIZE = 16;
    /** include/linux/bpf_verifier.h: BPF_LOG_STATS, the cheap one, and BPF_LOG_LEVEL1, the path that failed. */
    private static final int LOG_STATS = 4;
    private static final int LOG_PATH = 1;
    private static final int STATS_ROOM = 16 * 1024;
    private static final int ATTEMPTS = 5;
    /** RFC 9669 section 5.4, the opcode of a wide load; the upper half of the next byte names the kind of value. */
    private static final byte WIDE_LOAD = 0x18;

    private ProgramLoader() {
    }

    /** As {@link #load(ProgramImage, List, BooleanSupplier)}, to its end. */
    public static ProgramOutcome load(ProgramImage image, List<BpfMap> maps) {
        return loadWithTypes(image, maps, () -> false);
    }

    /**
     * Loads a program; when it is refused, once more for a log with the path that led there.
     *
     * @param maps what the image's references count
     * @param stop asked while the verifier works, from another thread; after it said yes the verifier gives up
     */
    public static ProgramOutcome load(ProgramImage image, List<BpfMap> maps, BooleanSupplier stop) {
        return Interruption.during(stop, () -> loadWithTypes(image, maps, stop));
    }

    private static ProgramOutcome loadWithTypes(ProgramImage image, List<BpfMap> maps, BooleanSupplier stop) {
        if (image.debug().btf().length == 0) {
            return load(image, maps, 0, stop);
        }
        LogBuffer.Logged btf = loadBtf(image.debug().btf());
        if (btf.result() < 0) {
            KernelException cause = new KernelException("bpf(BPF_BTF_LOAD)", -btf.result());
            return btf.log().isEmpty() ? new ProgramOutcome.Failed(cause)
                    : new ProgramOutcome.BtfRejected(btf.log(), -btf.result());
        }
        try (Fd fd = SystemCalls.adopt(btf.result())) {
            return load(image, maps, fd.number(), stop);
        }
    }

    private static LogBuffer.Logged loadBtf(byte[] blob) {
        NativeMemory btf = NativeMemory.of(blob);
        NativeMemory silent = NativeMemory.allocate(BTF_SIZE).putPointer(0, btf).putInt(16, blob.length);
        int result = SystemCalls.tryBpf(BpfCommand.BTF_LOAD, silent);
        return result >= 0 ? new LogBuffer.Logged(result, "") : LogBuffer.collect(log -> {
            NativeMemory attr = NativeMemory.allocate(BTF_SIZE).putPointer(0, btf).putPointer(8, log)
                    .putInt(16, blob.length).putInt(20, log.size()).putInt(24, LOG_PATH);
            return new LogBuffer.Attempt(SystemCalls.tryBpf(BpfCommand.BTF_LOAD, attr),
                    attr.getInt(BTF_LOG_TRUE_SIZE));
        });
    }

    private static ProgramOutcome load(ProgramImage image, List<BpfMap> maps, int btf, BooleanSupplier stop) {
        NativeMemory attr = attr(image, maps, btf);
        long start = System.nanoTime();
        LogBuffer.Logged quick = LogBuffer.collect(STATS_ROOM, log -> attempt(attr, log, LOG_STATS, stop));
        long nanos = System.nanoTime() - start;
        if (quick.result() < 0) {
            LogBuffer.Logged again = LogBuffer.collect(log -> attempt(attr, log, LOG_PATH, stop));
            if (again.result() < 0) {
                return stop.getAsBoolean() ? new ProgramOutcome.Cancelled() : refusal(again);
            }
            quick = new LogBuffer.Logged(again.result(), quick.log());
        }
        Program program = new Program(SystemCalls.adopt(quick.result()), image);
        return new ProgramOutcome.Loaded(program, VerifierReport.of(quick.log(), program.info().jitedBytes(), nanos));
    }

    private static ProgramOutcome refusal(LogBuffer.Logged logged) {
        int errno = -logged.result();
        // Without a word of the verifier it was not the verifier that refused. With one the text counts, whatever the number:
        // kernels from 5.4 say EFAULT when they meet a limit while they log.
        return logged.log().isEmpty()
                ? new ProgramOutcome.Failed(new KernelException("bpf(BPF_PROG_LOAD)", errno))
                : new ProgramOutcome.Rejected(logged.log(), errno);
    }

    private static LogBuffer.Attempt attempt(NativeMemory attr, NativeMemory log, int level, BooleanSupplier stop) {
        attr.putInt(24, level).putInt(28, log.size()).putPointer(32, log).putInt(LOG_TRUE_SIZE, 0);
        int result = -Errno.EAGAIN;
        // any other signal to this thread makes the verifier give up, too
        for (int i = 0; i < ATTEMPTS && result == -Errno.EAGAIN && !stop.getAsBoolean(); i++) {
            result = SystemCalls.tryBpf(BpfCommand.PROG_LOAD, attr);
        }
        return new LogBuffer.Attempt(result, attr.getInt(LOG_TRUE_SIZE));
    }

    private static NativeMemory attr(ProgramImage image, List<BpfMap> maps, int btf) {
        NativeMemory attr = NativeMemory.allocate(LOAD_SIZE).putInt(0, image.type())
                .putInt(4, image.code().length / ProgramImage.SLOT_SIZE)
                .putPointer(8, NativeMemory.of(resolve(image, maps)))
                .putPointer(16, NativeMemory.ofString(image.license())).putInt(44, image.flags())
                .putName(48, image.name(), NAME_ROOM)
                .putInt(68, image.expectedAttachType());
        ProgramImage.Debug debug = image.debug();
        if (btf != 0) {
            attr.putInt(72, btf).putInt(76, FUNC_INFO_SIZE).putPointer(80, NativeMemory.of(debug.funcInfo()))
                    .putInt(88, debug.funcInfo().length / FUNC_INFO_SIZE).putInt(92, LINE_INFO_SIZE)
                    .putPointer(96, NativeMemory.of(debug.lineInfo()))
                    .putInt(104, debug.lineInfo().length / LINE_INFO_SIZE);
        }
        return attr;
    }

    private static byte[] resolve(ProgramImage image, List<BpfMap> maps) {
        byte[] code = image.code().clone();
        ByteBuffer words = ByteBuffer.wrap(code).order(ByteOrder.nativeOrder());
        for (ProgramImage.MapReference reference : image.maps()) {
            int at = reference.slot() * ProgramImage.SLOT_SIZE;
            if (code[at] != WIDE_LOAD) {
                throw new IllegalArgumentException("slot " + reference.slot() + " is no wide load");
            }
            words.putInt(at + 4, maps.get(reference.map()).number());
        }
        return code;
    }
}
