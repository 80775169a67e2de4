package dev.protosieve.engine.emit;

/**
 * What the target kernel can do, as far as the emitter asks.
 *
 * @param mayGoto the {@code may_goto} instruction (Linux 6.9)
 * @param release for people: {@code 6.18.44} or {@code simulator}
 */
public record KernelFeatures(boolean mayGoto, String release) {

    /** Everything the emitter knows how to use. */
    public static final KernelFeatures ALL = new KernelFeatures(true, "newest");
}
