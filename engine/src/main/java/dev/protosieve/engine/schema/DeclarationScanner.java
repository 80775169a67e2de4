package dev.protosieve.engine.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** Finds the names that a .proto text declares, so that a large tree can be searched before protoc has read it. */
final class DeclarationScanner {

    private static final Body FILE = new Body("", true);

    private final ProtoTokens tokens;
    private final Deque<Body> bodies = new ArrayDeque<>();
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

    /**
     * What stands between two braces.
     *
     * @param scope what is declared here is named below it; without the package, which may follow later
     * @param declares whether {@code message} begins a declaration here; in an enum it is a name
     */
    private record Body(String scope, boolean declares) {

        String below(String name) {
            return scope.isEmpty() ? name : scope + "." + name;
        }
    }

    static Declared scan(String text) {
        return new DeclarationScanner(text).scan();
    }

    private Declared scan() {
        while (tokens.next()) {
            if (!tokens.is('}') && !tokens.is('{') && !tokens.is(';')) {
                statement();
            } else if (tokens.is('{')) {
                bodies.push(unnamed());
            }
            if (tokens.is('}')) {
                bodies.poll();
            }
        }
        Body top = new Body(packageName, true);
        return new Declared(packageName, messages.stream().map(top::below).toList(),
                others.stream().map(top::below).toList());
    }

    private Body body() {
        return bodies.isEmpty() ? FILE : Objects.requireNonNull(bodies.peek());
    }

    /** Of an extend or a oneof, in which only groups are declared, or of something that declares nothing. */
    private Body unnamed() {
        return new Body(body().scope(), false);
    }

    /** Ends on the sign that ends the statement or opens its body. */
    private void statement() {
        if (body().declares() && (tokens.is("export") || tokens.is("local"))) {
            tokens.next();
        }
        if (tokens.is("option")) {
            toEnd(false);
        } else if (bodies.isEmpty() && tokens.is("package")) {
            packageName = dotted();
        } else if (body().declares() && tokens.is("message")) {
            declaration(messages, true);
        } else if (body().declares() && (tokens.is("enum") || tokens.is("service"))) {
            declaration(others, false);
        } else {
            field();
        }
    }

    private void declaration(List<String> kind, boolean declares) {
        Body inside = unnamed();
        if (tokens.next() && tokens.isWord()) {
            inside = new Body(body().below(tokens.word()), declares);
            kind.add(inside.scope());
        }
        toEnd(true);
        open(inside);
    }

    /** A field, which declares a message when it is a group, or any other statement. */
    private void field() {
        if (tokens.is("optional") || tokens.is("required") || tokens.is("repeated")) {
            tokens.next();
        }
        boolean group = tokens.is("group") && tokens.next() && tokens.isWord();
        Body inside = group ? new Body(body().below(tokens.word()), true) : unnamed();
        toEnd(true);
        if (group && tokens.is('{')) {
            messages.add(inside.scope());
        }
        open(inside);
    }

    private void open(Body inside) {
        if (tokens.is('{')) {
            bodies.push(inside);
        }
    }

    /**
     * Goes to the sign that ends a statement; what options hold in brackets and braces is passed over.
     *
     * @param bodied whether a brace opens a body rather than a value
     */
    private void toEnd(boolean bodied) {
        int depth = 0;
        do {
            if (depth == 0 && (tokens.is(';') || tokens.is('}') || bodied && tokens.is('{'))) {
                return;
            }
            if (tokens.is('[') || tokens.is('{')) {
                depth++;
            } else if (tokens.is(']') || tokens.is('}')) {
                depth--;
            }
        } while (tokens.next());
    }

    private String dotted() {
        StringBuilder name = new StringBuilder();
        while (tokens.next() && (tokens.isWord() || tokens.is('.'))) {
            name.append(tokens.word());
        }
        return name.toString();
    }
}
