package dev.protosieve.app.cli;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.protosieve.engine.oracle.ReferenceEvaluator;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.TypedRules;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Search requests as people might send them; every second one is decided by a rule, the others by the default. */
final class DemoMessages {

    private static final int EACH = 256;
    private static final List<String> WORDS = List.of("camera strap", "dog basket", "Amsterdam map", "cheap lens cap",
            "LAPTOP 14 inch", "bicycle lamp", "USB-C cable", "Apple charger", "headphones", "tripod", "vinyl player",
            "cheap battery", "phone case", "CAT6 cable", "spare keyboard", "router");
    private static final List<String> CATEGORIES = List.of("PHONES", "CAMERAS", "LAPTOPS", "SPARE_PARTS");
    private static final List<String> SORTS = List.of("RELEVANCE", "PRICE", "NEWEST");

    private DemoMessages() {
    }

    /** The messages in the order in which they are sent, again and again; the same seed gives the same ones. */
    static List<byte[]> of(TypedRules rules, long seed) throws CommandFailed {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        ReferenceEvaluator reference = new ReferenceEvaluator(rules);
        List<byte[]> matching = new ArrayList<>();
        List<byte[]> others = new ArrayList<>();
        while (matching.size() < EACH || others.size() < EACH) {
            byte[] message = message(rules, random);
            List<byte[]> kind = reference.decide(message).cause() == Cause.RULE ? matching : others;
            if (kind.size() < EACH) {
                kind.add(message);
            }
        }
        List<byte[]> order = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            order.add(matching.get(i));
            order.add(others.get(i));
        }
        return order;
    }

    private static byte[] message(TypedRules rules, RandomGenerator random) throws CommandFailed {
        StringBuilder text = new StringBuilder("query: \"" + pick(WORDS, random) + "\"");
        text.append(" page_number: ").append(1 + random.nextInt(6));
        text.append(" results_per_page: ").append(random.nextInt(4) == 0 ? 100 : 20);
        text.append(" sort: ").append(pick(SORTS, random));
        text.append(" tags: \"mobile\"");
        if (random.nextInt(5) == 0) {
            text.append(" client_id: ").append(9_000 + random.nextInt(200));
        }
        if (random.nextBoolean()) {
            text.append(" filter { category: ").append(pick(CATEGORIES, random)).append(" max_price: ")
                    .append(20 * (1 + random.nextInt(40))).append(" in_stock: true }");
        }
        DynamicMessage.Builder message = DynamicMessage.newBuilder(rules.message());
        try {
            TextFormat.merge(text, message);
        } catch (TextFormat.ParseException e) {
            throw new CommandFailed("the sample's schema is not the one of the demo: " + e.getMessage());
        }
        return message.build().toByteArray();
    }

    private static String pick(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }
}
