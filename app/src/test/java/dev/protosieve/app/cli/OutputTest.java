package dev.protosieve.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OutputTest {

    private static final String SEARCH = Path.of("..", "sample-protos", "search", "search.sieve").toString();

    private final StringWriter err = new StringWriter();

    /** Takes some writes and no more. */
    private static final class Full extends OutputStream {
        private final String why;
        private int left;
        private int refused;

        private Full(int left, String why) {
            this.left = left;
            this.why = why;
        }

        @Override
        public void write(int value) throws IOException {
            if (left-- <= 0) {
                refused++;
                throw new IOException(why);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            write(bytes[offset]);
        }
    }

    private int run(OutputStream out, String... arguments) {
        CommandLine line = Commands.line(() -> {
            throw new AssertionError("no window here");
        });
        return Commands.execute(line.setErr(new PrintWriter(err, true)), out, arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compile FILE --hook xdp", "compile FILE --hook xdp --json", "test FILE --engine oracle",
            "eval FILE --generate 1 --engine sim", "check nothing --help", "doctor"})
    void whatIsNotWrittenIsAnError(String command) {
        assertEquals(1, run(new Full(0, "No space left on device"), command.replace("FILE", SEARCH).split(" ")));
        assertEquals("standard output cannot be written: No space left on device\n", err.toString());
    }

    @Test
    void longWorkEndsInSilenceWhenNobodyReadsOn() {
        Full head = new Full(1, "Broken pipe");
        assertEquals(1, run(head, "eval", SEARCH, "--generate", "300", "--engine", "oracle,sim"));
        assertEquals("", err.toString());
        assertEquals(1, head.refused, "nothing is tried after it");
    }

    @Test
    void allIsWellWhereNothingIsToBeSaid() {
        assertEquals(0, run(new Full(0, "full"), "check", SEARCH));
    }
}
