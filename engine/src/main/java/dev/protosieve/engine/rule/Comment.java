package dev.protosieve.engine.rule;

import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * Comment lines that follow each other, for readers.
 *
 * @param text without the marks; lines that were only wrapped are one, those of a list and indented ones are not
 * @param below the index of the statement that comes next; their number when none does
 * @param attached whether no blank line is between that statement and the comment
 */
public record Comment(String text, int below, boolean attached) {

    /** All that stand in lines of their own, in file order. */
    public static List<Comment> in(RuleSyntax syntax) {
        List<Comment> found = new ArrayList<>();
        SourceText source = syntax.source();
        List<Statement> statements = syntax.statements();
        int line = 1;
        for (int i = 0; i < statements.size(); i++) {
            int begin = source.line(statements.get(i).span().start());
            collect(source, line, begin - 1, i, found);
            line = source.line(statements.get(i).span().end()) + 1;
        }
        collect(source, line, source.lineCount(), statements.size(), found);
        return found;
    }

    private static void collect(SourceText source, int first, int last, int below, List<Comment> into) {
        List<String> lines = new ArrayList<>();
        for (int line = first; line <= last; line++) {
            String content = source.slice(source.lineSpan(line)).strip();
            if (content.startsWith("#") || content.startsWith("//")) {
                String words = content.substring(content.startsWith("#") ? 1 : 2);
                lines.add(words.startsWith(" ") ? words.substring(1) : words);
            } else {
                end(lines, below, false, into);
            }
        }
        end(lines, below, last < source.lineCount(), into);
    }

    private static void end(List<String> lines, int below, boolean attached, List<Comment> into) {
        String text = joined(lines).strip();
        if (!text.isEmpty()) {
            into.add(new Comment(text, below, attached));
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
