package dev.protosieve.app.session;

import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.schema.MissingImport;
import dev.protosieve.engine.text.Diagnostic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Finds quick fixes for what the last compile reported; searching the disk takes place off the FX thread. */
public final class FixFinder {

    private static final Duration SEARCH = Duration.ofSeconds(2);
    /** More fixes than these nobody reads. */
    private static final int MOST = 60;

    private final Workbench bench;
    private final Sources sources;

    private record Request(Document document, Check check) {
    }

    public FixFinder(Workbench bench, Sources sources, Workers workers, Executor ui) {
        this.bench = bench;
        this.sources = sources;
        LatestTask<Request, List<QuickFix>> task = new LatestTask<>(workers, ui, Duration.ZERO, this::find,
                bench.fixes()::set);
        bench.check().subscribe(check -> {
            bench.fixes().set(List.of());
            task.submitNow(new Request(bench.document().get(), check));
        });
    }

    private List<QuickFix> find(Request request) {
        List<QuickFix> fixes = new ArrayList<>();
        RuleFixes rules = new RuleFixes(request.document(), request.check().report());
        for (Diagnostic problem : request.check().diagnostics()) {
            if (fixes.size() < MOST) {
                fixes.addAll(rules.of(problem));
                MissingImport.of(problem).ifPresent(m -> fixes.addAll(imports(request.document(), problem, m)));
            }
        }
        return fixes;
    }

    private List<QuickFix> imports(Document document, Diagnostic problem, MissingImport missing) {
        List<QuickFix> fixes = new ArrayList<>();
        for (Path root : missing.search(SEARCH)) {
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
