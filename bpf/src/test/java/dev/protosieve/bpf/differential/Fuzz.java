package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.differential.Judge.Answers;
import dev.protosieve.bpf.differential.Shrinker.Found;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.RuleChecker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Compares a target with the oracle over random trials, with as many threads as wanted; each trial has its own seed. */
final class Fuzz {

    private static final int MESSAGES = 500;
    /** Of so many messages one is cut at every byte. */
    private static final int CUT = 125;
    private static final int LONGEST_CUT = 150;
    /** BPF_PROG_TEST_RUN takes a page, less head and tail room (net/bpf/test_run.c, bpf_test_init). */
    private static final int LONGEST = 3_400;
    private static final long MINUTE = 60_000_000_000L;
    /** What the checker may refuse of the random rules; anything else is a finding. */
    private static final String REFUSAL = "which CEL does not take for a value";
    private static final Path FOUND = Path.of("target", "differential");

    private final FilterTarget target;
    private final long seed;
    private final Tally tally = new Tally();
    private final AtomicInteger next;
    private final List<String> findings = Collections.synchronizedList(new ArrayList<>());
    private final int mostFindings = Integer.getInteger("fuzz.findings", 1);

    /** @param first number of the first trial, to repeat one */
    Fuzz(FilterTarget target, long seed, int first) {
        this.target = target;
        this.seed = seed;
        this.next = new AtomicInteger(first);
    }

    Tally tally() {
        return tally;
    }

    /** Runs so many trials, and goes on until the minutes are over. */
    void run(int trials, int minutes, int threads) {
        int end = next.get() + trials;
        long start = System.nanoTime();
        AtomicInteger told = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().start(() -> {
                RuleChecker checker = new RuleChecker();
                long now = System.nanoTime();
                while (findings.size() < mostFindings && (next.get() < end || now < start + minutes * MINUTE)) {
                    attempt(checker, next.getAndIncrement());
                    now = System.nanoTime();
                    int minute = (int) ((now - start) / MINUTE);
                    if (told.compareAndSet(minute - 1, minute)) {
                        System.out.printf("differential: %s, minute %d, %,d comparisons, trial %d%n", target.name(),
                                minute, tally.compared(), next.get());
                    }
                }
            }));
        }
        workers.forEach(Fuzz::join);
        if (!findings.isEmpty()) {
            throw new AssertionError("seed " + seed + ": " + String.join("\n", findings));
        }
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void attempt(RuleChecker checker, int number) {
        try {
            one(checker, number);
        } catch (RuntimeException | AssertionError e) {
            findings.add("trial " + number + ": " + described(e));
        }
    }

    private static String described(Throwable problem) {
        StringWriter trace = new StringWriter();
        if (!(problem instanceof AssertionError)) {
            problem.printStackTrace(new PrintWriter(trace));
        }
        return problem.getMessage() + "\n" + trace;
    }

    /** Neighbouring numbers must not give random streams that resemble each other (Steele, Lea and Flood, 2014). */
    private long seedOf(int number) {
        long mixed = seed + number * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        return mixed ^ mixed >>> 27;
    }

    private void one(RuleChecker checker, int number) {
        Trial.Made made = Trial.make(seedOf(number));
        Trial trial = made.trial();
        switch (trial.compile(checker, target.features())) {
            case Outcome.Failed<CompiledFilter>(List<Diagnostic> diagnostics) -> {
                tally.addRefused();
                diagnostics.forEach(d -> assertTrue(!d.isError() || d.message().endsWith(REFUSAL),
                        () -> d.format() + "\n" + trial.rules().text() + ProtoText.of(trial.proto())));
            }
            case Outcome.Ok<CompiledFilter>(CompiledFilter filter, var _) -> {
                if (!(target.load(filter) instanceof LoadOutcome.Loaded(LoadedFilter loaded, var report))) {
                    throw new AssertionError(target.name() + " refused\n" + trial.rules().text()
                            + ProtoText.of(trial.proto()) + target.load(filter));
                }
                tally.addFilter(made.used(), report.processed());
                try (loaded) {
                    messages(trial, loaded, seedOf(~number));
                }
            }
        }
    }

    private void messages(Trial trial, LoadedFilter loaded, long messageSeed) {
        Judge judge = new Judge(loaded);
        MessageGenerator generator = MessageGenerator.of(loaded.filter().rules(), messageSeed);
        Map<Cause, Long> causes = new EnumMap<>(Cause.class);
        int tooLong = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = generator.next();
            if (message.length > LONGEST) {
                tooLong++;
                continue;
            }
            ask(trial, judge, message, causes);
            if (i % CUT == 0 && message.length < LONGEST_CUT) {
                for (int length = 0; length < message.length; length++) {
                    ask(trial, judge, Arrays.copyOf(message, length), causes);
                }
                tally.addPrefixes(1);
            }
        }
        judge.measured(loaded).ifPresent(difference -> {
            throw new AssertionError(difference + "\n" + trial.rules().text() + ProtoText.of(trial.proto()));
        });
        tally.add(generator.counts(), causes);
        tally.addTooLong(tooLong);
    }

    private void ask(Trial trial, Judge judge, byte[] message, Map<Cause, Long> causes) {
        Answers answers = judge.ask(message);
        if (!answers.same()) {
            throw new AssertionError(report(new Found(trial, message), answers));
        }
        causes.merge(answers.want().cause(), 1L, Long::sum);
    }

    private String report(Found found, Answers answers) {
        Shrinker shrinker = new Shrinker(target);
        Found small = shrinker.shrink(found);
        GoldenFolder folder = new GoldenFolder(FOUND.resolve(target.name() + "-" + seed + "-" + findings.size()));
        try {
            return words(answers) + "; smallest: " + shrinker.answers(small).map(this::words).orElse("gone") + "\n"
                    + folder.write(small);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String words(Answers answers) {
        return "oracle " + answers.want() + ", " + target.name() + " " + answers.got();
    }
}
