package dev.protosieve.engine.typed;

import com.google.common.primitives.UnsignedLong;
import com.google.protobuf.ByteString;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Expr.Literal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes calls of functions that have nothing but constants in them, such as {@code timestamp("...")}, by CEL itself. */
final class ConstantEvaluator {

    private @Nullable CelRuntime runtime;

    /**
     * What is not left to cel-java, which orders strings by UTF-16 units and may call a NaN equal to itself: comparisons, and what
     * could hold one.
     */
    private static final Set<String> OWN = Set.of("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_?_:_", "matches");

    /** Whether it is made of constants alone. Patterns are not for CEL to compile before they were looked at. */
    static boolean isConstant(CelExpr node) {
        return switch (node.getKind()) {
            case CONSTANT -> true;
            case CALL -> !PacketCel.isFunction(node.call().function()) && !OWN.contains(node.call().function())
                    && node.call().target().map(ConstantEvaluator::isConstant).orElse(true)
                    && node.call().args().stream().allMatch(ConstantEvaluator::isConstant);
            case IDENT, SELECT, LIST, STRUCT, MAP, COMPREHENSION, NOT_SET -> false;
        };
    }

    /** The value, a {@link Expr.Failure} for a CEL error, or empty for what no literal can hold. */
    synchronized Optional<Expr> evaluate(CelExpr node, CelAbstractSyntaxTree tree, Span span, Optional<ExprType> type) {
        try {
            CelAbstractSyntaxTree part = CelAbstractSyntaxTree.newCheckedAst(node, tree.getSource(),
                    tree.getReferenceMap(), tree.getTypeMap());
            return literal(span, runtime().createProgram(part).eval(Map.of()));
        } catch (CelEvaluationException e) {
            return type.map(t -> new Expr.Failure(span, t));
        }
    }

    private CelRuntime runtime() {
        if (runtime == null) {
            runtime = CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(CelOptions.current().build()).build();
        }
        return runtime;
    }

    private static Optional<Expr> literal(Span span, Object value) {
        return switch (value) {
            case Boolean bool -> Optional.of(new Literal(span, ExprType.BOOL, bool));
            case Long whole -> Optional.of(new Literal(span, ExprType.INT, whole));
            case UnsignedLong whole -> Optional.of(new Literal(span, ExprType.UINT, whole.longValue()));
            case Double real -> Optional.of(new Literal(span, ExprType.DOUBLE, real));
            case String text -> Optional.of(new Literal(span, ExprType.STRING, text));
            case CelByteString bytes ->
                Optional.of(new Literal(span, ExprType.BYTES, ByteString.copyFrom(bytes.toByteArray())));
            case Instant instant -> Optional.of(new Literal(span, ExprType.TIMESTAMP, instant));
            case Duration duration -> Optional.of(new Literal(span, ExprType.DURATION, duration));
            default -> Optional.empty();
        };
    }
}
