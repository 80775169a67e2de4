package dev.protosieve.engine.target;

/**
 * @param device interface name; for the hooks of control groups the directory of one, or its name below where cgroup v2 is
 *     mounted
 * @param xdpMode only looked at by the XDP hook
 */
public record AttachPoint(String device, XdpMode xdpMode) {

    /** How an XDP program sits on the interface. */
    public enum XdpMode {
        /** In the driver if it can, otherwise in the generic path. */
        ANY,
        NATIVE,
        GENERIC;
    }

    public static AttachPoint of(String device) {
        return new AttachPoint(device, XdpMode.ANY);
    }
}
