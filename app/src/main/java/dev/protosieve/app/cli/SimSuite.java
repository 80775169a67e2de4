package dev.protosieve.app.cli;

import dev.protosieve.app.project.Reason;
import dev.protosieve.engine.sim.DataFile;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What several conformance tests came to. */
record SimSuite(List<Result> results) {

    /** Of one file. */
    record Result(String file, boolean right, String line) {

        private String words() {
            return (right ? "ok " : "FAILED ") + file + ": " + line;
        }
    }

    /**
     * Runs them all, those of a folder in the order of their names.
     *
     * @param limit most instructions of each
     */
    static SimSuite of(List<Path> paths, long limit) throws CommandFailed {
        List<Result> results = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? inside(path) : List.of(path)) {
                results.add(result(file, limit));
            }
        }
        if (results.isEmpty()) {
            throw new CommandFailed("there are no .data files in " + paths.getFirst());
        }
        return new SimSuite(results);
    }

    private static List<Path> inside(Path folder) throws CommandFailed {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".data") && Files.isRegularFile(f)).sorted().toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        } catch (UncheckedIOException e) {
            throw unreadable(folder, e.getCause());
        }
    }

    private static CommandFailed unreadable(Path folder, IOException why) {
        return new CommandFailed(folder + " cannot be read: " + Reason.of(why));
    }

    private static Result result(Path file, long limit) throws CommandFailed {
        return switch (SimInput.read(file)) {
            case SimInput.Data(Outcome.Ok<DataFile>(DataFile data, var _)) -> switch (data.judge(limit)) {
                case DataFile.Judgement.Right(String line) -> new Result(file.toString(), true, line);
                case DataFile.Judgement.Wrong(String line) -> new Result(file.toString(), false, line);
            };
            case SimInput.Data(Outcome.Failed<DataFile>(List<Diagnostic> mistakes)) ->
                new Result(file.toString(), false, mistakes.getFirst().format());
            case SimInput.Assembly _, SimInput.Objects _ -> new Result(file.toString(), false,
                    "this is no conformance file; other programs are run one file at a time");
        };
    }

    boolean isRight() {
        return results.stream().allMatch(Result::right);
    }

    /** A line for each file, and one for all. */
    List<String> lines() {
        long right = results.stream().filter(Result::right).count();
        return Stream.concat(results.stream().map(Result::words),
                Stream.of(right + " ok, " + (results.size() - right) + " failed")).toList();
    }

    Map<String, Object> toJson() {
        return Map.of("ok", isRight(), "files", results.stream()
                .map(r -> new TreeMap<>(Map.of("file", r.file(), "ok", r.right(), "line", r.line()))).toList());
    }
}
