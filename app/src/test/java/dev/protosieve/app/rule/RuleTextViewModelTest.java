package dev.protosieve.app.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.Samples;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.app.session.Workbench;
import dev.protosieve.engine.text.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleTextViewModelTest {

    private static final String TEXT = Samples.HEAD + "pass if msg.page == 1\ndrop if msg.nothing == 1\n";

    @Test
    void problemsStayOnTheirWordsWhileTheTextIsAheadOfTheCheck(@TempDir Path folder) {
        Workbench bench = new Workbench(Samples.document(folder, TEXT));
        RuleTextViewModel model = new RuleTextViewModel(bench);
        bench.check().set(new Check(Samples.report(bench.document().get()), new VerifierAnswer.NotAsked("")));
        Diagnostic problem = model.problems().get().getFirst();
        String words = words(model, problem);
        int line = TEXT.substring(0, TEXT.indexOf("drop")).split("\n", -1).length - 1;
        assertEquals(Optional.of(problem), model.worstIn(line));
        model.type("# ten more\n" + TEXT);
        assertEquals(words, words(model, problem));
        assertEquals(Optional.of(problem), model.worstIn(line + 1));
        assertEquals(List.of(problem), model.at(model.underline(problem).orElseThrow().start()));
        model.type(TEXT + "pass\n");
        assertEquals(words, words(model, problem));
        model.type(TEXT.replace(words, words.charAt(0) + "~" + words.substring(1)));
        assertEquals(Optional.empty(), model.underline(problem));
    }

    private static String words(RuleTextViewModel model, Diagnostic problem) {
        return model.underline(problem).map(s -> model.text().substring(s.start(), s.end())).orElse("");
    }
}
