package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.KernelFeatures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** With {@code --json}, mistakes are JSON on standard output. */
class JsonOfMistakesTest {

    private static final String BEGIN = "{\"diagnostics\":[{\"file\":";

    @TempDir
    private Path folder;

    private String broken() throws IOException {
        return Files.writeString(folder.resolve("broken.sieve"), "schema \"none.proto\"\nmessage A\n").toString();
    }

    @Test
    void ofEval() throws IOException {
        Terminal said = Terminal.run("eval", "--json", broken(), "--engine", "oracle", "--generate", "1");
        assertEquals(1, said.code());
        assertTrue(said.out().startsWith(BEGIN), said.out());
        assertEquals("", said.err());
    }

    @Test
    void ofConstraints() throws IOException {
        Path proto = Files.writeString(folder.resolve("broken.proto"), "syntax = \"proto3\";\nmessage {}\n");
        Terminal said = Terminal.run("constraints", "--json", proto.toString());
        assertEquals(1, said.code());
        assertTrue(said.out().startsWith(BEGIN), said.out());
        assertEquals("", said.err());
    }

    /** As verify and run, which take a kernel. */
    @Command(name = "load")
    private static final class Load implements Runnable {

        @Mixin
        private RuleFile rules;

        @Option(names = "--json")
        private boolean json;

        @Override
        public void run() {
            assertTrue(rules.filter(EmitOptions.of(Hook.XDP, KernelFeatures.ALL)).isEmpty());
        }
    }

    @Test
    void ofWhatIsLoaded() throws IOException {
        assertTrue(load("--json", broken()).out().startsWith(BEGIN));
        assertEquals("", load("--json", broken()).err());
        assertEquals("", load(broken()).out());
        assertTrue(load(broken()).err().contains("broken.sieve:1:"));
    }

    private static Terminal load(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new Load()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Terminal(code, out.toString(), err.toString());
    }
}
