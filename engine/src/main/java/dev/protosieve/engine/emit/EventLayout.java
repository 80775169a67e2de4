package dev.protosieve.engine.emit;

/**
 * A verdict event, little-endian, followed by the first bytes of the packet.
 *
 * <pre>
 *  0 u64 time     nanoseconds of CLOCK_MONOTONIC
 *  8 u32 entry    of the map counters, which names rule and cause
 * 12 u32 length   of the packet in bytes
 * 16 u32 captured how many bytes of the packet follow
 * 20 u32 verdict  0 pass, 1 drop
 * </pre>
 *
 * @param enabled whether the program emits events at all
 * @param captureBytes most bytes of the packet that follow the header
 */
public record EventLayout(boolean enabled, int captureBytes) {

    public static final int TIME = 0;
    public static final int ENTRY = 8;
    public static final int LENGTH = 12;
    public static final int CAPTURED = 16;
    public static final int VERDICT = 20;
    public static final int HEADER_SIZE = 24;

    public static final EventLayout STANDARD = new EventLayout(true, 160);
    public static final EventLayout OFF = new EventLayout(false, 0);
}
