package dev.protosieve.engine.schema;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why the operating system refused, in words for people. */
final class Problems {

    private static final String LOOP = "it is a link that leads back to itself";

    private Problems() {
    }

    /** Many of Java's file exceptions have nothing but the path as their message. */
    static String of(IOException problem) {
        return switch (problem) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "no permission";
            case FileSystemLoopException _ -> LOOP;
            case FileSystemException e when ("" + e.getReason()).startsWith("Too many levels of symbolic links") ->
                LOOP;
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> said(problem);
        };
    }

    private static String said(IOException problem) {
        @Nullable String message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : message;
    }
}
