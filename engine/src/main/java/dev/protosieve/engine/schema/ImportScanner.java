package dev.protosieve.engine.schema;

import com.google.protobuf.TextFormat;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;

/** Finds the import statements of a .proto text; protoc judges everything else. */
final class ImportScanner {

    private final ProtoTokens tokens;
    private final List<Import> found = new ArrayList<>();

    private ImportScanner(String text) {
        this.tokens = new ProtoTokens(text);
    }

    /**
     * One import statement.
     *
     * @param span the quoted string
     * @param name what stands between the quotes, escapes resolved
     */
    record Import(Span span, String name) {
    }

    static List<Import> scan(String text) {
        return new ImportScanner(text).imports();
    }

    private List<Import> imports() {
        boolean statementStarts = true;
        while (tokens.next()) {
            if (statementStarts && tokens.depth() == 0 && tokens.is("import")) {
                importName();
            }
            statementStarts = tokens.is(';') || tokens.is('}');
        }
        return found;
    }

    /** Ends on the token behind the name. */
    private void importName() {
        boolean more = tokens.next();
        while (more && tokens.isWord()) {
            more = tokens.next(); // public, weak or option
        }
        int start = tokens.start();
        int end = start;
        StringBuilder name = new StringBuilder();
        while (more && tokens.isString()) {
            name.append(unescaped(tokens.content())); // adjacent strings are one, as in C
            end = tokens.end();
            more = tokens.next();
        }
        if (end > start) {
            found.add(new Import(new Span(start, end), name.toString()));
        }
    }

    /** protoc's strings have the escapes of the text format; what is no such string stays as it is. */
    private static String unescaped(String content) {
        try {
            return content.indexOf('\\') < 0 ? content
                    : TextFormat.unescapeBytes(content).toStringUtf8();
        } catch (TextFormat.InvalidEscapeSequenceException e) {
            return content;
        }
    }
}
