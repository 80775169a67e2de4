package dev.protosieve.engine.emit;

/**
 * What a filter is emitted for.
 *
 * @param name of the program, {@code [A-Za-z0-9_.]}, at most 15 characters
 */
public record EmitOptions(String name, Hook hook, KernelFeatures features, EventLayout events) {

    /** With events, named {@code protosieve}. */
    public static EmitOptions of(Hook hook, KernelFeatures features) {
        return new EmitOptions("protosieve", hook, features, EventLayout.STANDARD);
    }

    public EmitOptions withEvents(EventLayout layout) {
        return new EmitOptions(name, hook, features, layout);
    }
}
