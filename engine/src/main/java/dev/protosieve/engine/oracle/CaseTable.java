package dev.protosieve.engine.oracle;

import dev.protosieve.engine.oracle.CaseTools.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All cases that change drafts, dealt in turn so that each comes as often as messages have a place for it. */
final class CaseTable {

    private static final int TRIES = 12;
    /** A case without a place waits for another message, but not for ever: one in so many is let go until the next round. */
    private static final int AGAIN = 4;

    private final CaseTools tools;
    private final Map<WireCase, Change> changes = new EnumMap<>(WireCase.class);

    CaseTable(CaseTools tools) {
        this.tools = tools;
        new TagCases(tools).addTo(changes);
        new NumberCases(tools).addTo(changes);
        new CutCases(tools).addTo(changes);
        new UnknownCases(tools).addTo(changes);
        new GroupCases(tools).addTo(changes);
        new RepeatCases(tools).addTo(changes);
        new OneofCases(tools).addTo(changes);
        new MapCases(tools).addTo(changes);
        new TextCases(tools).addTo(changes);
        new DepthCases(tools).addTo(changes);
        new ExtensionCases(tools).addTo(changes);
        new EarlyCases(tools).addTo(changes);
    }

    /** Cases in random order, each drawn once before one is drawn again. */
    final class Deck {

        private final List<WireCase> cases;
        private final Deque<WireCase> left = new ArrayDeque<>();

        private Deck(List<WireCase> cases) {
            this.cases = new ArrayList<>(cases);
        }

        /** Applies the next case that the message has a place for; null when none of several has. */
        @Nullable WireCase applyNext(Draft message) {
            List<WireCase> passed = new ArrayList<>();
            WireCase applied = null;
            for (int i = 0; i < TRIES && applied == null; i++) {
                WireCase next = draw();
                Change change = changes.get(next);
                if (change == null || change.applyTo(message)) {
                    applied = next;
                } else {
                    passed.add(next);
                }
            }
            passed.stream().filter(_ -> tools.below(AGAIN) > 0).forEach(left::addLast);
            return applied;
        }

        private WireCase draw() {
            if (left.isEmpty()) {
                Collections.shuffle(cases, new Random(tools.random().nextLong()));
                left.addAll(cases);
            }
            return left.removeFirst();
        }
    }

    Deck deck(Predicate<WireCase> which) {
        return new Deck(List.of(WireCase.values()).stream().filter(which).toList());
    }
}
