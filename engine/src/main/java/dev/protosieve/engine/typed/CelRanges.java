package dev.protosieve.engine.typed;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.protosieve.engine.text.Span;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the nodes of a CEL tree stand. CEL gives one position a node, in code points, and for calls it is the operator's or
 * the opening bracket's; ranges follow from the children and from the characters around.
 */
public final class CelRanges {

    private final String text;
    private final int start;
    private final CelSource positions;
    private final int[] offsets;
    private final Map<Long, Span> known = new HashMap<>();

    /**
     * @param text what CEL was given to read
     * @param start where in the rule file it begins
     */
    public CelRanges(String text, int start, CelSource positions) {
        this.text = text;
        this.start = start;
        this.positions = positions;
        this.offsets = codePointOffsets(text);
    }

    /** UTF-16 offset by code point; empty when the two are the same. */
    private static int[] codePointOffsets(String text) {
        int count = text.codePointCount(0, text.length());
        if (count == text.length()) {
            return new int[0];
        }
        int[] offsets = new int[count + 1];
        for (int i = 0, at = 0; i < count; i++) {
            offsets[i] = at;
            at += Character.charCount(text.codePointAt(at));
        }
        offsets[count] = text.length();
        return offsets;
    }

    /** The UTF-16 offset, in the rule file, of a code point of the text. */
    int offset(int codePoint) {
        return start + inText(codePoint);
    }

    private int inText(int codePoint) {
        return offsets.length == 0 ? Math.min(codePoint, text.length())
                : offsets[Math.min(codePoint, offsets.length - 1)];
    }

    /** The UTF-16 offset, in the text, of a node's own position. */
    private int position(long id) {
        Integer at = positions.getPositionsMap().get(id);
        return at == null ? 0 : inText(at);
    }

    /** Where a node stands in the rule file. */
    public Span of(CelExpr node) {
        return within(node).shifted(start);
    }

    private Span within(CelExpr node) {
        Span span = known.get(node.id());
        if (span == null) {
            span = compute(node);
            known.put(node.id(), span);
        }
        return span;
    }

    private Span compute(CelExpr node) {
        int at = position(node.id());
        return switch (node.getKind()) {
            case CONSTANT -> constant(node, at);
            case IDENT -> name(at);
            case SELECT -> node.select().field().indexOf('.') >= 0 ? extension(at)
                    : node.select().testOnly() ? macro(at)
                            : new Span(within(node.select().operand()).start(), nameBehindDot(at));
            case CALL -> call(node.call(), at);
            case LIST -> new Span(at, CelText.endOfBracket(text, at));
            case MAP -> new Span(at, CelText.endOfBracket(text, at));
            case STRUCT -> new Span(CelText.startOfDottedName(text, CelText.skipSpaceBack(text, at)),
                    CelText.endOfBracket(text, at));
            case COMPREHENSION ->
                new Span(within(node.comprehension().iterRange()).start(), CelText.endOfBracket(text, at));
            case NOT_SET -> new Span(at, at);
        };
    }

    private Span constant(CelExpr node, int at) {
        int start = at;
        if (isNegative(node)) {
            int minus = CelText.skipSpaceBack(text, at);
            start = minus > 0 && text.charAt(minus - 1) == '-' ? minus - 1 : at;
        }
        int end = CelText.endOfName(text, at);
        if (end < text.length() && CelText.isQuote(text.charAt(end))) {
            return new Span(start, CelText.endOfString(text, end));
        }
        return new Span(start, endOfNumber(end));
    }

    private static boolean isNegative(CelExpr node) {
        return switch (node.constant().getKind()) {
            case INT64_VALUE -> node.constant().int64Value() <= 0;
            case DOUBLE_VALUE -> Double.doubleToRawLongBits(node.constant().doubleValue()) < 0;
            default -> false;
        };
    }

    /** {@code 1.5e-3}: names end at the dot and at the sign of the exponent. */
    private int endOfNumber(int from) {
        int end = from;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean sign = (c == '-' || c == '+') && end > 0 && "eE".indexOf(text.charAt(end - 1)) >= 0
                    && Character.isDigit(text.charAt(Math.max(0, end - 2)));
            if (!CelText.isNamePart(c) && c != '.' && !sign) {
                break;
            }
            end++;
        }
        return end;
    }

    private Span name(int at) {
        if (at < text.length() && text.charAt(at) == '.') {
            return new Span(CelText.startOfDottedName(text, CelText.skipSpaceBack(text, at)), nameBehindDot(at));
        }
        return new Span(at, CelText.endOfName(text, at));
    }

    private int nameBehindDot(int dot) {
        return CelText.endOfName(text, CelText.skipSpace(text, dot + 1));
    }

    /** {@code has(msg.x)}: the position is the bracket. */
    private Span macro(int bracket) {
        return new Span(CelText.startOfName(text, CelText.skipSpaceBack(text, bracket)),
                CelText.endOfBracket(text, bracket));
    }

    /** The name of the field that a selection ends with, also inside of {@code has()}. */
    Span selected(CelExpr select) {
        Span whole = within(select);
        int end = select.select().testOnly() ? CelText.skipSpaceBack(text, Math.max(0, whole.end() - 1)) : whole.end();
        return new Span(Math.max(whole.start(), end - select.select().field().length()), end).shifted(start);
    }

    /** {@code proto.getExt(msg, p.ext)}: the position is the bracket. */
    private Span extension(int bracket) {
        return new Span(CelText.startOfDottedName(text, CelText.skipSpaceBack(text, bracket)),
                CelText.endOfBracket(text, bracket));
    }

    private Span call(CelCall call, int at) {
        if (call.function().equals("_[_]")) {
            return new Span(within(call.args().getFirst()).start(), CelText.endOfBracket(text, at));
        }
        if (call.target().isPresent()) {
            return new Span(within(call.target().get()).start(), CelText.endOfBracket(text, at));
        }
        if (isOperator(call.function())) {
            int start = call.args().size() == 1 ? at : bracketed(call.args().getFirst()).start();
            // what macros are expanded to has no characters of its own
            return new Span(start, Math.max(start, bracketed(call.args().getLast()).end()));
        }
        return macro(at);
    }

    /** CEL names operators with the places of their operands: {@code _&&_}, {@code !_}, {@code @in}. */
    static boolean isOperator(String function) {
        return function.startsWith("_") || function.endsWith("_") || function.equals("@in");
    }

    /** The name in front of the bracket of a function call. */
    Span functionName(CelExpr call) {
        int end = CelText.skipSpaceBack(text, position(call.id()));
        return new Span(CelText.startOfName(text, end), end).shifted(start);
    }

    /** The token at an offset of the rule file: a name, a string, an operator of one or two characters, or nothing at the end. */
    Span token(int offset) {
        int at = offset - start;
        if (at >= text.length()) {
            return new Span(text.length(), text.length()).shifted(start);
        }
        char c = text.charAt(at);
        int end = CelText.isQuote(c) ? CelText.endOfString(text, at) : CelText.endOfName(text, at);
        boolean negative = c == '-' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
        if (negative) {
            end = endOfNumber(CelText.endOfName(text, at + 1));
        } else if (end == at) {
            boolean twice = at + 1 < text.length() && "&|=<>".indexOf(c) >= 0
                    && "&|=>".indexOf(text.charAt(at + 1)) >= 0;
            end = at + (twice ? 2 : 1);
        }
        return new Span(at, end).shifted(start);
    }

    /** Where a node stands in the rule file, with the brackets that group it. */
    Span grouped(CelExpr operand) {
        return bracketed(operand).shifted(start);
    }

    private Span bracketed(CelExpr operand) {
        Span span = within(operand);
        while (true) {
            int before = CelText.skipSpaceBack(text, span.start());
            int behind = CelText.skipSpace(text, span.end());
            if (before == 0 || text.charAt(before - 1) != '(' || behind >= text.length()
                    || text.charAt(behind) != ')') {
                return span;
            }
            span = new Span(before - 1, behind + 1);
        }
    }
}
