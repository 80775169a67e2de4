package dev.protosieve.bpf.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One more network namespace, that of a thread of its own, joined to that of the test by two ends of a cable. */
public final class SecondNetwork implements AutoCloseable {

    /** Addresses of the ends. */
    public static final String HERE = "10.9.0.1";
    public static final String THERE = "10.9.0.2";
    /** Names of the ends. */
    public static final String NEAR = "near";
    public static final String FAR = "far";

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final PrivateNetwork network = new PrivateNetwork();

    /** @param mtu of both ends */
    public SecondNetwork(int mtu) {
        String id = call(() -> {
            network.enter();
            return threadId();
        });
        PrivateNetwork.command("ip", "link", "add", NEAR, "mtu", mtu + "", "type", "veth", "peer", "name", FAR, "mtu",
                mtu + "", "netns", id);
        up(NEAR, HERE);
        run(() -> up(FAR, THERE));
    }

    private static void up(String device, String address) {
        PrivateNetwork.command("ip", "address", "add", address + "/24", "dev", device);
        PrivateNetwork.setUp(device, true);
    }

    private static String threadId() throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName().toString();
    }

    /** There. */
    public void run(Runnable work) {
        call(Executors.callable(work));
    }

    /** There. */
    public <T> T call(Callable<T> work) {
        try {
            return thread.submit(work).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        run(network::leave);
        thread.shutdown();
    }
}
