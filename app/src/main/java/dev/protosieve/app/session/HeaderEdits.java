package dev.protosieve.app.session;

import dev.protosieve.engine.rule.RuleEdit;
import dev.protosieve.engine.rule.RuleParser;
import dev.protosieve.engine.rule.RulePrinter;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Edits of the lines that name schemas, import roots and the message; everything else keeps its characters. */
public final class HeaderEdits {

    private final String text;
    private final List<Statement> statements;

    private HeaderEdits(SourceText source) {
        this.text = source.content();
        this.statements = RuleParser.parse(source, new ArrayList<>()).statements();
    }

    /** For the text as it is now, which may have mistakes elsewhere. */
    public static HeaderEdits of(Document document) {
        return new HeaderEdits(document.source());
    }

    /** One more {@code import}. */
    public RuleEdit addImport(String folder) {
        return insert("import  " + RulePrinter.quote(folder), lastOf(Statement.ImportRoot.class)
                .or(() -> lastOf(Statement.SchemaFile.class)));
    }

    /** One more {@code schema}. */
    public RuleEdit addSchema(String path) {
        return insert("schema  " + RulePrinter.quote(path), lastOf(Statement.SchemaFile.class));
    }

    /** Another path in the first {@code schema} line; the other ones go away. */
    public RuleEdit setSchema(String path) {
        List<Statement.SchemaFile> named = statements.stream().filter(Statement.SchemaFile.class::isInstance)
                .map(Statement.SchemaFile.class::cast).toList();
        if (named.isEmpty()) {
            return addSchema(path);
        }
        StringBuilder changed = new StringBuilder(text);
        for (Statement.SchemaFile other : named.subList(1, named.size()).reversed()) {
            int from = text.lastIndexOf('\n', other.span().start()) + 1;
            int to = text.indexOf('\n', other.span().end());
            changed.delete(from, to < 0 ? text.length() : to + 1);
        }
        Span first = named.getFirst().path().span();
        changed.replace(first.start(), first.end(), RulePrinter.quote(path));
        return new RuleEdit.ReplaceText(changed.toString());
    }

    /** The message that the rules are about. */
    public RuleEdit setMessage(String name) {
        Optional<Statement.Message> old = statements.stream().filter(Statement.Message.class::isInstance)
                .map(Statement.Message.class::cast).findFirst();
        return old.<RuleEdit>map(m -> new RuleEdit.ReplaceSpan(m.name().span(), name))
                .orElseGet(() -> insert("message " + name, lastOf(Statement.ImportRoot.class)
                        .or(() -> lastOf(Statement.SchemaFile.class))));
    }

    /** Whether a line names a schema. */
    public boolean hasSchema() {
        return lastOf(Statement.SchemaFile.class).isPresent();
    }

    private Optional<Span> lastOf(Class<? extends Statement> kind) {
        return statements.stream().filter(kind::isInstance).map(Statement::span).reduce((_, s) -> s);
    }

    private RuleEdit insert(String line, Optional<Span> behind) {
        if (behind.isEmpty()) {
            return new RuleEdit.ReplaceSpan(new Span(0, 0), line + "\n");
        }
        int end = text.indexOf('\n', behind.get().end());
        int at = end < 0 ? text.length() : end;
        return new RuleEdit.ReplaceSpan(new Span(at, at), "\n" + line);
    }

    /** A path as a rule file in that folder names it: relative where that is shorter, with slashes. */
    public static String pathIn(Path folder, Path target) {
        Path from = folder.toAbsolutePath().normalize();
        Path to = target.toAbsolutePath().normalize();
        boolean near = from.getRoot() != null && from.getRoot().equals(to.getRoot()) && shared(from, to) > 0;
        String text = near ? from.relativize(to).toString() : to.toString();
        return (text.isEmpty() ? "." : text).replace('\\', '/');
    }

    private static int shared(Path a, Path b) {
        int same = 0;
        while (same < a.getNameCount() && same < b.getNameCount() && a.getName(same).equals(b.getName(same))) {
            same++;
        }
        return same;
    }
}
