package dev.protosieve.app.shell;

import dev.protosieve.app.project.Folders;
import dev.protosieve.app.schema.SchemaViewModel;
import dev.protosieve.app.session.Checker;
import dev.protosieve.app.session.CompileLoop;
import dev.protosieve.app.session.DiskWatch;
import dev.protosieve.app.session.FixFinder;
import dev.protosieve.app.session.Gestures;
import dev.protosieve.app.session.Sources;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.app.task.FxThread;
import dev.protosieve.app.task.Workers;

/** What opens, shows, mends and watches schemas. */
record SchemaParts(Sources sources, SchemaViewModel model, DiskWatch disk) {

    static SchemaParts of(Workbench bench, Checker checker, CompileLoop compile, Folders folders, Workers workers,
            FxThread fx) {
        Sources sources = new Sources(bench, checker.schemas(), workers, fx, folders.servers());
        new FixFinder(bench, sources, workers, fx);
        return new SchemaParts(sources, new SchemaViewModel(bench, new Gestures(bench), sources, workers, fx),
                new DiskWatch(bench, compile::now, workers, fx));
    }
}
