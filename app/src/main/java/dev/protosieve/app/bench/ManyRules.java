package dev.protosieve.app.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** As many rules as wanted over eight fields of the benchmark's message; few of them ever hold. */
final class ManyRules {

    private static final String HEAD = """
            schema "bench.proto"
            message bench.Event
            match udp.dst_port == 9000
            """;
    private static final List<String> CONDITIONS = List.of("msg.code == %1$d00000 && msg.urgent",
            "msg.host == \"host-%1$d\"", "msg.size == %1$d00000007", "msg.retries == %1$d000u", "msg.id == %1$du",
            "msg.ratio > %1$d00.5 && msg.level == Level.WARN", "msg.level == Level.FATAL && msg.code == -%1$d",
            "msg.service.contains(\"svc%1$d-\")");

    private ManyRules() {
    }

    /** That many searches in one string. */
    static String searches(int rules) {
        return HEAD + IntStream.rangeClosed(1, rules)
                .mapToObj(i -> "drop if msg.service.contains(\"svc" + i + "-\")\n").collect(Collectors.joining());
    }

    /** One rule with a list of so many numbers. */
    static String list(int numbers) {
        return HEAD + IntStream.rangeClosed(1, numbers).mapToObj(i -> Integer.toString(17 * i))
                .collect(Collectors.joining(", ", "drop if msg.code in [", "]\n"));
    }

    static String file(int rules) {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 1; i <= rules; i++) {
            text.append("\"rule ").append(i).append("\" drop if ")
                    .append(String.format(Locale.ROOT, CONDITIONS.get(i % CONDITIONS.size()), i)).append('\n');
        }
        return text.toString();
    }
}
