package dev.protosieve.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** 7,000 schema files. */
final class LargeTree {

    static final int FILES = 7_000;

    private LargeTree() {
    }

    static void write(Path folder) throws IOException {
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve("acme/area" + i / 350 + "/file" + i + ".proto");
            Files.createDirectories(file.getParent());
            Files.writeString(file, """
                    syntax = "proto3";
                    package acme.area%d.f%d;
                    // What is asked.
                    message ThingRequest { string name_%d = 1; Part part = 2; }
                    message Part { int32 amount = 1; }
                    message Other { int32 amount = 1; }
                    enum State { NONE = 0; }
                    """.formatted(i / 350, i, i));
        }
    }
}
