package dev.protosieve.engine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.isa.Insn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Programs of random arithmetic, jumps, loads and stores with what BPF_PROG_TEST_RUN of Linux 6.18 (x86-64, JIT) returned
 * for them. The programs come from {@link RandomPrograms}; both halves of r0 are folded into the 32 bits that the kernel
 * hands out.
 */
class KernelAnswersTest {

    private static final byte[] PACKET = new byte[64];

    /** What the answers were recorded with; another generator or seed needs another recording. */
    private static final long SEED = 618;

    @Test
    void computesWhatTheKernelComputed() throws IOException {
        RandomPrograms programs = new RandomPrograms(new Random(SEED));
        SimulatorTarget target = new SimulatorTarget();
        List<String> answers = answers();
        for (int i = 0; i < answers.size(); i++) {
            List<Insn> program = programs.next();
            try (SimulatedFilter filter = Filters.load(target, Hook.SOCKET, program)) {
                assertEquals(answers.get(i), Integer.toUnsignedString(filter.run(PACKET).action()),
                        "program " + i + ": " + program);
            }
        }
        assertEquals(4000, answers.size());
    }

    private static List<String> answers() throws IOException {
        var resource = Objects.requireNonNull(KernelAnswersTest.class.getResourceAsStream("kernel-6.18-answers.txt"));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            return reader.lines().filter(l -> !l.startsWith("#")).flatMap(l -> Stream.of(l.split(" "))).toList();
        }
    }
}
