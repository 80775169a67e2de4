package dev.protosieve.bpf.attach;

import dev.protosieve.bpf.sys.Fd;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.NativeMemory;
import dev.protosieve.bpf.sys.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A network interface of the calling thread's network namespace.
 *
 * @param index the kernel's number of it
 * @param up whether packets can pass
 */
public record Device(String name, int index, boolean up) {

    /** include/uapi/linux/if.h: IFNAMSIZ, IFF_UP; struct ifreq has the flags behind the name. */
    private static final int NAME_ROOM = 16;
    private static final int IFF_UP = 1;
    private static final int IFREQ_SIZE = 40;
    /** include/uapi/linux/sockios.h. */
    private static final int SIOCGIFFLAGS = 0x8913;
    /** include/linux/socket.h: AF_UNIX, SOCK_DGRAM; any socket answers questions about interfaces. */
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    /** One line an interface, {@code name: numbers}, under two lines of headings (net/core/net-procfs.c). */
    private static final Path LIST = Path.of("/proc/thread-self/net/dev");

    /** What came of looking for an interface. */
    public sealed interface Lookup {
        record Found(Device device) implements Lookup {
        }

        record Unusable(String reason, String hint) implements Lookup {
        }
    }

    /** The interface of this name, if packets can pass it. */
    public static Lookup usable(String name) {
        int index = name.length() < NAME_ROOM ? SystemCalls.interfaceIndex(name) : 0;
        if (index == 0) {
            return new Lookup.Unusable("there is no interface " + name,
                    "interfaces here: " + String.join(", ", names()));
        }
        Device device = new Device(name, index, isUp(name));
        return device.up ? new Lookup.Found(device)
                : new Lookup.Unusable("the interface " + name + " is down", "bring it up: ip link set " + name + " up");
    }

    private static boolean isUp(String name) {
        NativeMemory request = NativeMemory.allocate(IFREQ_SIZE).putName(0, name, NAME_ROOM);
        try (Fd socket = SystemCalls.socket(AF_UNIX, SOCK_DGRAM, 0)) {
            SystemCalls.ioctl(socket, "SIOCGIFFLAGS", SIOCGIFFLAGS, request);
            return (request.bytes().getShort(NAME_ROOM) & IFF_UP) != 0;
        } catch (KernelException e) {
            return false;
        }
    }

    /** All interfaces, loopback first, then by name. */
    public static List<String> names() {
        try {
            return Files.readAllLines(LIST).stream().skip(2).map(line -> line.substring(0, line.indexOf(':')).strip())
                    .sorted(Comparator.comparing((String name) -> !"lo".equals(name))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
