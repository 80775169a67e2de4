package dev.protosieve.app;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import dev.protosieve.app.session.Check;
import dev.protosieve.app.session.RunSnapshot;
import dev.protosieve.app.session.VerifierAnswer;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.Origin;
import dev.protosieve.engine.listing.Listing;
import dev.protosieve.engine.plan.FilterPlan;
import dev.protosieve.engine.rule.RuleSyntax;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.schema.FieldPath;
import dev.protosieve.engine.schema.Schema;
import dev.protosieve.engine.target.LoadReport;
import dev.protosieve.engine.text.Span;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.typed.ExprType;
import dev.protosieve.engine.typed.TypedRule;
import dev.protosieve.engine.typed.TypedRules;
import dev.protosieve.engine.typed.Verdict;
import dev.protosieve.engine.typed.WalkLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small schema, rules and reports for tests of the window. */
public final class Fixtures {

    public static final String RULES = """
            # search requests on their way to the back end
            schema   "search.proto"
            message  search.SearchRequest
            match    udp.dst_port == 9000

            "no A"   drop  if msg.query.contains("A")
                     drop  if msg.page_number > 3 && msg.results_per_page >= 100
                     pass  if msg.filter.category == 2
                     log   if msg.filter.max_price > 500.0
            on malformed drop
            default      pass
            """;

    private Fixtures() {
    }

    private static FieldDescriptorProto field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type)
                .setLabel(Label.LABEL_OPTIONAL).build();
    }

    public static Schema schema() {
        DescriptorProto filter = DescriptorProto.newBuilder().setName("Filter")
                .addField(field("max_price", 1, Type.TYPE_DOUBLE))
                .addField(field("category", 2, Type.TYPE_ENUM).toBuilder().setTypeName(".search.Category")).build();
        DescriptorProto request = DescriptorProto.newBuilder().setName("SearchRequest")
                .addField(field("query", 1, Type.TYPE_STRING)).addField(field("page_number", 2, Type.TYPE_INT32))
                .addField(field("results_per_page", 3, Type.TYPE_INT32))
                .addField(field("tags", 4, Type.TYPE_STRING).toBuilder().setLabel(Label.LABEL_REPEATED))
                .addField(field("filter", 5, Type.TYPE_MESSAGE).toBuilder().setTypeName(".search.Filter")).build();
        DescriptorProto answer = DescriptorProto.newBuilder().setName("SearchResponse")
                .addField(field("hits", 1, Type.TYPE_UINT64)).build();
        EnumDescriptorProto category = EnumDescriptorProto.newBuilder().setName("Category")
                .addValue(EnumValueDescriptorProto.newBuilder().setName("ANY").setNumber(0))
                .addValue(EnumValueDescriptorProto.newBuilder().setName("BOOKS").setNumber(1))
                .addValue(EnumValueDescriptorProto.newBuilder().setName("GAMES").setNumber(2)).build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder().setName("search.proto").setPackage("search")
                .setSyntax("proto3").addMessageType(request).addMessageType(filter).addMessageType(answer)
                .addEnumType(category).build();
        try {
            FileDescriptor linked = FileDescriptor.buildFrom(file, new FileDescriptor[0]);
            return new Schema(List.of(linked), List.of("search.proto"),
                    Map.of("search.SearchRequest.query", "What the user typed."), Map.of());
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A report as the pipeline would give it for {@link #RULES}: conditions are shortened to the fields they read. */
    public static CompileReport report(RuleSyntax syntax, int rows) {
        Schema schema = schema();
        var message = schema.message("search.SearchRequest").orElseThrow();
        List<String> paths = List.of("query", "page_number", "filter.category", "filter.max_price");
        List<TypedRule> rules = new ArrayList<>();
        for (int i = 0; i < syntax.rules().size(); i++) {
            RuleSyntax.Statement.Rule rule = syntax.rules().get(i);
            var path = new ArrayList<com.google.protobuf.Descriptors.FieldDescriptor>();
            var at = message;
            for (String name : paths.get(i % paths.size()).split("\\.")) {
                path.add(at.findFieldByName(name));
                at = path.getLast().getJavaType() == com.google.protobuf.Descriptors.FieldDescriptor.JavaType.MESSAGE
                        ? path.getLast().getMessageType() : at;
            }
            int line = syntax.source().line(rule.span().start());
            rules.add(new TypedRule(i + 1, rule.label().map(RuleSyntax.Quoted::value).orElse("line " + line), line,
                    rule.action(), new Expr.Field(rule.span(), ExprType.INT, new FieldPath(path)), rule.span()));
        }
        TypedRules typed = new TypedRules(syntax, schema, message, new Expr.Literal(Span.NONE, ExprType.BOOL, true),
                rules,
                Map.of(Cause.MALFORMED, Verdict.DROP, Cause.DEFAULT, Verdict.PASS, Cause.ERROR, Verdict.DROP,
                        Cause.LIMIT,
                        Verdict.DROP, Cause.UNSEEN, Verdict.PASS),
                false, WalkLimits.STANDARD);
        CompiledFilter filter = new CompiledFilter("protosieve", Hook.XDP, typed, List.of(), List.of(),
                new CompiledFilter.DebugInfo(new byte[0], new byte[0], new byte[0]), new CounterLayout(rules.size()),
                EventLayout.STANDARD);
        return new CompileReport(syntax.source(), Optional.of(syntax), Optional.of(schema), Optional.of(typed),
                Optional.of(new FilterPlan(typed, List.of(), List.of())), Optional.of(filter),
                Optional.of(listing(rules, rows)), List.of());
    }

    private static Listing listing(List<TypedRule> rules, int rows) {
        String[] text = {"r6 = r1", "r7 = *(u32 *)(r6 +0)", "if r7 > r8 goto +210", "r4 = *(u64 *)(r2 +0)", "r5 &= 127",
                "call bpf_map_lookup_elem#1"};
        List<Listing.Row> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int block = i / 9;
            int rule = block % (rules.size() + 1) - 1;
            Origin origin = rule < 0 ? new Origin(-1, Span.NONE, "scan: next tag", "8 bytes of the message")
                    : new Origin(rule, rules.get(rule).span(), rules.get(rule).name() + ": test", i % 9 == 0
                            ? "the value the rule compares with"
                            : i % 3 == 0 ? "a zero byte borrows into its high bit" : "next step");
            all.add(new Listing.Row(i, new byte[8], text[i % text.length], Optional.empty(), origin));
        }
        return new Listing(all);
    }

    public static Check accepted(CompileReport report) {
        return new Check(report, new VerifierAnswer.Accepted("kernel", "6.18.44",
                new LoadReport("", 1826, 96, 4112, 2_100_000)));
    }

    /** A run of two minutes with traffic on every rule. */
    public static RunSnapshot snapshot(CompileReport report) {
        List<TypedRule> rules = report.typed().orElseThrow().rules();
        List<RunSnapshot.RuleCount> counts = new ArrayList<>();
        List<RunSnapshot.Band> bands = new ArrayList<>();
        long packets = 0;
        for (TypedRule rule : rules) {
            double[] second = wave(90, 400.0 / rule.number(), rule.number());
            long[] trend = new long[60];
            for (int i = 0; i < trend.length; i++) {
                trend[i] = Math.round(second[i + 30]);
            }
            long n = 12_408 / rule.number();
            packets += n;
            counts.add(
                    new RunSnapshot.RuleCount(rule.number(), rule.name(), rule.action(), n, n * 60, trend[59], trend));
            bands.add(new RunSnapshot.Band(rule.number(), Cause.RULE, rule.name(),
                    rule.action() == Action.DROP ? Verdict.DROP : Verdict.PASS, rule.action() != Action.LOG, second));
        }
        bands.add(new RunSnapshot.Band(0, Cause.DEFAULT, "otherwise pass", Verdict.PASS, true, wave(90, 250, 7)));
        List<RunSnapshot.SeenEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int rule = i % 5;
            events.add(new RunSnapshot.SeenEvent(1000 - i, Instant.ofEpochMilli(1_700_000_000_000L - i * 13L), rule,
                    rule == 0 ? Cause.DEFAULT : Cause.RULE,
                    rule == 0 ? Action.PASS : rules.get((rule - 1) % rules.size()).action(),
                    "10.0.0." + (i % 9 + 1) + ":41812",
                    "query: \"cAt videos\" page_number: " + i + " results_per_page: 10"));
        }
        return new RunSnapshot(Duration.ofSeconds(134), counts, Map.of(Cause.DEFAULT, 9000L), packets + 9000,
                packets + 8990, 10,
                9000, packets, false,
                new RunSnapshot.Chart(-89, 1, bands, List.of(new RunSnapshot.Mark(-31, "rules replaced"))),
                events, false);
    }

    private static double[] wave(int n, double height, int phase) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = height * (1 + 0.25 * Math.sin(i / 9.0 + phase) + 0.06 * Math.sin(i * 1.7 * phase));
        }
        return values;
    }
}
