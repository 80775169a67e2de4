package dev.protosieve.engine.assist;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the words of the rule language mean, and what is usually written with them. */
final class StatementWords {

    private record Word(String insert, String meaning) {
    }

    private static final Map<String, Word> WORDS = new LinkedHashMap<>();

    static {
        word("drop", "drop if |",
                "drops the packet when the condition holds; the first pass or drop that holds decides");
        word("pass", "pass if |", "lets the packet through when the condition holds");
        word("log", "log if |", "sends an event and goes on with the next rule");
        word("sample", "sample 1/|", "sends an event for one of so many packets: sample 1/100 if ...");
        word("count", "count by |", "counts packets, by the value of an expression: count by msg.field if ...");
        word("limit", "limit |/s", "drops what comes faster than a rate: limit 100/s burst 200 per msg.field");
        word("off", "off |", "keeps a rule in the file without using it");
        word("expect", "expect drop { | }", "a test: the verdict that this message must get");
        word("schema", "schema \"|\"", "a .proto file, a folder or a descriptor set, relative to this file");
        word("import", "import \"|\"", "one more folder to look for imported .proto files in");
        word("message", "message |", "the message that one packet holds");
        word("match", "match udp.dst_port == |", "which packets carry the message; all others pass, uncounted");
        word("framing", "framing |", "how the message lies in the packet: datagram, varint or fixed32");
        word("mode", "mode |", "observe counts what would be dropped and drops nothing; enforce drops");
        word("on", "on |", "what becomes of packets that no rule can judge: on malformed drop");
        word("default", "default |", "what becomes of packets that no rule decides");
        word("validate", "validate full", "all of the message must be well-formed, not only what rules read");
        word("malformed", "malformed |", "bytes that are no such message");
        word("error", "error |", "a condition whose value is an error, such as a division by zero");
        word("unseen", "unseen |", "the message is not whole here: a fragment, or a part of a TCP segment");
        word("datagram", "datagram", "one message is the whole payload");
        word("varint", "varint", "each message stands behind its length as a varint");
        word("fixed32", "fixed32", "each message stands behind its length in four bytes");
        word("enforce", "enforce", "rules drop what they say");
        word("observe", "observe", "rules count what they would drop, and drop nothing");
        word("full", "full", "every byte of the message is looked at");
        word("if", "if |", "the condition of the rule, in CEL");
        word("by", "by |", "counts each value of this expression apart");
        word("per", "per |", "a rate for each value of this expression");
        word("burst", "burst |", "so many may come at once before the rate holds");
        word("in", "in |", "whether a list or map has the value");
    }

    private StatementWords() {
    }

    private static void word(String word, String insert, String meaning) {
        WORDS.put(word, new Word(insert, meaning));
    }

    static Optional<String> meaning(String word) {
        return Optional.ofNullable(WORDS.get(word)).map(Word::meaning);
    }

    /** Offers words with what usually follows. */
    static List<Proposal> offer(List<String> words) {
        return words.stream().map(w -> {
            Word known = WORDS.getOrDefault(w, new Word(w, ""));
            return Proposal.template(Proposal.Kind.WORD, w, known.insert(), "", known.meaning());
        }).toList();
    }

    /** Offers words alone. */
    static List<Proposal> plain(List<String> words) {
        return words.stream().map(w -> Proposal.plain(Proposal.Kind.WORD, w, w, "", meaning(w).orElse(""))).toList();
    }
}
