package dev.protosieve.engine.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the names that a .proto text declares, so that a large tree can be searched before protoc has read it. */
final class DeclarationScanner {

    private final ProtoTokens tokens;
    private final Deque<String> scopes = new ArrayDeque<>();
    private final List<String> messages = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private String packageName = "";

    private DeclarationScanner(String text) {
        this.tokens = new ProtoTokens(text);
    }

    /**
     * What a file declares.
     *
     * @param messages full names, nested ones too
     * @param others full names of enums and services
     */
    record Declared(String packageName, List<String> messages, List<String> others) {
    }

    static Declared scan(String text) {
        return new DeclarationScanner(text).scan();
    }

    private Declared scan() {
        boolean starts = true;
        String opening = "";
        while (tokens.next()) {
            if (tokens.is('{')) {
                scopes.push(opening.isEmpty() ? scope() : opening);
            } else if (tokens.is('}')) {
                scopes.poll();
            }
            boolean ends = tokens.is(';') || tokens.is('{') || tokens.is('}');
            if (starts && !ends && tokens.isWord()) {
                opening = statement();
                ends = tokens.is(';');
            } else if (ends) {
                opening = "";
            }
            starts = ends;
        }
        return new Declared(packageName, List.copyOf(messages), List.copyOf(others));
    }

    private String scope() {
        return scopes.isEmpty() ? packageName : scopes.peek();
    }

    /** The full name of what the statement declares; empty when it declares no type. */
    private String statement() {
        if (tokens.is("package")) {
            packageName = dotted();
            return "";
        }
        List<String> kind = tokens.is("message") ? messages
                : tokens.is("enum") || tokens.is("service") ? others : List.of();
        boolean declares = tokens.is("message") || tokens.is("enum") || tokens.is("service");
        if (!declares || !tokens.next() || !tokens.isWord()) {
            return "";
        }
        String full = scope().isEmpty() ? tokens.word() : scope() + "." + tokens.word();
        kind.add(full);
        return full;
    }

    private String dotted() {
        StringBuilder name = new StringBuilder();
        while (tokens.next() && (tokens.isWord() || tokens.is('.'))) {
            name.append(tokens.word());
        }
        return name.toString();
    }
}
