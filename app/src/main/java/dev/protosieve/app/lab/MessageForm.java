package dev.protosieve.app.lab;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import dev.protosieve.app.session.JsonMessages;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three ways to write a message as text; only hex shows the fields that its schema has not. */
enum MessageForm {
    TEXT("Text"),
    JSON("JSON"),
    HEX("Hex");

    /** Sixteen do not fit beside the other columns of a small window. */
    private static final int PER_LINE = 8;
    /** Gson's words: {@code ... at line 3 column 7 path $.page}. */
    private static final Pattern GSON_PLACE = Pattern.compile("at line (\\d+) column (\\d+)");
    private static final Pattern JSON_NAME = Pattern
            .compile("(?:field: |field |Not an? \\w+ value: |value: |: )\"?([\\w.-]+)\"?");

    private final String title;

    MessageForm(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** What a text means. */
    sealed interface Reading {

        record Message(byte[] bytes) implements Reading {
        }

        /** @param offset in the text, of the place that is wrong; -1 when it is not known */
        record Mistake(String words, int offset) implements Reading {
        }
    }

    /** @param types that an Any may hold */
    Reading read(String text, Descriptor type, TypeRegistry types) {
        return switch (this) {
            case TEXT -> readText(text, type, types);
            case JSON -> readJson(text, type, types);
            case HEX -> HexText.read(text);
        };
    }

    private static Reading readText(String text, Descriptor type, TypeRegistry types) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            TextFormat.Parser.newBuilder().setTypeRegistry(types).build().merge(text, message);
            return new Reading.Message(message.buildPartial().toByteArray());
        } catch (TextFormat.ParseException e) {
            String words = String.valueOf(e.getMessage()).replaceFirst("^\\d+:\\d+: ", "");
            return new Reading.Mistake(words, offset(text, e.getLine(), e.getColumn()));
        }
    }

    private static Reading readJson(String text, Descriptor type, TypeRegistry types) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            JsonMessages.merge(text, message, types);
            return new Reading.Message(message.buildPartial().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            String words = String.valueOf(e.getMessage()).replaceFirst("^[\\w.]+Exception: ", "").lines().findFirst()
                    .orElse("");
            Matcher gson = GSON_PLACE.matcher(words);
            if (gson.find()) {
                int at = offset(text, Integer.parseInt(gson.group(1)), Integer.parseInt(gson.group(2)));
                return new Reading.Mistake(words.substring(0, gson.start()).strip(), at);
            }
            return new Reading.Mistake(words, named(words, text));
        }
    }

    /** protobuf-java-util names the field or the value that it does not like, and no place. */
    private static int named(String words, String text) {
        Matcher name = JSON_NAME.matcher(words);
        int at = -1;
        while (at < 0 && name.find()) {
            at = text.indexOf(name.group(1));
        }
        return at;
    }

    /** @param line from 1; {@code column} from 1 */
    private static int offset(String text, int line, int column) {
        int at = 0;
        for (int i = 1; i < line && at >= 0; i++) {
            int next = text.indexOf('\n', at);
            if (next < 0) {
                return text.length();
            }
            at = next + 1;
        }
        return Math.clamp(at + Math.max(0, column - 1L), 0, text.length());
    }

    /** The bytes in this form; empty when they are no such message, or one that the form cannot show. */
    Optional<String> print(byte[] bytes, Descriptor type, TypeRegistry types) {
        if (this == HEX) {
            return Optional.of(hex(bytes));
        }
        try {
            Message message = UnknownFields.without(bytes, type);
            return Optional.of(
                    this == TEXT ? TextFormat.printer().usingTypeRegistry(types).printToString(message).stripTrailing()
                            : JsonFormat.printer().usingTypeRegistry(types).print(message));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            // JsonFormat throws the latter at a Timestamp or Duration out of range, and at a Value of NaN or infinity
            return Optional.empty();
        }
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            text.append(i == 0 ? "" : i % PER_LINE == 0 ? "\n" : " ");
            text.append(HexFormat.of().toHexDigits(bytes[i]));
        }
        return text.toString();
    }
}
