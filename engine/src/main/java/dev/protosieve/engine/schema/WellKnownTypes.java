package dev.protosieve.engine.schema;

import build.buf.validate.ValidateProto;
import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.JavaFeaturesProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import com.google.protobuf.compiler.PluginProtos;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The google/protobuf files that the protobuf-java jar has, and the options of protovalidate that its own has, as text and as linked
 * descriptors.
 */
final class WellKnownTypes {

    /** The one of which there are versions that do not fit together: protovalidate's before 1.0. */
    static final String VALIDATE = ValidateProto.getDescriptor().getFullName();
    private static final Map<String, FileDescriptor> FILES = Stream
            .of(AnyProto.getDescriptor(), ApiProto.getDescriptor(), DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(), EmptyProto.getDescriptor(), FieldMaskProto.getDescriptor(),
                    JavaFeaturesProto.getDescriptor(), SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(), TimestampProto.getDescriptor(), TypeProto.getDescriptor(),
                    WrappersProto.getDescriptor(), ValidateProto.getDescriptor())
            .collect(Collectors.toUnmodifiableMap(FileDescriptor::getFullName, Function.identity()));

    /** {@code google/protobuf/compiler/plugin.proto}: without a text in the jar, so a copy in the project comes first. */
    private static final FileDescriptor PLUGIN = PluginProtos.getDescriptor();

    private WellKnownTypes() {
    }

    static Optional<FileDescriptor> descriptor(String name) {
        return Optional.ofNullable(FILES.get(name));
    }

    static boolean has(String name) {
        return FILES.containsKey(name);
    }

    /** Whether {@link #spare} has a file for a schema that brings none. */
    static boolean hasSpare(String name) {
        return name.equals(PLUGIN.getFullName());
    }

    /** Files that protoc may read when no text has their name. */
    static FileDescriptorSet spare() {
        return FileDescriptorSet.newBuilder().addFile(DescriptorProtos.getDescriptor().toProto())
                .addFile(PLUGIN.toProto()).build();
    }

    /** The name of a copy that a project keeps among its own files: {@code third_party/google/protobuf/any.proto}. */
    static Optional<String> copiedAs(Path file) {
        return FILES.keySet().stream().filter(name -> file.endsWith(Path.of(name))).findFirst();
    }

    static String text(String name) {
        try (@Nullable InputStream in = WellKnownTypes.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name + " on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
