package dev.protosieve.engine.event;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import dev.protosieve.engine.typed.Framing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The message in a captured packet as one line of protobuf text format.
 *
 * @param text ends with {@code ...} when bytes are missing
 * @param state how much of the message the text shows
 */
public record MessageText(String text, State state) {

    /** How much of a message could be read. */
    public enum State {
        WHOLE,
        /** The packet was captured in part only: the text shows the fields before the cut. */
        CUT,
        /** The bytes are no such message: the text shows the fields before the mistake. */
        MALFORMED,
        /** There is no payload in what was captured. */
        ABSENT
    }

    private static final TextFormat.Printer PRINTER = TextFormat.printer().emittingSingleLine(true)
            .escapingNonAscii(false);
    /** Letters of all scripts stay; what would break the line, or turn the direction of what stands behind it, does not. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

    /** Reads the one message of the payload. */
    public static MessageText of(FilterEvent event, Descriptor message) {
        return of(event, message, Framing.DATAGRAM);
    }

    /**
     * Reads the message, or several in that framing, joined by {@code |}; meant to be called when somebody looks at the event,
     * not for each one.
     */
    public static MessageText of(FilterEvent event, Descriptor message, Framing framing) {
        Optional<UdpPayload> found = UdpPayload.find(event.captured());
        if (found.isEmpty()) {
            return new MessageText("", State.ABSENT);
        }
        UdpPayload payload = found.get();
        List<String> texts = new ArrayList<>();
        State state = State.WHOLE;
        try {
            CodedInputStream input = CodedInputStream.newInstance(event.captured(), payload.start(),
                    payload.end() - payload.start());
            do {
                enter(input, framing);
                boolean read = read(input, message, texts);
                state = read ? state : State.MALFORMED;
                if (!read) {
                    break;
                }
                input.popLimit(Integer.MAX_VALUE);
            } while (framing != Framing.DATAGRAM && !input.isAtEnd());
        } catch (InvalidProtocolBufferException e) {
            state = State.MALFORMED;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        String text = String.join(" | ", texts);
        return payload.whole() ? new MessageText(text, state) : new MessageText((text + " ...").strip(), State.CUT);
    }

    /** Reads the length in front of a message and takes it for the end of the input. */
    private static void enter(CodedInputStream input, Framing framing) throws IOException {
        switch (framing) {
            case DATAGRAM -> {
            }
            case VARINT -> input.pushLimit(input.readRawVarint32());
            case FIXED32 -> input.pushLimit(input.readFixed32());
        }
    }

    /** Adds what could be read of a message; false when the bytes are none. */
    private static boolean read(CodedInputStream input, Descriptor message, List<String> into) throws IOException {
        DynamicMessage.Builder read = DynamicMessage.newBuilder(message);
        boolean whole = true;
        try {
            read.mergeFrom(input);
            input.checkLastTagWas(0);
        } catch (InvalidProtocolBufferException e) {
            whole = false;
        }
        String text = visible(PRINTER.printToString(read.buildPartial())).strip();
        if (whole || !text.isEmpty()) {
            into.add(text);
        }
        return whole;
    }

    private static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll(m -> "\\\\u%04x".formatted((int) m.group().charAt(0)));
    }
}
