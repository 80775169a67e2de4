package dev.protosieve.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import dev.protosieve.engine.sim.SimulatorTarget;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckerTest {

    @TempDir
    Path folder;

    /** A target that answers every load in one way. */
    private record Answering(LoadOutcome outcome) implements FilterTarget {
        @Override
        public String name() {
            return "kernel";
        }

        @Override
        public KernelFeatures features() {
            return new KernelFeatures(true, "6.18");
        }

        @Override
        public LoadOutcome load(CompiledFilter filter) {
            return outcome;
        }

        @Override
        public List<String> devices() {
            return List.of("lo");
        }

        @Override
        public void close() {
        }
    }

    private Check check(String rules, FilterTarget target) {
        Document document = Samples.document(folder, Samples.HEAD + rules);
        return Samples.checker().check(new Checker.Request(document, Hook.XDP, Optional.of(target)));
    }

    @Test
    void isRunnableWhenTheTargetAccepts() {
        Check check = check("drop if msg.page > 3\n", new SimulatorTarget());
        assertInstanceOf(VerifierAnswer.Accepted.class, check.answer());
        assertTrue(check.isRunnable(), () -> check.diagnostics().toString());
    }

    @Test
    void doesNotAskAboutRulesThatDoNotCompile() {
        Check check = check("drop if msg.pages > 3\n", new SimulatorTarget());
        assertInstanceOf(VerifierAnswer.NotAsked.class, check.answer());
        assertFalse(check.isRunnable());
        assertFalse(check.diagnostics().isEmpty());
    }

    @Test
    void putsARefusalOnTheRule() {
        Check check = check("drop if msg.page > 3\n",
                new RefusingTarget(filter -> Optional.of(RefusingTarget.logAtRule(filter, 0))));
        assertFalse(check.isRunnable());
        assertEquals("verdict.packet-bounds", check.diagnostics().getFirst().code());
        assertEquals(5, check.diagnostics().getFirst().place().line());
    }

    @Test
    void saysWhatIsMissingWithoutPrivileges() {
        Check check = check("drop if msg.page > 3\n", new Answering(new LoadOutcome.Denied("bpf(2)", "run as root")));
        assertEquals(new VerifierAnswer.Unavailable("kernel", "bpf(2)", "run as root"), check.answer());
    }

    @Test
    void reportsASchemaThatIsNotThere() {
        Document document = Document.unsaved(folder, "schema \"gone.proto\"\nmessage a.B\n");
        Check check = Samples.checker().check(new Checker.Request(document, Hook.XDP, Optional.empty()));
        assertTrue(check.report().hasErrors());
    }
}
