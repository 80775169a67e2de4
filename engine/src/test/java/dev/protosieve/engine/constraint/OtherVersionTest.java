package dev.protosieve.engine.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas whose options are those of protovalidate before 1.0. */
class OtherVersionTest {

    @TempDir
    private Path folder;

    private final SchemaLoader loader = new SchemaLoader(ProtoCompiler.bundled());

    @BeforeEach
    void copyOfTheOldOptions() throws IOException {
        Files.createDirectories(folder.resolve("p/buf/validate"));
        Files.writeString(folder.resolve("p/buf/validate/validate.proto"), """
                syntax = "proto2";
                package buf.validate;
                import "google/protobuf/descriptor.proto";
                extend google.protobuf.FieldOptions { optional FieldConstraints field = 1159; }
                extend google.protobuf.MessageOptions { optional MessageConstraints message = 1159; }
                message MessageConstraints { optional bool disabled = 1; }
                message FieldConstraints {
                  optional bool required = 25; optional bool ignore_empty = 26;
                  oneof type { StringRules string = 14; RepeatedRules repeated = 18; }
                }
                message StringRules { optional uint64 min_len = 2; }
                message RepeatedRules { optional FieldConstraints items = 4; }
                """);
        Files.writeString(folder.resolve("p/a.proto"),
                """
                        syntax = "proto3";
                        package p;
                        import "buf/validate/validate.proto";
                        message A {
                          option (buf.validate.message).disabled = false;
                          string s = 1 [(buf.validate.field).ignore_empty = true, (buf.validate.field).string.min_len = 3];
                          string t = 2 [(buf.validate.field).string.min_len = 3];
                          repeated string l = 3 [(buf.validate.field).repeated.items = {ignore_empty: true string {min_len: 2}}];
                          Off off = 4;
                        }
                        message Off {
                          option (buf.validate.message).disabled = true;
                          string s = 1 [(buf.validate.field).string.min_len = 3];
                        }
                        """);
    }

    private Outcome<Schema> open(String source, Set<String> wanted) {
        return loader.open(List.of(folder.resolve(source)), List.of(), wanted, () -> false);
    }

    private static Schema schema(Outcome<Schema> outcome) {
        assertTrue(outcome instanceof Outcome.Ok, () -> outcome.diagnostics().toString());
        return ((Outcome.Ok<Schema>) outcome).value();
    }

    private static List<String> constraints(Schema schema) {
        return MessageConstraints.of(schema.message("p.A").orElseThrow()).stream().map(c -> c.path() + " "
                + (c.violation() instanceof Constraint.Unknown(String why) ? why : c.id())).toList();
    }

    private static final List<String> WHAT_IS_KNOWN = List.of(
            "s its option ignore_empty is of another version of protovalidate", "t string.min_len",
            "l[] its option ignore_empty is of another version of protovalidate",
            "off its option disabled is of another version of protovalidate");

    @Test
    void schemaWithItsOwnOptionsOpensAndSaysWhatIsNotKnown() {
        for (String source : List.of("p", "p/a.proto")) {
            Outcome<Schema> outcome = open(source, Set.of());
            assertEquals(WHAT_IS_KNOWN, constraints(schema(outcome)));
            assertEquals(List.of("schema.own-options"),
                    outcome.diagnostics().stream().map(Diagnostic::code).toList());
            assertEquals(folder.resolve("p/buf/validate/validate.proto").toString(),
                    outcome.diagnostics().getFirst().place().file());
        }
    }

    @Test
    void brokenNeighbourLeavesItsOwnOptions() throws IOException {
        Files.writeString(folder.resolve("p/broken.proto"), "syntax = \"proto3\"; message {");
        Outcome<Schema> outcome = open("p", Set.of("p.A"));
        assertEquals(WHAT_IS_KNOWN, constraints(schema(outcome)));
        assertTrue(outcome.diagnostics().stream().anyMatch(d -> d.code().equals("schema.own-options")));
        assertTrue(outcome.diagnostics().stream().noneMatch(d -> d.message().contains("ignore_empty")));
        Outcome<Schema> one = loader.link(folder.resolve("p/a.proto"), List.of(folder.resolve("p")), List.of(),
                () -> false);
        assertEquals(WHAT_IS_KNOWN, constraints(schema(one)));
    }

    @Test
    void descriptorSetSaysWhatIsNotKnown() throws IOException {
        FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
        schema(open("p", Set.of())).files().stream().filter(f -> !f.getName().startsWith("google/")).forEach(f -> set
                .addFile(f.toProto().toBuilder().setName(f.getName().replaceFirst("^p/buf", "buf"))));
        for (int i = 0; i < set.getFileCount(); i++) {
            if (set.getFile(i).getName().equals("a.proto")) {
                set.getFileBuilder(i).setDependency(0, "buf/validate/validate.proto");
            }
        }
        Files.write(folder.resolve("set.binpb"), set.build().toByteArray());
        assertEquals(WHAT_IS_KNOWN, constraints(schema(open("set.binpb", Set.of()))));
    }
}
