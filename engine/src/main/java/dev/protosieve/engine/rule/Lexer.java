package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.Lexeme.Kind;
import dev.protosieve.engine.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells what each piece of a rule file is, by its look and place alone: no schema is asked, and broken text is welcome. */
public final class Lexer {

    /** The macros over lists and maps that name a variable (CEL language definition, "Macros"). */
    public static final Set<String> MACROS = Set.of("exists", "all", "exists_one", "filter", "map");
    private static final Set<String> PACKET_ROOTS = Set.of("udp", "tcp", "ip", "eth", "pkt");
    private static final Set<String> BETWEEN = Set.of("if", "by", "per", "burst");

    private final String text;
    private final List<Token> tokens;
    private final List<Lexeme> found = new ArrayList<>();
    private final Deque<Variable> variables = new ArrayDeque<>();
    private int depth;

    private record Variable(String name, int depth) {
    }

    private Lexer(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** All pieces in order, without overlap; blanks are left out. Linear in the length of the text. */
    public static List<Lexeme> lex(String text) {
        List<Lexeme> all = new ArrayList<>();
        int at = 0;
        for (Span statement : Statements.in(text)) {
            comments(text, at, statement.start(), all);
            Lexer lexer = new Lexer(text, Token.in(text, statement.start(), statement.end()));
            lexer.statement();
            lexer.found.forEach(l -> clip(l, statement, all));
            at = statement.end();
        }
        comments(text, at, text.length(), all);
        return all;
    }

    private static void comments(String text, int from, int to, List<Lexeme> into) {
        Token.in(text, from, to).stream().filter(t -> t.type() == Token.Type.COMMENT)
                .forEach(t -> clip(new Lexeme(Kind.COMMENT, t.start(), t.end()), new Span(from, to), into));
    }

    /** A string that is never closed may seem to run on where another statement certainly begins. */
    private static void clip(Lexeme lexeme, Span within, List<Lexeme> into) {
        int end = Math.min(lexeme.end(), within.end());
        if (end > lexeme.start()) {
            into.add(new Lexeme(lexeme.kind(), lexeme.start(), end));
        }
    }

    private void statement() {
        int i = 0;
        while (i < tokens.size() && (tokens.get(i).type() == Token.Type.STRING || isWord(i, "off"))) {
            add(tokens.get(i), isWord(i, "off") ? Kind.KEYWORD : Kind.LABEL);
            i++;
        }
        if (i == tokens.size() || tokens.get(i).type() != Token.Type.WORD) {
            expression(i);
            return;
        }
        String first = tokens.get(i).in(text);
        add(tokens.get(i), action(first));
        switch (first) {
            case "message" -> rest(i + 1, Kind.TYPE);
            case "expect" -> expectation(i + 1);
            case "on", "default", "framing", "mode", "validate" -> words(i + 1);
            default -> expression(i + 1);
        }
    }

    private static Kind action(String word) {
        return switch (word) {
            case "drop", "limit" -> Kind.DROP;
            case "pass" -> Kind.PASS;
            case "log", "sample", "count" -> Kind.REPORT;
            default -> Words.STATEMENTS.contains(word) ? Kind.KEYWORD : Kind.FIELD;
        };
    }

    private void rest(int from, Kind kind) {
        tokens.subList(from, tokens.size())
                .forEach(t -> add(t, t.type() == Token.Type.COMMENT ? Kind.COMMENT : kind));
    }

    private void words(int from) {
        for (Token token : tokens.subList(from, tokens.size())) {
            add(token, switch (token.type()) {
                case COMMENT -> Kind.COMMENT;
                case WORD -> Words.VERDICTS.contains(token.in(text)) ? action(token.in(text)) : Kind.KEYWORD;
                case STRING, NUMBER, SIGN -> Kind.OPERATOR;
            });
        }
    }

    private void expectation(int from) {
        boolean body = false;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            body |= isSign(i, "{");
            switch (token.type()) {
                case COMMENT -> add(token, Kind.COMMENT);
                case STRING -> string(token, body ? Kind.STRING : Kind.LABEL);
                case NUMBER -> add(token, Kind.NUMBER);
                case SIGN -> add(token, isBracket(i) ? Kind.BRACKET : Kind.OPERATOR);
                case WORD -> add(token, !body ? action(token.in(text)) : isSign(i + 1, ":") || isSign(i + 1, "{")
                        ? Kind.FIELD : isConstant(i) ? Kind.CONSTANT : Kind.ENUM);
            }
        }
    }

    private void expression(int from) {
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            switch (token.type()) {
                case COMMENT -> add(token, Kind.COMMENT);
                case STRING -> string(token, Kind.STRING);
                case NUMBER -> add(token, Kind.NUMBER);
                case SIGN -> sign(i);
                case WORD -> word(i);
            }
        }
    }

    private void sign(int i) {
        if (isSign(i, "(")) {
            depth++;
        } else if (isSign(i, ")")) {
            depth--;
            while (!variables.isEmpty() && variables.peek().depth() > depth) {
                variables.pop();
            }
        }
        Token token = tokens.get(i);
        boolean dot = isSign(i, ".");
        boolean packet = dot && !found.isEmpty() && found.getLast().kind() == Kind.PACKET;
        if (!dot || packet) {
            add(token, packet ? Kind.PACKET : isBracket(i) ? Kind.BRACKET : Kind.OPERATOR);
        }
    }

    private void word(int i) {
        String word = tokens.get(i).in(text);
        boolean member = isSign(i - 1, ".");
        boolean called = isSign(i + 1, "(");
        if (called && member && MACROS.contains(word) && isSign(i + 3, ",")) {
            variables.push(new Variable(tokens.get(i + 2).in(text), depth + 1));
        }
        add(tokens.get(i), kind(i, word, member, called));
    }

    private Kind kind(int i, String word, boolean member, boolean called) {
        Kind before = found.isEmpty() ? Kind.KEYWORD : found.getLast().kind();
        if (called) {
            return before == Kind.PACKET && member ? Kind.PACKET
                    : MACROS.contains(word) || word.equals("has") ? Kind.MACRO : Kind.FUNCTION;
        }
        if (member) {
            return before == Kind.PACKET || before == Kind.ENUM ? before : Kind.FIELD;
        }
        if (word.equals("msg")) {
            return Kind.ROOT;
        }
        if (variables.stream().anyMatch(v -> v.name().equals(word))) {
            return Kind.VARIABLE;
        }
        if (depth == 0 && BETWEEN.contains(word) || word.equals("in") || isSign(i - 1, "/")) {
            return Kind.KEYWORD;
        }
        return isConstant(i) ? Kind.CONSTANT
                : PACKET_ROOTS.contains(word) && isSign(i + 1, ".") ? Kind.PACKET : Kind.ENUM;
    }

    private void string(Token token, Kind kind) {
        String written = token.in(text);
        int quote = 0;
        while (quote < written.length() && written.charAt(quote) != '"' && written.charAt(quote) != '\'') {
            quote++;
        }
        String prefix = written.substring(0, quote).toLowerCase(Locale.ROOT);
        Kind plain = prefix.contains("b") ? Kind.BYTES : kind;
        int from = token.start();
        for (int i = token.start() + quote; !prefix.contains("r") && i < token.end() - 1; i++) {
            if (text.charAt(i) == '\\') {
                int end = Math.min(token.end(), i + escapeLength(text.charAt(i + 1)));
                piece(plain, from, i);
                piece(Kind.ESCAPE, i, end);
                from = end;
                i = end - 1;
            }
        }
        piece(plain, from, token.end());
    }

    /** CEL language definition, "String and Bytes Values". */
    private static int escapeLength(char c) {
        return switch (c) {
            case 'x', 'X' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            case '0', '1', '2', '3' -> 4;
            default -> 2;
        };
    }

    private void piece(Kind kind, int start, int end) {
        if (end > start) {
            found.add(new Lexeme(kind, start, end));
        }
    }

    private void add(Token token, Kind kind) {
        piece(kind, token.start(), token.end());
    }

    private boolean isConstant(int i) {
        return isWord(i, "true") || isWord(i, "false") || isWord(i, "null");
    }

    private boolean isBracket(int i) {
        return "()[]{}".contains(tokens.get(i).in(text));
    }

    private boolean isWord(int i, String word) {
        return tokens.get(i).type() == Token.Type.WORD && tokens.get(i).is(text, word);
    }

    private boolean isSign(int i, String sign) {
        return i >= 0 && i < tokens.size() && tokens.get(i).type() == Token.Type.SIGN && tokens.get(i).is(text, sign);
    }
}
