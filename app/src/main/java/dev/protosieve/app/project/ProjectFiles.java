package dev.protosieve.app.project;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The rule files of a project: those in and below the folder of the open one. */
public final class ProjectFiles {

    private static final int DEPTH = 5;
    private static final int MOST = 2_000;
    /** Bounds the walk where somebody keeps rules in the root of a disk. */
    private static final int MOST_SEEN = 50_000;

    private ProjectFiles() {
    }

    /** Sorted by path; hidden folders and what cannot be read are left out. Blocks. */
    public static List<Path> in(Path folder) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEPTH,
                    visitor(folder, found));
        } catch (IOException e) {
            // what was found so far is the answer
        }
        return found.stream().sorted().toList();
    }

    private static FileVisitor<Path> visitor(Path folder, List<Path> found) {
        return new SimpleFileVisitor<>() {
            private int seen;

            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                boolean hidden = !path.equals(folder) && String.valueOf(path.getFileName()).startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (path.toString().endsWith(".sieve")) {
                    found.add(path);
                }
                return ++seen < MOST_SEEN && found.size() < MOST ? FileVisitResult.CONTINUE
                        : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        };
    }
}
