package dev.protosieve.bpf.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Writes a disagreement as a golden case, to be moved to the engine's test resources; the rest of its files are made there. */
record GoldenFolder(Path folder) {

    /** What is in the folder now, for people. */
    String write(Shrinker.Found found) throws IOException {
        String schema = ProtoText.of(found.trial().proto());
        String rules = found.trial().rules().text();
        String message = HexFormat.of().formatHex(found.message()) + " # found by the differential test, "
                + found.trial().hook().id() + "\n";
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("1-schema.proto"), schema);
        Files.writeString(folder.resolve("2-rule.sieve"), rules);
        Files.writeString(folder.resolve("messages.txt"), message);
        return "the smallest case is in " + folder + "\n--- 1-schema.proto\n" + schema + "--- 2-rule.sieve\n" + rules
                + "--- messages.txt\n" + message;
    }
}
