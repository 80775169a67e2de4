package dev.protosieve.bpf.target;

import dev.protosieve.bpf.attach.ControlGroup;
import dev.protosieve.bpf.attach.Device;
import dev.protosieve.bpf.feature.Cpus;
import dev.protosieve.bpf.feature.Doctor;
import dev.protosieve.bpf.feature.KernelRelease;
import dev.protosieve.bpf.feature.Probe;
import dev.protosieve.bpf.map.BpfMap;
import dev.protosieve.bpf.map.MapShape;
import dev.protosieve.bpf.prog.ProgramImage;
import dev.protosieve.bpf.prog.ProgramLoader;
import dev.protosieve.bpf.prog.ProgramOutcome;
import dev.protosieve.bpf.ring.PerfRings;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.bpf.sys.SystemCalls;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The live kernel of this machine. */
public final class KernelTarget implements FilterTarget {

    static final String NEEDED = "run as root or with CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON";

    private final KernelFeatures features;
    private final int cpus;
    private final int ringBytes;
    private final Set<KernelFilter> open = ConcurrentHashMap.newKeySet();

    private KernelTarget(KernelFeatures features, int cpus, int ringBytes) {
        this.features = features;
        this.cpus = cpus;
        this.ringBytes = ringBytes;
    }

    /** The kernel, if this process may use it, with event rings of {@link PerfRings#DEFAULT_BYTES} a CPU. */
    public static KernelOpening open() {
        return open(PerfRings.DEFAULT_BYTES);
    }

    /** @param ringBytes room for events a CPU, rounded up to a power of two pages */
    public static KernelOpening open(int ringBytes) {
        if (SystemCalls.missing().isPresent()) {
            return new KernelOpening.Unavailable(SystemCalls.missing().get(), "use the simulator");
        }
        if (Cpus.missing().isPresent()) {
            return new KernelOpening.Unavailable(Cpus.missing().get(), Doctor.MOUNT_SYS);
        }
        int errno = Probe.map();
        return switch (errno) {
            case 0 -> Probe.pointers() == 0 ? opened(ringBytes)
                    : new KernelOpening.Unavailable(
                            "this process is without CAP_PERFMON, so the verifier refuses filters", NEEDED);
            case Errno.EPERM, Errno.EACCES ->
                new KernelOpening.Unavailable("bpf(2) is not permitted to this process", NEEDED);
            case Errno.ENOSYS -> new KernelOpening.Unavailable("this kernel is built without bpf(2)",
                    "use the simulator, or a kernel with CONFIG_BPF_SYSCALL");
            default -> new KernelOpening.Unavailable("bpf(2) fails: " + Errno.of(errno), "use the simulator");
        };
    }

    private static KernelOpening opened(int ringBytes) {
        return new KernelOpening.Opened(new KernelTarget(
                new KernelFeatures(Probe.mayGoto() == 0, KernelRelease.current().text()), Cpus.possible(), ringBytes));
    }

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public KernelFeatures features() {
        return features;
    }

    @Override
    public List<String> devices() {
        return Device.names();
    }

    @Override
    public List<String> groups() {
        return ControlGroup.names();
    }

    @Override
    public LoadOutcome load(CompiledFilter filter) {
        return load(filter, Optional.empty());
    }

    @Override
    public LoadOutcome load(CompiledFilter filter, BooleanSupplier stop) {
        return load(filter, Optional.of(stop));
    }

    private LoadOutcome load(CompiledFilter filter, Optional<BooleanSupplier> stop) {
        List<BpfMap> maps = new ArrayList<>();
        LoadOutcome outcome;
        try {
            filter.maps().forEach(spec -> maps.add(spec.isReadOnly()
                    ? BpfMap.constant(spec.name(), spec.contents().toByteArray())
                    : BpfMap.create(shape(spec))));
            ProgramImage image = Images.of(filter);
            outcome = outcome(filter, maps, stop.map(asked -> ProgramLoader.load(image, maps, asked))
                    .orElseGet(() -> ProgramLoader.load(image, maps)));
        } catch (KernelException e) {
            outcome = failure(filter, e);
        }
        if (!(outcome instanceof LoadOutcome.Loaded)) {
            maps.forEach(BpfMap::close);
        }
        return outcome;
    }

    private MapShape shape(MapSpec spec) {
        int entries = spec.maxEntries() == MapSpec.PER_CPU ? cpus : spec.maxEntries();
        return new MapShape(spec.kind().number(), spec.name(), spec.keySize(), spec.valueSize(), entries);
    }

    private LoadOutcome outcome(CompiledFilter filter, List<BpfMap> maps, ProgramOutcome outcome) {
        return switch (outcome) {
            case ProgramOutcome.Loaded(var program, var report) -> {
                KernelFilter loaded = new KernelFilter(filter, program, maps, cpus, ringBytes, open::remove);
                open.add(loaded);
                yield new LoadOutcome.Loaded(loaded, new LoadReport(report.log(), report.processed(),
                        report.stackBytes(), report.jitedBytes(), report.nanos()));
            }
            case ProgramOutcome.Rejected(String log, int errno) -> new LoadOutcome.Rejected(log, errno);
            case ProgramOutcome.BtfRejected(String log, int errno) ->
                new LoadOutcome.Rejected("the type information (BTF) was refused:\n" + log, errno);
            case ProgramOutcome.Failed(KernelException cause) -> failure(filter, cause);
            case ProgramOutcome.Cancelled() -> new LoadOutcome.Cancelled();
        };
    }

    private LoadOutcome failure(CompiledFilter filter, KernelException e) {
        if (e.isDenied()) {
            return new LoadOutcome.Denied(e.call() + " is not permitted", NEEDED);
        }
        return switch (e.errno()) {
            case Errno.E2BIG -> new LoadOutcome.Unsupported("a program of " + filter.slots()
                    + " instructions is more than Linux " + features.release() + " takes", "use fewer rules or fields");
            case Errno.EINVAL -> new LoadOutcome.Unsupported(
                    "Linux " + features.release() + " knows no programs of this kind: " + filter.hook().title(),
                    "run doctor to see the hooks of this kernel");
            default -> new LoadOutcome.Unsupported(e.getMessage() + "", "");
        };
    }

    /** Closes all filters that are still loaded. */
    @Override
    public void close() {
        List.copyOf(open).forEach(KernelFilter::close);
    }
}
