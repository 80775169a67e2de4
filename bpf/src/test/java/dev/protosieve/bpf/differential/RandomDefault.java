package dev.protosieve.bpf.differential;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.util.Random;

/** Gives proto2 fields defaults of their own. */
final class RandomDefault {

    private RandomDefault() {
    }

    static void set(FieldDescriptorProto.Builder field, Random random) {
        switch (field.getType()) {
            case TYPE_MESSAGE, TYPE_GROUP -> {
            }
            case TYPE_STRING, TYPE_BYTES -> field.setDefaultValue(pick(random, "abc", "A", "zebra crossing", "Q"));
            case TYPE_BOOL -> field.setDefaultValue("true");
            case TYPE_ENUM -> field.setDefaultValue("TWO");
            case TYPE_FLOAT, TYPE_DOUBLE -> field.setDefaultValue(pick(random, "1.5", "-2", "nan", "inf", "0.1"));
            case TYPE_UINT32, TYPE_UINT64, TYPE_FIXED32, TYPE_FIXED64 ->
                field.setDefaultValue(pick(random, "7", "4294967295", "100"));
            case TYPE_INT32, TYPE_INT64, TYPE_SINT32, TYPE_SINT64, TYPE_SFIXED32, TYPE_SFIXED64 ->
                field.setDefaultValue(pick(random, "7", "-5", "2147483647", "-2147483648"));
        }
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
