package dev.protosieve.app.session;

import dev.protosieve.app.task.LatestTask;
import dev.protosieve.app.task.Workers;
import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.schema.MissingImport;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds quick fixes for what the last compile reported; searching the disk takes place off the FX thread. */
public final class FixFinder {

    private static final Pattern DID_YOU_MEAN = Pattern.compile("did you mean (.+?)\\?.*", Pattern.DOTALL);
    private static final Duration SEARCH = Duration.ofSeconds(2);
    /** More buttons than these nobody reads. */
    private static final int MOST = 12;

    private final Workbench bench;
    private final Sources sources;

    private record Request(Document document, List<Diagnostic> found) {
    }

    public FixFinder(Workbench bench, Sources sources, Workers workers, Executor ui) {
        this.bench = bench;
        this.sources = sources;
        LatestTask<Request, List<QuickFix>> task = new LatestTask<>(workers, ui, Duration.ZERO, this::find,
                bench.fixes()::set);
        bench.check().subscribe(check -> {
            bench.fixes().set(List.of());
            task.submitNow(new Request(bench.document().get(), check.diagnostics()));
        });
    }

    private List<QuickFix> find(Request request) {
        List<QuickFix> fixes = new ArrayList<>();
        for (Diagnostic problem : request.found()) {
            if (fixes.size() < MOST) {
                fixes.addAll(names(request.document(), problem));
                MissingImport.of(problem).ifPresent(m -> fixes.addAll(imports(request.document(), problem, m)));
            }
        }
        return fixes;
    }

    private static List<QuickFix> names(Document document, Diagnostic problem) {
        Matcher hint = DID_YOU_MEAN.matcher(problem.hint());
        Span span = problem.place().span();
        if (!hint.matches() || span.length() == 0 || !problem.place().file().equals(document.name())
                || span.end() > document.text().length() || document.text().charAt(span.start()) == '"') {
            return List.of();
        }
        return List.of(hint.group(1).split(", | or ")).stream()
                .map(name -> new QuickFix("Write " + name, problem,
                        new QuickFix.Edit(new RuleEdit.ReplaceSpan(span, name))))
                .toList();
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
