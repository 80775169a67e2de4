package dev.protosieve.engine.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.typed.WalkLimits;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code validate full} asks of a message set what protobuf-java asks while it parses: whole groups, whatever they hold. */
final class MessageSetTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9a0109 0b10e8071a0208010c   | true
            9a0109 0b10e8071a0208ff0c   | true
            9a0109 0b1a02080110e8070c   | true
            9a0106 0b1a0208010c         | true
            9a0108 0b10e8071a020801     | false
            9a0109 0b10e8071a0308010c   | false
            9a0104 0b10ff0c             | false
            9a0109 0b10e8071a02080114   | false
            """)
    void contentsAreNotLookedInto(String hex, boolean whole) throws InvalidProtocolBufferException {
        Schema schema = schema();
        Descriptor type = schema.messages().stream().filter(m -> m.getName().equals("Legacy")).findFirst()
                .orElseThrow();
        byte[] message = HexFormat.of().parseHex(hex.replace(" ", ""));
        WireAudit audit = new WireAudit(WalkedTree.whole(type, List.of(), Extensions.in(schema)), WalkLimits.STANDARD);
        assertEquals(whole, audit.audit(message) instanceof WireAudit.Finding.Whole);
        assertEquals(whole, parses(type, schema, message));
    }

    private static Schema schema() {
        Path file = Path.of("src/test/resources/wire-cases/legacy.proto").toAbsolutePath();
        ProtoCompiler protoc = new ProtoCompiler(Path.of(System.getProperty("protosieve.protoc")));
        return switch (new SchemaLoader(protoc).open(List.of(file), List.of())) {
            case Outcome.Ok<Schema>(Schema schema, var _) -> schema;
            case Outcome.Failed<Schema>(var diagnostics) -> throw new AssertionError(diagnostics.toString());
        };
    }

    private static boolean parses(Descriptor type, Schema schema, byte[] message) {
        ExtensionRegistry extensions = ExtensionRegistry.newInstance();
        for (FieldDescriptor field : schema.extensions()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                extensions.add(field, DynamicMessage.getDefaultInstance(field.getMessageType()));
            }
        }
        try {
            return DynamicMessage.newBuilder(type).mergeFrom(message, extensions).buildPartial().isInitialized()
                    || !type.getFields().isEmpty();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }
}
