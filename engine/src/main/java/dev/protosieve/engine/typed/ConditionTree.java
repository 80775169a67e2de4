package dev.protosieve.engine.typed;

import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition as blocks show it, read by CEL's parser alone: rules that are switched off or do not type-check have one, too. Spans
 * are offsets in {@link #text()}.
 */
public record ConditionTree(String text, Node root) {

    /** The tree of any text; what CEL cannot read is one {@link Node.Free}. */
    public static ConditionTree of(String text) {
        return new ConditionTree(text, ConditionReader.read(text));
    }

    /** The block at the end of a path of child numbers; the nearest one above it where the path goes on too far. */
    public Node at(List<Integer> path) {
        Node node = root;
        for (int child : path) {
            if (child >= node.children().size()) {
                return node;
            }
            node = node.children().get(child);
        }
        return node;
    }

    /** Whether blocks are there for every step of the path. */
    public boolean has(List<Integer> path) {
        Node node = root;
        for (int child : path) {
            if (child < 0 || child >= node.children().size()) {
                return false;
            }
            node = node.children().get(child);
        }
        return true;
    }

    /** The path to the smallest block whose characters, with the brackets around them, hold the span; the root's where none does. */
    public List<Integer> pathTo(Span span) {
        List<Integer> path = new ArrayList<>();
        Node node = root;
        boolean deeper = true;
        while (deeper) {
            deeper = false;
            for (int i = 0; i < node.children().size() && !deeper; i++) {
                if (node.children().get(i).outer().contains(span)) {
                    node = node.children().get(i);
                    path.add(i);
                    deeper = true;
                }
            }
        }
        return List.copyOf(path);
    }

    /** The characters of a span. */
    public String slice(Span span) {
        return text.substring(span.start(), span.end());
    }

    /** How many blocks there are. */
    public int size() {
        return size(root);
    }

    private static int size(Node node) {
        return 1 + node.children().stream().mapToInt(ConditionTree::size).sum();
    }

    /** How tightly an expression holds together, loosest first (CEL language definition, "Syntax"). */
    public enum Strength {
        CHOICE,
        OR,
        AND,
        RELATION,
        SUM,
        PRODUCT,
        UNARY,
        PRIMARY
    }

    /** What an operand is. */
    public enum Role {
        /** {@code msg.filter.max_price}, {@code udp.dst_port}, {@code msg.m["k"]}, and names of constants. */
        PATH,
        /** A constant, also of addresses and times: {@code ip("10.0.0.1")}. */
        CONSTANT,
        /** {@code size(msg.tags)} or {@code msg.tags.size()}. */
        SIZE,
        /** Anything else. */
        EXPRESSION
    }

    /** A part of a comparison. {@code span} holds the brackets around it. */
    public record Operand(Span span, String text, Role role) {
    }

    /** How many elements of a list must fulfil a condition. */
    public enum Quantifier {
        ANY("exists"),
        EVERY("all"),
        ONE("exists_one");

        private final String macro;

        Quantifier(String macro) {
            this.macro = macro;
        }

        /** CEL's name of the macro. */
        public String macro() {
            return macro;
        }
    }

    /** One block. {@code span} is its own text, {@code outer} also holds the brackets that group it. */
    public sealed interface Node {

        Span span();

        Span outer();

        Strength strength();

        /** The conditions in it, in the order of the text. */
        default List<Node> children() {
            return List.of();
        }

        /** Conditions that are joined by one operator. */
        sealed interface Group extends Node {

            List<Node> parts();

            /** {@code &&} or {@code ||}. */
            String joiner();

            @Override
            default List<Node> children() {
                return parts();
            }
        }

        /** {@code a && b && c}. */
        record All(Span span, Span outer, List<Node> parts) implements Group {
            public All {
                parts = List.copyOf(parts);
            }

            @Override
            public String joiner() {
                return "&&";
            }

            @Override
            public Strength strength() {
                return Strength.AND;
            }
        }

        /** {@code a || b || c}. */
        record Any(Span span, Span outer, List<Node> parts) implements Group {
            public Any {
                parts = List.copyOf(parts);
            }

            @Override
            public String joiner() {
                return "||";
            }

            @Override
            public Strength strength() {
                return Strength.OR;
            }
        }

        /** {@code !a}. */
        record Not(Span span, Span outer, Node inner) implements Node {
            @Override
            public List<Node> children() {
                return List.of(inner);
            }

            @Override
            public Strength strength() {
                return Strength.UNARY;
            }
        }

        /** {@code left == right}, and {@code in} over what is no list of constants. */
        record Compare(Span span, Span outer, Operand left, String operator, Span operatorSpan, Operand right)
                implements
                Node {
            @Override
            public Strength strength() {
                return Strength.RELATION;
            }
        }

        /** {@code subject in [1, 2]}; {@code list} holds the brackets. */
        record Member(Span span, Span outer, Operand subject, Span list, List<Operand> values) implements Node {
            public Member {
                values = List.copyOf(values);
            }

            @Override
            public Strength strength() {
                return Strength.RELATION;
            }
        }

        /** {@code subject.contains(argument)}, and the other tests with one argument. */
        record Call(Span span, Span outer, Operand subject, String function, Operand argument) implements Node {
            @Override
            public Strength strength() {
                return Strength.PRIMARY;
            }
        }

        /** {@code has(msg.sub)}. */
        record Has(Span span, Span outer, Operand field) implements Node {
            @Override
            public Strength strength() {
                return Strength.PRIMARY;
            }
        }

        /** A bool by itself. */
        record Truth(Span span, Span outer, Operand subject) implements Node {
            @Override
            public Strength strength() {
                return Strength.PRIMARY;
            }
        }

        /** {@code list.exists(variable, body)}. */
        record Each(Span span, Span outer, Operand list, Quantifier quantifier, String variable, Span variableSpan,
                Node body) implements Node {
            @Override
            public List<Node> children() {
                return List.of(body);
            }

            @Override
            public Strength strength() {
                return Strength.PRIMARY;
            }
        }

        /** What has no block of its own; {@code readable} when CEL's parser can read it. */
        record Free(Span span, Span outer, Strength strength, boolean readable) implements Node {
        }
    }
}
