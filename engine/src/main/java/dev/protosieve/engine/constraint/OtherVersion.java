package dev.protosieve.engine.constraint;

import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.Map;
import java.util.Optional;

/**
 * Options of another version of protovalidate than the one that is built in. They may change what the options beside them mean,
 * so none of these is compiled.
 */
final class OtherVersion {

    /** FieldConstraints and MessageConstraints of buf/validate/validate.proto before 1.0 (protovalidate v0.9.0). */
    private static final Map<Integer, String> OLD = Map.of(1, "disabled", 24, "skipped", 26, "ignore_empty", 27,
            "ignore");

    private OtherVersion() {
    }

    /** @param rules FieldRules or MessageRules, which nobody may extend */
    static Optional<Demand> in(Message rules) {
        return rules.getUnknownFields().asMap().entrySet().stream().filter(e -> !isFalse(e.getValue())).findFirst()
                .map(e -> "option " + OLD.getOrDefault(e.getKey(), "number " + e.getKey()))
                .map(option -> Demand.unknown("other-version", "what " + option + " says",
                        "its " + option + " is of another version of protovalidate"));
    }

    private static boolean isFalse(UnknownFieldSet.Field value) {
        return !value.getVarintList().isEmpty() && value.getVarintList().stream().allMatch(v -> v == 0);
    }
}
