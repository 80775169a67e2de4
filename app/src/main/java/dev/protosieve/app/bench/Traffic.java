package dev.protosieve.app.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Messages of the benchmark as a service would send them: well-formed, each different, some of them what rules look for. */
final class Traffic {

    private static final List<String> HOSTS = List.of("db1", "web-12", "cache", "gateway", "gateway-old", "build-07",
            "storage-west-1", "edge-fra-3", "mailer", "api-berlin-2", "worker-11", "x");
    private static final List<String> WORDS = List.of("payment", "billing", "search", "drop", "drop-table", "test",
            "user", "session", "report", "audit", "export", "daily", "retry", "queue", "index", "Müller");
    private static final List<String> KEYS = List.of("tier", "zone", "team", "release", "env", "region");

    private final Descriptor event;
    private final RandomGenerator random;

    Traffic(Descriptor event, long seed) {
        this.event = event;
        this.random = new SplittableRandom(seed);
    }

    byte[] next() {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(event);
        set(message, "host", pick(HOSTS));
        set(message, "service", words(1 + random.nextInt(5)));
        set(message, "code", random.nextInt(4) == 0 ? 500 + random.nextInt(100) : random.nextInt(500));
        sometimes(message, "size", random.nextLong(1L << random.nextInt(5, 24)));
        sometimes(message, "retries", random.nextInt(10));
        sometimes(message, "id", random.nextLong());
        sometimes(message, "ratio", random.nextDouble());
        sometimes(message, "urgent", random.nextInt(8) == 0);
        sometimes(message, "level", event.findFieldByName("level").getEnumType().findValueByNumber(random.nextInt(4)));
        if (random.nextInt(4) > 0) {
            set(message, "owner", owner());
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            add(message, "tags", random.nextInt(10) == 0 ? "blocked" : pick(WORDS));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            add(message, "labels", label());
        }
        byte[] token = new byte[random.nextInt(17)];
        random.nextBytes(token);
        sometimes(message, "token", ByteString.copyFrom(token));
        return message.build().toByteArray();
    }

    private DynamicMessage owner() {
        DynamicMessage.Builder owner = inner(event, "owner");
        set(owner, "name", pick(WORDS));
        sometimes(owner, "team", random.nextInt(300));
        DynamicMessage.Builder place = inner(owner.getDescriptorForType(), "place");
        sometimes(place, "city", pick(WORDS));
        sometimes(place, "floor", random.nextInt(30) - 3);
        DynamicMessage.Builder geo = inner(place.getDescriptorForType(), "geo");
        sometimes(geo, "zone", random.nextInt(20) - 10);
        sometimes(geo, "cell", random.nextInt(100_000));
        set(place, "geo", geo.build());
        set(owner, "place", place.build());
        return owner.build();
    }

    private DynamicMessage label() {
        DynamicMessage.Builder label = inner(event, "labels");
        set(label, "key", pick(KEYS));
        set(label, "value", random.nextInt(6));
        return label.build();
    }

    private String words(int count) {
        StringBuilder text = new StringBuilder(pick(WORDS));
        for (int i = 1; i < count; i++) {
            text.append('-').append(pick(WORDS));
        }
        return text.toString();
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static DynamicMessage.Builder inner(Descriptor type, String field) {
        return DynamicMessage.newBuilder(type.findFieldByName(field).getMessageType());
    }

    private void sometimes(DynamicMessage.Builder message, String field, Object value) {
        if (random.nextInt(3) > 0) {
            set(message, field, value);
        }
    }

    private static void set(DynamicMessage.Builder message, String field, Object value) {
        message.setField(field(message, field), value);
    }

    private static void add(DynamicMessage.Builder message, String field, Object value) {
        message.addRepeatedField(field(message, field), value);
    }

    private static FieldDescriptor field(DynamicMessage.Builder message, String name) {
        return message.getDescriptorForType().findFieldByName(name);
    }
}
