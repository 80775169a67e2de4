package dev.protosieve.bpf.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtoTextTest {

    private static final int SCHEMAS = 40;

    @TempDir
    Path folder;

    /** protoc takes every random schema, and what it makes of the text is what was written. */
    @Test
    void protocReadsBackWhatWasWritten() throws IOException {
        Random random = new Random(11);
        SchemaLoader loader = new SchemaLoader(new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc"))));
        for (int i = 0; i < SCHEMAS; i++) {
            FileDescriptorProto written = RandomSchema.make(random);
            Path file = folder.resolve("r" + i + ".proto");
            String text = ProtoText.of(written);
            Files.writeString(file, text);
            if (!(loader.open(List.of(file), List.of()) instanceof Outcome.Ok<Schema>(Schema schema, var _))) {
                throw new AssertionError(loader.open(List.of(file), List.of()).diagnostics() + "\n" + text);
            }
            FileDescriptor read = schema.files().stream().filter(f -> f.getPackage().equals("r")).findFirst()
                    .orElseThrow();
            assertEquals(text, ProtoText.of(read.toProto()));
            assertEquals(fields(written), fields(read.toProto()), text);
        }
    }

    private static List<String> fields(FileDescriptorProto file) {
        return file.getMessageTypeList().stream().filter(m -> m.getName().startsWith("M"))
                .flatMap(m -> m.getFieldList().stream().map(f -> describe(m, f.toBuilder().clearJsonName()
                        .clearOneofIndex().build())))
                .sorted().toList();
    }

    private static String describe(DescriptorProto message, Object field) {
        return message.getName() + " " + field;
    }
}
