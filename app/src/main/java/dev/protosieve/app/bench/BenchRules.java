package dev.protosieve.app.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Rules as people write them, as many as wanted, over the 13 fields of one message. */
public final class BenchRules {

    /** What the rule files call their schema. */
    public static final String SCHEMA_FILE = "bench.proto";

    private static final List<String> CONDITIONS = List.of("msg.host == \"host%1$d\" && msg.code > %1$d",
            "msg.service.startsWith(\"svc%1$d-\")", "msg.code in [%1$d, 1%1$d, 2%1$d]",
            "msg.size > %1$d000 && msg.retries > 2u", "msg.id == %1$du", "msg.ratio > %1$d.5 && !msg.urgent",
            "msg.level == Level.WARN && msg.code == %1$d", "msg.owner.team == %1$du && msg.owner.name != \"x\"",
            "msg.tags.exists(t, t == \"tag%1$d\")", "\"key%1$d\" in msg.labels && msg.urgent",
            "msg.token == b\"tok%1$d\"", "msg.host.contains(\"h%1$d\") || msg.service == \"s%1$d\"",
            "size(msg.host) > %1$d");
    private static final List<String> ACTIONS = List.of("pass", "drop", "log");

    private BenchRules() {
    }

    /** The schema's text. */
    public static String schema() throws IOException {
        return Bench.resource(SCHEMA_FILE);
    }

    /** A whole rule file. */
    public static String file(int rules) {
        StringBuilder text = new StringBuilder("schema \"" + SCHEMA_FILE + "\"\nmessage bench.Event\n"
                + "match udp.dst_port == 9000\n");
        for (int i = 0; i < rules; i++) {
            text.append(String.format(Locale.ROOT, "\"rule %d\" %s if ", i, ACTIONS.get(i % ACTIONS.size())))
                    .append(String.format(Locale.ROOT, CONDITIONS.get(i % CONDITIONS.size()), i)).append('\n');
        }
        return text.toString();
    }
}
