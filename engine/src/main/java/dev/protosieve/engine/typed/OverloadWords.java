package dev.protosieve.engine.typed;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
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
        int open = applied.startsWith("(") ? 0 : applied.indexOf(".(") + 1;
        List<String> types = new ArrayList<>(open == 0 ? List.of() : List.of(applied.substring(0, open - 1)));
        int depth = 0;
        int start = open + 1;
        for (int i = start; i < applied.length(); i++) {
            char c = applied.charAt(i);
            if (depth == 0 && (c == ',' || i == applied.length() - 1)) {
                if (i > start) {
                    types.add(applied.substring(start, i).strip());
                }
                start = i + 1;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return new OverloadWords(function, types);
    }

    String what() {
        String symbol = function.replace("_", "").replace("@", "");
        if (types.size() == 2 && CelRanges.isOperator(function)) {
            return switch (symbol) {
                case "&&", "||" -> "'" + symbol + "' combines conditions, here it has " + types.getFirst() + " and "
                        + types.getLast();
                case "+", "-", "*", "/", "%" -> "'" + symbol + "' is not for " + types.getFirst() + " and "
                        + types.getLast();
                case "[]" -> types.getFirst() + " takes no " + types.getLast() + " in brackets";
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
        if (function.equals("_[_]")) {
            String holder = types.getFirst();
            return holder.startsWith("list") ? "name a place: [0]"
                    : holder.startsWith("map") ? "name a key of its type" : "only lists and maps have elements";
        }
        if (types.equals(List.of("net.IP", "string")) && CelRanges.isOperator(function)) {
            return constant(args.getLast()).map(c -> "write " + address(name(args.getFirst()), c.stringValue()))
                    .orElse("an address is compared with ip(\"10.0.0.1\"), and looked for with"
                            + " cidr(\"10.0.0.0/8\").containsIP(" + name(args.getFirst()) + ")");
        }
        if (function.equals("size")) {
            return "strings, bytes, lists and maps have a size";
        }
        if (CelRanges.isOperator(function) && types.size() == 2 && !types.getFirst().equals(types.getLast())) {
            return constant(args.getLast()).flatMap(c -> written(c, types.getFirst()))
                    .or(() -> constant(args.getFirst()).flatMap(c -> written(c, types.getLast())))
                    .map(w -> "write " + w).orElseGet(this::generalHint);
        }
        return generalHint();
    }

    /** What was meant by {@code ip.src in "10.0.0.0/8"} and {@code ip.src == "10.0.0.1"}. */
    private String address(String subject, String text) {
        return text.contains("/") ? "cidr(\"" + text + "\").containsIP(" + subject + ")"
                : subject + (function.equals("_!=_") ? " != " : " == ") + "ip(\"" + text + "\")";
    }

    /** {@code ip.src}. */
    private static String name(CelExpr node) {
        return switch (node.getKind()) {
            case IDENT -> node.ident().name();
            case SELECT -> name(node.select().operand()) + "." + node.select().field();
            default -> "ip.src";
        };
    }

    private String generalHint() {
        if (function.equals("_&&_") || function.equals("_||_") || function.equals("!_")) {
            return "compare values first: msg.field == 1";
        }
        if (function.equals("_?_:_")) {
            return "a condition stands before the '?', and both values are of one type";
        }
        if (types.size() == 2 && types.getFirst().equals(types.getLast()) && types.getFirst().equals("double")) {
            return "doubles are compared, not computed with";
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
