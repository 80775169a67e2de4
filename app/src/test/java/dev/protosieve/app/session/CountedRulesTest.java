package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.protosieve.app.session.RunSession.Start;
import dev.protosieve.app.session.RunSnapshot.RuleCount;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.sim.SimulatorTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CountedRulesTest {

    private static final String LOGS = "log if msg.query == \"cAt\"\n";
    private static final String RULES = LOGS + LOGS + "\"no A\" drop if msg.query.contains(\"A\")\n";

    private final Workers workers = new Workers(e -> {
        throw new AssertionError(e);
    });
    private Workbench bench;
    private CountedRules counted;

    @BeforeEach
    void run(@TempDir Path folder) {
        bench = new Workbench(Samples.document(folder, Samples.HEAD + RULES));
        counted = bench.counted();
        RunSession session = assertInstanceOf(Start.Started.class, RunSession.start(new SimulatorTarget(),
                Samples.filter(folder, RULES), Optional.empty(), workers)).session();
        session.run(Packets.query("cAt"));
        bench.snapshot().set(Optional.of(session.stop()));
    }

    @AfterEach
    void end() {
        workers.close();
    }

    /** Numbers in the run, for each rule of the document. */
    private List<Integer> numbers() {
        return IntStream.rangeClosed(1, bench.rules().size())
                .mapToObj(rule -> counted.of(rule).map(RuleCount::number).orElse(0)).toList();
    }

    @Test
    void numbersOfARuleStayWithItWhereverItGoes() {
        assertEquals(List.of(1, 2, 3), numbers());
        bench.type(Samples.HEAD + "pass if msg.nothing == 1\n" + RULES);
        assertEquals(List.of(0, 1, 2, 3), numbers());
        bench.type(Samples.HEAD + "\"no A\" drop if msg.query == \"\"\n" + LOGS);
        assertEquals(3, counted.of(1).orElseThrow().number());
        assertEquals(1, counted.of(2).orElseThrow().number());
    }

    @Test
    void rulesOfAnotherFileHaveNoNumbers() {
        RuleCount last = counted.of(3).orElseThrow();
        bench.type(Samples.HEAD + "drop if msg.page > 3\npass\n");
        assertEquals(List.of(0, 0), numbers());
        assertEquals(0, counted.numberOf(last.key()));
    }
}
