package dev.protosieve.app.session;

import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.typed.ConditionTree;
import dev.protosieve.engine.typed.TypedRules;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Asks the oracle about the {@code expect} lines behind every compile; the newest wins. */
public final class ExpectLoop {

    private final LatestTask<TypedRules, ExpectResults> task;

    /** Loads CEL's parser, which takes a third of a second, before the first blocks are drawn. */
    public static void warmUp() {
        ConditionTree.of("msg.a == 1 && (msg.b.contains(\"c\") || !msg.d.exists(e, e in [1, 2]))");
    }

    /** @param ui where the workbench lives */
    public ExpectLoop(Workbench bench, Workers workers, Executor ui) {
        this.task = new LatestTask<>(workers, ui, Duration.ZERO, ExpectResults::of, bench.expectations()::set);
        bench.check().subscribe(check -> check.report().typed().ifPresent(task::submitNow));
    }
}
