package dev.protosieve.app.cli;

import dev.protosieve.engine.emit.Optimisation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --no-opt}: what the emitter is to leave out. */
final class Optimisations {

    private static final String ALL = "all";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /** The names with what they do, for the help. */
    static final class Passes extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Passes() {
            super(Stream.of(Optimisation.values()).map(o -> o.word() + " (" + o.effect() + ")").toList());
            add(ALL);
        }
    }

    @Option(names = "--no-opt", split = ",", paramLabel = "PASS", completionCandidates = Passes.class, description = "Leave out what makes the program faster: ${COMPLETION-CANDIDATES}.")
    private List<String> left = List.of();

    /** @throws ParameterException for a name that is none */
    Set<Optimisation> without() {
        Set<Optimisation> without = EnumSet.noneOf(Optimisation.class);
        for (String word : left) {
            if (word.equals(ALL)) {
                return EnumSet.allOf(Optimisation.class);
            }
            without.add(Optimisation.of(word).orElseThrow(() -> new ParameterException(spec.commandLine(),
                    "there is no pass '" + word + "'; there are " + Stream.of(Optimisation.values())
                            .map(Optimisation::word).collect(Collectors.joining(", ")) + " and " + ALL)));
        }
        return without;
    }
}
