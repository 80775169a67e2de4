package dev.protosieve.app.cli;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import dev.protosieve.app.project.Reason;
import dev.protosieve.app.session.JsonMessages;
import dev.protosieve.engine.oracle.MessageGenerator;
import dev.protosieve.engine.typed.TypedRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where messages come from: lines of a file in one of three forms, or the generator. */
final class MessageInput {

    /** Generated messages stay below what the kernel's test runs take, about 3,500 bytes with headers. */
    private static final int LONGEST_GENERATED = 3_000;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @ArgGroup
    private @Nullable Form form;

    @Option(names = "--seed", defaultValue = "1", description = "Of the generator; the same seed gives the same messages.")
    private long seed;

    /** A file or the generator. */
    private static final class Source {
        @Option(names = "--messages", paramLabel = "IN", description = "One message a line; \"-\" is standard input. Hex, when nothing else is said; an empty line is "
                + "the empty message.")
        private @Nullable String file;

        @Option(names = "--generate", paramLabel = "N", description = "Make N messages of at most 3,000 bytes, broken ones among them, that try out the rules.")
        private int count;
    }

    /** How a line is read. */
    private static final class Form {
        @Option(names = "--json-lines", description = "Lines are messages in protobuf's JSON form.")
        private boolean json;

        @Option(names = "--textproto", description = "Lines are messages in protobuf's text format.")
        private boolean text;
    }

    /** Takes one message after the other. */
    interface Sink {
        void message(byte[] message) throws CommandFailed;
    }

    void forEach(TypedRules rules, Sink sink) throws CommandFailed {
        @Nullable String file = source.file;
        if (file == null) {
            generate(rules, sink);
            return;
        }
        try (BufferedReader lines = new BufferedReader(new LineBound(opened(file)))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                sink.message(read(line, rules.message(), file + ":" + number));
            }
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be read: " + Reason.of(e));
        }
    }

    private static Reader opened(String file) throws CommandFailed, IOException {
        try {
            return file.equals("-") ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
                    : Files.newBufferedReader(Path.of(file));
        } catch (InvalidPathException e) {
            throw new CommandFailed(file + " is no file: " + e.getReason());
        }
    }

    private void generate(TypedRules rules, Sink sink) throws CommandFailed {
        MessageGenerator generator = MessageGenerator.of(rules, seed);
        for (int made = 0; made < source.count; made++) {
            byte[] message = generator.next();
            while (message.length > LONGEST_GENERATED) {
                message = generator.next();
            }
            sink.message(message);
        }
    }

    private byte[] read(String line, Descriptor type, String place) throws CommandFailed {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            if (form != null && form.json) {
                JsonMessages.merge(line, message, TypeRegistry.getEmptyTypeRegistry());
            } else if (form != null && form.text) {
                TextFormat.merge(line, message);
            } else {
                return HexFormat.of().parseHex(line.strip());
            }
            return message.buildPartial().toByteArray();
        } catch (InvalidProtocolBufferException | TextFormat.ParseException | IllegalArgumentException e) {
            throw new CommandFailed(place + ": " + e.getMessage());
        }
    }
}
