package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Comment lines that follow each other, or one comment in or behind a statement, for readers.
 *
 * @param text without the marks; lines that were only wrapped are one, those of a list and indented ones are not
 * @param statement the index of the statement that comes next or that it stands in; their number when none does
 */
public record Comment(String text, int statement, Place place) {

    /** Where it is, seen from the statement. */
    public enum Place {
        /** Above, with a blank line between, or at the end of the file. */
        APART,
        /** In the lines directly above. */
        ABOVE,
        /** Between its words, or behind the last of them in the same line. */
        INSIDE
    }

    /** All, in file order. */
    public static List<Comment> in(RuleSyntax syntax) {
        List<Comment> found = new ArrayList<>();
        SourceText source = syntax.source();
        List<Statement> statements = syntax.statements();
        int line = 1;
        for (int i = 0; i < statements.size(); i++) {
            int begin = source.line(statements.get(i).span().start());
            collect(source, line, begin - 1, i, found);
            line = source.line(statements.get(i).span().end()) + 1;
            inside(source, statements.get(i).span(), i, found);
        }
        collect(source, line, source.lineCount(), statements.size(), found);
        return found;
    }

    private static void inside(SourceText source, Span statement, int index, List<Comment> into) {
        int end = source.lineSpan(source.line(statement.end())).end();
        String all = source.slice(new Span(statement.start(), end));
        if (all.indexOf('#') < 0 && !all.contains("//")) {
            return;
        }
        Token.in(source.content(), statement.start(), end).stream().filter(t -> t.type() == Token.Type.COMMENT)
                .map(t -> words(source.slice(new Span(t.start(), t.end())))).filter(words -> !words.isBlank())
                .forEach(words -> into.add(new Comment(words.strip(), index, Place.INSIDE)));
    }

    private static String words(String comment) {
        String words = comment.substring(comment.startsWith("#") ? 1 : 2);
        return words.startsWith(" ") ? words.substring(1) : words;
    }

    private static void collect(SourceText source, int first, int last, int statement, List<Comment> into) {
        List<String> lines = new ArrayList<>();
        for (int line = first; line <= last; line++) {
            String content = source.slice(source.lineSpan(line)).strip();
            if (content.startsWith("#") || content.startsWith("//")) {
                lines.add(words(content));
            } else {
                end(lines, statement, Place.APART, into);
            }
        }
        end(lines, statement, last < source.lineCount() ? Place.ABOVE : Place.APART, into);
    }

    private static void end(List<String> lines, int statement, Place place, List<Comment> into) {
        String text = joined(lines).strip();
        if (!text.isEmpty()) {
            into.add(new Comment(text, statement, place));
        }
        lines.clear();
    }

    // a line was wrapped when the first word of the next had no room in it
    private static String joined(List<String> lines) {
        int room = lines.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (i > 0) {
                boolean own = line.isBlank() || Character.isWhitespace(line.charAt(0)) || line.startsWith("- ")
                        || line.startsWith("* ") || lines.get(i - 1).isBlank()
                        || lines.get(i - 1).length() + 1 + line.split(" ", 2)[0].length() <= room;
                text.append(own ? '\n' : ' ');
            }
            text.append(line.stripTrailing());
        }
        return text.toString();
    }
}
