package dev.protosieve.engine.typed;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operator on types that it is not for.
 *
 * @param function as CEL names it
 * @param types of the operands, a receiver first
 */
record OverloadWords(String function, List<String> types) {

    /** @param applied as CEL writes it: {@code (uint, int)}, {@code bytes.(string)} */
    static OverloadWords of(String function, String applied) {
        String flat = applied.replace(".(", ", ").replace("(", "").replace(")", "");
        return new OverloadWords(function, List.of(flat.split(", *")));
    }

    String what() {
        String symbol = function.replace("_", "").replace("@", "");
        if (types.size() == 2 && CelRanges.isOperator(function)) {
            return switch (symbol) {
                case "&&", "||" -> "'" + symbol + "' combines conditions, here it has " + types.getFirst() + " and "
                        + types.getLast();
                case "in" -> types.getFirst() + " cannot be looked up in " + types.getLast();
                default -> types.getFirst() + " cannot be compared with " + types.getLast() + " by '" + symbol + "'";
            };
        }
        return "'" + symbol + "' is not for " + String.join(" and ", types);
    }

    String hint(@Nullable CelExpr node, CelRanges ranges) {
        if (node == null || node.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return "";
        }
        List<CelExpr> args = node.call().args();
        if (CelRanges.isOperator(function) && types.size() == 2) {
            return constant(args.getLast()).flatMap(c -> written(c, types.getFirst()))
                    .or(() -> constant(args.getFirst()).flatMap(c -> written(c, types.getLast())))
                    .map(w -> "write " + w).orElseGet(this::generalHint);
        }
        return generalHint();
    }

    private String generalHint() {
        if (function.equals("_&&_") || function.equals("_||_") || function.equals("!_")) {
            return "compare values first: msg.field == 1";
        }
        return switch (types.getFirst()) {
            case "bytes" -> "bytes can be compared with ==, !=, <, <=, > and >=";
            case "string" -> "strings can be compared, and tested with contains, startsWith and endsWith";
            default -> "both sides must be of one type";
        };
    }

    private static Optional<CelConstant> constant(CelExpr node) {
        return node.getKind() == CelExpr.ExprKind.Kind.CONSTANT ? Optional.of(node.constant()) : Optional.empty();
    }

    /** The constant as one of the wanted type, where that loses nothing. */
    private static Optional<String> written(CelConstant constant, String wanted) {
        String value = switch (constant.getKind()) {
            case INT64_VALUE -> Long.toString(constant.int64Value());
            case UINT64_VALUE -> constant.uint64Value().toString();
            case DOUBLE_VALUE -> constant.doubleValue() == Math.rint(constant.doubleValue())
                    && Math.abs(constant.doubleValue()) < 1e15 ? Long.toString((long) constant.doubleValue())
                            : Double.toString(constant.doubleValue());
            case STRING_VALUE -> constant.stringValue();
            default -> "";
        };
        boolean number = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-');
        return switch (wanted) {
            case "int" -> number ? Optional.of(value) : Optional.empty();
            case "uint" -> number && !value.startsWith("-") ? Optional.of(value + "u") : Optional.empty();
            case "double" -> number ? Optional.of(value + ".0") : Optional.empty();
            case "string" -> value.isEmpty() ? Optional.empty() : Optional.of(CelLiterals.string(value));
            case "bytes" -> value.isEmpty() ? Optional.empty() : Optional.of("b" + CelLiterals.string(value));
            case "bool" -> value.equals("1") ? Optional.of("true")
                    : value.equals("0") ? Optional.of("false") : Optional.empty();
            default -> Optional.empty();
        };
    }
}
