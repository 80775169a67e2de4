package dev.protosieve.app.cli;

import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output of a command. What cannot be written ends the command by an {@link IOError}: nobody would read the rest, and
 * writers swallow exceptions.
 */
final class Output extends OutputStream {

    private final OutputStream to;
    private @Nullable IOException problem;

    Output(OutputStream to) {
        this.to = to;
    }

    /** Something that is done to the stream. */
    private interface Step {
        void run() throws IOException;
    }

    @Override
    public void write(int value) {
        attempt(() -> to.write(value));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        attempt(() -> to.write(bytes, offset, length));
    }

    @Override
    public void flush() {
        attempt(to::flush);
    }

    private void attempt(Step step) {
        if (problem != null) {
            throw new IOError(problem);
        }
        try {
            step.run();
        } catch (IOException e) {
            problem = e;
            throw new IOError(e);
        }
    }

    boolean isBroken() {
        return problem != null;
    }

    /** A sentence for people; none where the reader has enough, as {@code head} has. */
    Optional<String> complaint() {
        return Optional.ofNullable(problem).map(e -> String.valueOf(e.getMessage()))
                .filter(why -> !why.toLowerCase(Locale.ROOT).contains("broken pipe"))
                .map(why -> "standard output cannot be written: " + why);
    }
}
