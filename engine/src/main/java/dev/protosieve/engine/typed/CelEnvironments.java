package dev.protosieve.engine.typed;

import com.google.protobuf.Descriptors.Descriptor;
import dev.cel.common.CelContainer;
import dev.cel.common.CelOptions;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.protosieve.engine.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** CEL compilers by message type, made when first asked for. */
final class CelEnvironments {

    /** The variable that holds the message. */
    static final String MESSAGE = "msg";

    /** A file with a thousand rules is one CEL text; CEL's own bounds are for single expressions. */
    private static final int TEXT_LIMIT = 64 << 20;
    private static final int KEPT = 8;

    private final Map<Descriptor, CelCompiler> compilers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Descriptor, CelCompiler> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * Variables: the message and the packet variables. Names resolve in the message first, then in its package. Empty when the
     * types of the schema hold each other in a chain of thousands, down which CEL goes by recursion.
     */
    synchronized Optional<CelCompiler> compiler(Descriptor message, Schema schema) {
        CelCompiler known = compilers.get(message);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            CelCompiler made = build(message, schema);
            compilers.put(message, made);
            return Optional.of(made);
        } catch (StackOverflowError _) {
            return Optional.empty();
        }
    }

    private static CelCompiler build(Descriptor message, Schema schema) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(CelOptions.current().populateMacroCalls(true).maxExpressionCodePointSize(TEXT_LIMIT)
                        .maxParseExpressionNodeCount(TEXT_LIMIT).build())
                .setContainer(CelContainer.ofName(message.getFullName()))
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS).addLibraries(CelExtensions.protos())
                .addFileTypes(schema.files())
                .addMessageTypes(message).addVar(MESSAGE, StructTypeReference.create(message.getFullName()));
        PacketCel.declare(builder);
        return builder.build();
    }
}
