package dev.protosieve.engine.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Import roots inside a folder that its own files declare, or that have a name which people use for that. */
final class KeptRoots {

    /** Where projects keep their own .proto files and copies of others'. */
    private static final List<String> USUAL = List.of("proto", "protos", "third_party", "vendor", "include",
            "src/main/proto", "third_party/proto", "third_party/googleapis");
    /** {@code - path: proto} of buf.yaml v2 (buf.build/docs/configuration/v2/buf-yaml). */
    private static final Pattern MODULE = Pattern.compile("(?m)^\\s*-?\\s*path:\\s*[\"']?([^\"'#\\s]+)");
    /** {@code - proto} below {@code directories:} of buf.work.yaml (buf.build/docs/configuration/v1/buf-work-yaml). */
    private static final Pattern DIRECTORY = Pattern.compile("(?m)^\\s*-\\s*[\"']?([^\"'#\\s:]+)[\"']?\\s*$");
    private static final long LARGEST_CONFIGURATION = 1 << 20;

    private KeptRoots() {
    }

    /** The folders that the configuration of buf in a folder declares; without any, the folder of a buf.yaml itself. */
    static List<Path> modules(Path folder) {
        List<Path> roots = new ArrayList<>();
        named(folder, "buf.work.yaml", DIRECTORY, roots);
        named(folder, "buf.yaml", MODULE, roots);
        if (roots.isEmpty() && Files.isRegularFile(folder.resolve("buf.yaml"))) {
            roots.add(folder);
        }
        return roots;
    }

    /** The folders in a folder that have a usual name. */
    static List<Path> usual(Path folder) {
        return USUAL.stream().map(folder::resolve).filter(Files::isDirectory).toList();
    }

    private static void named(Path folder, String file, Pattern pattern, List<Path> roots) {
        Path configuration = folder.resolve(file);
        try {
            if (Files.isRegularFile(configuration) && Files.size(configuration) < LARGEST_CONFIGURATION) {
                Matcher found = pattern.matcher(Files.readString(configuration));
                while (found.find()) {
                    roots.add(folder.resolve(found.group(1)).normalize());
                }
            }
        } catch (IOException | InvalidPathException e) {
            // what cannot be read declares nothing
        }
    }
}
