package dev.protosieve.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.protosieve.engine.rule.Comment.Place;
import dev.protosieve.engine.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommentTest {

    private static List<Comment> in(String text) {
        return Comment.in(RuleParser.parse(new SourceText("t.sieve", text), new ArrayList<>()));
    }

    @Test
    void joinsLinesThatWereWrappedAndTellsWhatIsAttached() {
        assertEquals(
                List.of(new Comment("A title\nover a longer line", 0, Place.APART),
                        new Comment("what it is about", 0, Place.ABOVE),
                        new Comment("at its end", 0, Place.INSIDE), new Comment("who is meant", 1, Place.ABOVE)),
                in("""
                        # A title
                        # over a longer line

                        # what it
                        //is about
                        schema "a.proto" # at its end
                        # who is meant
                        match udp.dst_port == 1
                        """));
    }

    @Test
    void keepsTheLinesOfListsAndEmptyOnes() {
        assertEquals(List.of(new Comment("Two:\n- one\n- two\n\nand   an end", 1, Place.APART)), in("""
                drop if msg.a
                # Two:
                # - one
                # - two
                #
                # and   an end
                """));
    }

    @Test
    void findsThoseInsideAStatementAndBehindItButNotInStrings() {
        assertEquals(List.of(new Comment("above", 0, Place.ABOVE), new Comment("why", 0, Place.INSIDE),
                new Comment("and why", 0, Place.INSIDE),
                new Comment("the next", 1, Place.INSIDE)), in("""
                        # above
                        drop if msg.a == "# none" &&   #
                          // why
                          msg.b                  # and why
                        drop if msg.c // the next"""));
    }
}
