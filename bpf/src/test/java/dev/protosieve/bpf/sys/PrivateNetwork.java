package dev.protosieve.bpf.sys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test a network namespace of its own, with nothing but a loopback interface, which is up. */
public final class PrivateNetwork implements BeforeEachCallback, AfterEachCallback {

    /** include/uapi/linux/sched.h. */
    private static final int CLONE_NEWNET = 0x40000000;
    /** include/uapi/linux/fcntl.h. */
    private static final int AT_FDCWD = -100;
    /** include/uapi/linux/sockios.h. */
    private static final int SIOCSIFFLAGS = 0x8914;
    private static final int IFF_UP = 1;
    private static final int NAME_ROOM = 16;

    private int home = -1;

    /** Why no namespace can be made here, if so. */
    public static Optional<String> missing() {
        PrivateNetwork trial = new PrivateNetwork();
        try {
            trial.enter();
            trial.leave();
            return Optional.empty();
        } catch (KernelException e) {
            return Optional.of("no network namespace can be made: " + e.getMessage());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        enter();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        leave();
    }

    void enter() {
        NativeMemory path = NativeMemory.ofString("/proc/thread-self/ns/net");
        home = checked("openat", path.during(at -> LibC.syscall(number(257, 56), AT_FDCWD, at, 0, 0, 0, 0)));
        call("unshare", number(272, 97), CLONE_NEWNET, 0);
        setUp("lo", true);
    }

    void leave() {
        call("setns", number(308, 268), home, CLONE_NEWNET);
        LibC.close(home);
    }

    /** Brings an interface up or down. */
    public static void setUp(String device, boolean up) {
        NativeMemory request = NativeMemory.allocate(40).putName(0, device, NAME_ROOM);
        request.bytes().putShort(NAME_ROOM, (short) (up ? IFF_UP : 0));
        try (Fd socket = SystemCalls.socket(1, 2, 0)) {
            SystemCalls.ioctl(socket, "SIOCSIFFLAGS", SIOCSIFFLAGS, request);
        }
    }

    /** Runs a command in this thread's namespace and fails when it does. */
    public static void command(String... words) {
        try {
            Path output = Files.createTempFile("command", ".txt");
            int code = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError(String.join(" ", words) + " gave " + code + ": " + Files.readString(output));
            }
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isX86() {
        return SystemCalls.require().bpf() == 321;
    }

    private static int number(int x86, int generic) {
        return isX86() ? x86 : generic;
    }

    private static void call(String name, int number, long a, long b) {
        long result = LibC.syscall(number, a, b, 0, 0, 0, 0);
        checked(name, result < 0 ? -LibC.errno() : 0);
    }

    private static int checked(String name, int result) {
        if (result < 0) {
            throw new KernelException(name, -result);
        }
        return result;
    }
}
