package dev.protosieve.engine.oracle;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.protosieve.engine.rule.RuleSyntax.Statement;
import dev.protosieve.engine.typed.CelText;
import dev.protosieve.engine.typed.HeaderReads;
import dev.protosieve.engine.typed.PacketCel;
import dev.protosieve.engine.typed.Transport;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.wire.PacketLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which packets a file is about: those of a transport that its {@code match} names and for which the match, evaluated by
 * cel-java, is true. An error is not true.
 */
public final class MatchEvaluator {

    private final CelRuntime.Program program;
    private final Set<Transport> transports;
    private final int hidden;

    /** For hooks that show the Ethernet header. */
    public MatchEvaluator(TypedRules rules) {
        this(rules, 0);
    }

    /**
     * Compiles the {@code match} anew from its text.
     *
     * @param hidden how many bytes in front of the IP header the hook does not show; packets have no tags there
     */
    public MatchEvaluator(TypedRules rules, int hidden) {
        this.hidden = hidden;
        Statement.Match match = rules.syntax().statements().stream().filter(Statement.Match.class::isInstance)
                .map(Statement.Match.class::cast).findFirst().orElseThrow();
        CelCompilerBuilder compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(CelOptions.current().build()).setStandardMacros(CelStandardMacro.STANDARD_MACROS);
        PacketCel.declare(compiler);
        String text = CelText.withoutComments(match.condition().text());
        try {
            this.program = SpecCorrections.runtime().createProgram(compiler.build().compile(text).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("a checked match does not compile: " + text, e);
        }
        this.transports = HeaderReads.transports(rules);
    }

    /** The headers, if the packet is one that the file is about. */
    public Optional<PacketHeaders> match(byte[] packet) {
        return PacketLayout.find(packet).filter(this::carries).flatMap(_ -> PacketHeaders.of(packet))
                .map(headers -> headers.without(hidden)).filter(this::matches);
    }

    private boolean carries(PacketLayout layout) {
        return transports.stream().anyMatch(t -> t.protocol() == layout.protocol())
                && (hidden == 0 || layout.tags() == 0)
                && (layout.protocol() == PacketLayout.UDP || layout.end() > layout.start());
    }

    private boolean matches(PacketHeaders headers) {
        Map<String, Object> variables = new HashMap<>();
        headers.values().forEach((header, value) -> variables.put(header.text(), value));
        try {
            return Boolean.TRUE.equals(program.eval(variables, PacketFunctions.over(headers)));
        } catch (CelEvaluationException e) {
            return false;
        }
    }
}
