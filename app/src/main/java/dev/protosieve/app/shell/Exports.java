package dev.protosieve.app.shell;

import dev.protosieve.app.listing.ListingText;
import dev.protosieve.app.project.Reason;
import dev.protosieve.app.session.BackgroundTasks;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.ElfWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.image.WritableImage;

/** What leaves the window as a file. */
final class Exports {

    /** Writes one file, off the FX thread. */
    @FunctionalInterface
    private interface Writer {
        void write(Path file) throws IOException;
    }

    private final Workbench bench;
    private final FileDesk desk;
    private final BackgroundTasks tasks;
    private final Supplier<WritableImage> picture;

    Exports(Workbench bench, FileDesk desk, BackgroundTasks tasks, Supplier<WritableImage> picture) {
        this.bench = bench;
        this.desk = desk;
        this.tasks = tasks;
        this.picture = picture;
    }

    /** Whether there is a filter to export. */
    ObservableValue<Boolean> possible() {
        return bench.check().map(c -> c.report().filter().isPresent() && !c.report().hasErrors());
    }

    void object() {
        CompileReport report = bench.check().get().report();
        to("Export the filter", "*.o",
                file -> Files.write(file, ElfWriter.write(report.filter().orElseThrow(), ElfWriter.STANDARD_CPUS)));
    }

    void listing() {
        CompileReport report = bench.check().get().report();
        to("Export the assembly", "*.txt", file -> {
            StringWriter text = new StringWriter();
            try (PrintWriter out = new PrintWriter(text)) {
                ListingText.assembly(report.filter().orElseThrow(), report.listing().orElseThrow(), out);
            }
            Files.writeString(file, text.toString());
        });
    }

    void picture() {
        WritableImage image = picture.get();
        to("Export a picture", "*.png", file -> Picture.write(image, file));
    }

    private void to(String title, String pattern, Writer writer) {
        desk.askExport(title, pattern, file -> tasks.start("Writing " + file.getFileName(), _ -> {
            writer.write(file);
            return file;
        }, _ -> {
        }, e -> desk.say("Not exported",
                file + ": " + (e instanceof IOException io ? Reason.of(io) : "" + e.getMessage()) + ".")));
    }
}
