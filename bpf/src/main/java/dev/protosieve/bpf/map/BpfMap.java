package dev.protosieve.bpf.map;

import dev.protosieve.bpf.sys.BpfCommand;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;

/** A map of the kernel with 32-bit keys, held by its file descriptor. One thread at a time. */
public final class BpfMap implements AutoCloseable {

    /** From include/uapi/linux/bpf.h: the anonymous struct of BPF_MAP_CREATE up to map_extra. */
    private static final int CREATE_SIZE = 72;
    private static final int FLAGS = 16;
    private static final int MAP_NAME = 28;
    /** BPF_F_RDONLY_PROG of the same file. */
    private static final int RDONLY_PROG = 1 << 7;
    private static final int NAME_ROOM = 16;
    /** The anonymous struct of BPF_MAP_*_ELEM. */
    private static final int ELEM_SIZE = 32;

    private final MapShape shape;
    private final Fd fd;
    private final NativeMemory key = NativeMemory.allocate(Integer.BYTES);

    private BpfMap(MapShape shape, Fd fd) {
        this.shape = shape;
        this.fd = fd;
    }

    /** Makes a map whose entries are zero. */
    public static BpfMap create(MapShape shape) {
        return new BpfMap(shape, SystemCalls.bpfOpen(BpfCommand.MAP_CREATE, attr(shape)));
    }

    private static NativeMemory attr(MapShape shape) {
        return NativeMemory.allocate(CREATE_SIZE).putInt(0, shape.type()).putInt(4, shape.keySize())
                .putInt(8, shape.valueSize()).putInt(12, shape.maxEntries())
                .putName(MAP_NAME, shape.name(), NAME_ROOM);
    }

    /** Makes an array of one entry that programs and processes only read. */
    public static BpfMap constant(String name, byte[] contents) {
        MapShape shape = new MapShape(MapShape.ARRAY, name, Integer.BYTES, contents.length, 1);
        NativeMemory attr = attr(shape).putInt(FLAGS, RDONLY_PROG);
        BpfMap map = new BpfMap(shape, SystemCalls.bpfOpen(BpfCommand.MAP_CREATE, attr));
        try {
            map.update(0, NativeMemory.of(contents));
            SystemCalls.bpf(BpfCommand.MAP_FREEZE, NativeMemory.allocate(Integer.BYTES).putInt(0, map.number()));
        } catch (KernelException e) {
            map.close();
            throw e;
        }
        return map;
    }

    public MapShape shape() {
        return shape;
    }

    /** The number that programs refer to the map by when they are loaded. */
    public int number() {
        return fd.number();
    }

    /**
     * Reads one entry.
     *
     * @param value filled with the value; for a per-CPU map with those of all possible CPUs, each rounded up to 8 bytes
     */
    public void lookup(int index, NativeMemory value) {
        SystemCalls.bpf(BpfCommand.MAP_LOOKUP_ELEM, element(index, value));
    }

    /** Writes one entry, {@code value} laid out as {@link #lookup} gives it. */
    public void update(int index, NativeMemory value) {
        SystemCalls.bpf(BpfCommand.MAP_UPDATE_ELEM, element(index, value));
    }

    /** Empties one entry of a map that knows empty entries; no error where it is empty. */
    public void delete(int index) {
        key.putInt(0, index);
        NativeMemory attr = NativeMemory.allocate(ELEM_SIZE).putInt(0, fd.number()).putPointer(8, key);
        int result = SystemCalls.tryBpf(BpfCommand.MAP_DELETE_ELEM, attr);
        if (result < 0 && result != -Errno.ENOENT) {
            throw new KernelException("bpf(BPF_MAP_DELETE_ELEM)", -result);
        }
    }

    private NativeMemory element(int index, NativeMemory value) {
        key.putInt(0, index);
        return NativeMemory.allocate(ELEM_SIZE).putInt(0, fd.number()).putPointer(8, key).putPointer(16, value);
    }

    @Override
    public void close() {
        fd.close();
    }
}
