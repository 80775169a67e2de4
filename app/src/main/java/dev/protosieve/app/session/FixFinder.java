package dev.protosieve.app.session;

import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.schema.MissingImport;
import dev.protosieve.engine.text.Diagnostic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** Finds quick fixes for what the last compile reported; searching the disk takes place off the FX thread. */
public final class FixFinder {

    /** For all that is missing together. */
    private static final Duration SEARCH = Duration.ofSeconds(2);
    /** More fixes than these nobody reads. */
    private static final int MOST = 60;

    private final Workbench bench;
    private final Sources sources;
    private final Search search;

    private record Request(Document document, Check check) {
    }

    /** Where the disk is searched for an import, within a limit. */
    @FunctionalInterface
    interface Search {
        List<Path> roots(MissingImport missing, Duration limit, BooleanSupplier stop);
    }

    /** Many files miss the same import: each name is searched for once, and all together have one limit. */
    private record Roots(Search search, long end, BooleanSupplier stop, Map<String, List<Path>> known) {

        Roots(Search search, long end, BooleanSupplier stop) {
            this(search, end, stop, new HashMap<>());
        }

        List<Path> of(MissingImport missing) {
            return known.computeIfAbsent(missing.name(),
                    _ -> search.roots(missing, Duration.ofNanos(Math.max(0, end - System.nanoTime())), stop));
        }
    }

    public FixFinder(Workbench bench, Sources sources, Workers workers, Executor ui) {
        this(bench, sources, workers, ui, MissingImport::search);
    }

    FixFinder(Workbench bench, Sources sources, Workers workers, Executor ui, Search search) {
        this.search = search;
        this.bench = bench;
        this.sources = sources;
        LatestTask<Request, List<QuickFix>> task = new LatestTask<>(workers, ui, Duration.ZERO, this::find,
                bench.fixes()::set);
        bench.check().subscribe(check -> {
            bench.fixes().set(List.of());
            task.submitNow(new Request(bench.document().get(), check));
        });
    }

    private List<QuickFix> find(Request request, BooleanSupplier overtaken) {
        List<QuickFix> fixes = new ArrayList<>();
        RuleFixes rules = new RuleFixes(request.document(), request.check().report());
        Roots roots = new Roots(search, System.nanoTime() + SEARCH.toNanos(), overtaken);
        for (Diagnostic problem : request.check().diagnostics()) {
            if (fixes.size() < MOST && !overtaken.getAsBoolean()) {
                fixes.addAll(rules.of(problem));
                MissingImport.of(problem)
                        .ifPresent(m -> fixes.addAll(imports(request.document(), problem, roots.of(m))));
            }
        }
        return fixes;
    }

    private List<QuickFix> imports(Document document, Diagnostic problem, List<Path> roots) {
        List<QuickFix> fixes = new ArrayList<>();
        for (Path root : roots) {
            String named = HeaderEdits.pathIn(document.folder(), root);
            fixes.add(new QuickFix("Add import \"" + named + "\"", problem,
                    new QuickFix.Edit(HeaderEdits.of(document).addImport(named))));
        }
        fixes.add(new QuickFix("Choose a folder\u2026", problem, new QuickFix.Action(this::askForRoot)));
        return fixes;
    }

    private void askForRoot() {
        Optional<Path> chosen = sources.folderAsker().get().get();
        chosen.ifPresent(folder -> {
            Document now = bench.document().get();
            bench.apply(HeaderEdits.of(now).addImport(HeaderEdits.pathIn(now.folder(), folder)));
        });
    }
}
