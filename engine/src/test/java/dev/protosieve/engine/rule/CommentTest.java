package dev.protosieve.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
                List.of(new Comment("A title\nover a longer line", 0, false), new Comment("what it is about", 0, true),
                        new Comment("who is meant", 1, true)),
                in("""
                        # A title
                        # over a longer line

                        # what it
                        //is about
                        schema "a.proto" # not a line of its own
                        # who is meant
                        match udp.dst_port == 1
                        """));
    }

    @Test
    void keepsTheLinesOfListsAndEmptyOnes() {
        assertEquals(List.of(new Comment("Two:\n- one\n- two\n\nand   an end", 1, false)), in("""
                drop if msg.a
                # Two:
                # - one
                # - two
                #
                # and   an end
                """));
    }

    @Test
    void findsNoneInsideAStatement() {
        assertEquals(List.of(), in("""
                drop if msg.a &&
                  # why
                  msg.b
                """));
    }
}
