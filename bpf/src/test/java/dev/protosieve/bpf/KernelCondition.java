package dev.protosieve.bpf;

import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.feature.Probe;
import dev.protosieve.bpf.object.Libbpf;
import dev.protosieve.bpf.sys.Errno;
import dev.protosieve.bpf.sys.PrivateGroup;
import dev.protosieve.bpf.sys.PrivateNetwork;
import dev.protosieve.bpf.sys.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link NeedsKernel}, and writes down what is not run. */
final class KernelCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<NeedsKernel> wanted = AnnotationSupport.findAnnotation(context.getElement(), NeedsKernel.class);
        Optional<String> missing = wanted.flatMap(needs -> Stream.concat(bpf().stream(),
                Stream.of(needs.value()).flatMap(need -> missing(need).stream())).findFirst());
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all there");
        }
        String name = context.getRequiredTestClass().getSimpleName()
                + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
        NotRun.note(name, missing.get());
        return ConditionEvaluationResult.disabled(missing.get());
    }

    private static Optional<String> bpf() {
        if (SystemCalls.missing().isPresent()) {
            return SystemCalls.missing();
        }
        int errno = Probe.map();
        return errno == 0 ? Optional.empty() : Optional.of("bpf(2) gives " + Errno.of(errno));
    }

    private static Optional<String> missing(Need need) {
        return switch (need) {
            case IP -> program("ip", "iproute2");
            case SETPRIV -> program("setpriv", "util-linux");
            case NO_UNPRIVILEGED_BPF -> unprivileged();
            case TCX -> Probe.hasTcx() ? Optional.empty() : Optional.of("this kernel has no tcx links (Linux 6.6)");
            case NAMESPACE -> PrivateNetwork.missing();
            case BPFTOOL -> program("bpftool", "bpftool").or(() -> program("umount", "mount"));
            case LIBBPF -> Libbpf.missing();
            case CGROUP -> PrivateGroup.missing();
        };
    }

    private static Optional<String> program(String name, String osPackage) {
        boolean found = Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        return found ? Optional.empty() : Optional.of(osPackage + " (" + name + ") is not installed");
    }

    private static Optional<String> unprivileged() {
        try {
            String disabled = Files.readString(Path.of("/proc/sys/kernel/unprivileged_bpf_disabled")).strip();
            return "0".equals(disabled) ? Optional.of("kernel.unprivileged_bpf_disabled is 0") : Optional.empty();
        } catch (IOException e) {
            return Optional.of("kernel.unprivileged_bpf_disabled cannot be read");
        }
    }
}
