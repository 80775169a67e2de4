package dev.protosieve.bpf.differential;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import dev.protosieve.bpf.differential.RuleFile.Condition;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.typed.RuleChecker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes away from a trial and its message what the disagreement does not need. */
final class Shrinker {

    private static final long MOST_NANOS = 60_000_000_000L;

    private final FilterTarget target;
    private final RuleChecker checker = new RuleChecker();
    private final long end = System.nanoTime() + MOST_NANOS;

    Shrinker(FilterTarget target) {
        this.target = target;
    }

    /** A trial and the message about which oracle and filter disagree. */
    record Found(Trial trial, byte[] message) {
    }

    Found shrink(Found found) {
        byte[] message = smallest(found.trial, found.message);
        Trial trial = found.trial;
        Trial before;
        do {
            before = trial;
            trial = smallerRules(trial, message);
            trial = smallerSchema(trial, message);
            message = smallest(trial, message);
        } while (!trial.equals(before) && System.nanoTime() < end);
        return new Found(trial, message);
    }

    /** What both say; empty when it does not come to that. */
    Optional<Judge.Answers> answers(Found found) {
        List<Judge.Answers> said = new ArrayList<>();
        differs(found.trial, judge -> said.add(judge.ask(found.message)));
        return said.stream().findFirst();
    }

    private byte[] smallest(Trial trial, byte[] message) {
        byte[][] best = {message};
        differs(trial, judge -> {
            Predicate<byte[]> still = m -> System.nanoTime() < end && disagree(judge, m);
            int before;
            do {
                before = best[0].length;
                best[0] = SmallerBytes.of(best[0], still);
            } while (best[0].length < before);
            return true;
        });
        return best[0];
    }

    private Trial smallerRules(Trial trial, byte[] message) {
        Trial best = trial;
        for (int i = best.rules().rules().size() - 1; i >= 0; i--) {
            Trial without = best.with(best.rules().without(i));
            best = differs(without, message) ? without : best;
        }
        for (int i = 0; i < best.rules().rules().size(); i++) {
            boolean smaller;
            do {
                smaller = false;
                for (Condition condition : best.rules().rules().get(i).condition().smaller()) {
                    Trial next = best.with(best.rules().with(i, condition));
                    if (differs(next, message)) {
                        best = next;
                        smaller = true;
                        break;
                    }
                }
            } while (smaller);
        }
        return best;
    }

    /** Without fields, extensions and whole messages that nothing needs. */
    private Trial smallerSchema(Trial trial, byte[] message) {
        Trial best = trial;
        boolean smaller;
        do {
            smaller = false;
            for (FileDescriptorProto proto : without(best.proto()).toList()) {
                Trial next = best.with(proto);
                if (System.nanoTime() < end && differs(next, message)) {
                    best = next;
                    smaller = true;
                    break;
                }
            }
        } while (smaller);
        return best;
    }

    private static Stream<FileDescriptorProto> without(FileDescriptorProto proto) {
        Stream<FileDescriptorProto> extensions = IntStream.range(0, proto.getExtensionCount())
                .mapToObj(i -> proto.toBuilder().removeExtension(i).build());
        Stream<FileDescriptorProto> messages = IntStream.range(0, proto.getMessageTypeCount())
                .mapToObj(i -> proto.toBuilder().removeMessageType(i).build());
        Stream<FileDescriptorProto> fields = IntStream.range(0, proto.getMessageTypeCount())
                .boxed().flatMap(m -> smaller(proto.getMessageType(m))
                        .map(d -> proto.toBuilder().setMessageType(m, d).build()));
        return Stream.of(extensions, messages, fields).flatMap(s -> s);
    }

    private static Stream<DescriptorProto> smaller(DescriptorProto message) {
        Stream<DescriptorProto> fields = IntStream.range(0, message.getFieldCount())
                .mapToObj(i -> message.toBuilder().removeField(i).build());
        Stream<DescriptorProto> nested = IntStream.range(0, message.getNestedTypeCount())
                .mapToObj(i -> message.toBuilder().removeNestedType(i).build());
        return Stream.concat(fields, nested);
    }

    private boolean differs(Trial trial, byte[] message) {
        return differs(trial, judge -> disagree(judge, message));
    }

    /** Whether the trial compiles, loads and is then so. */
    private boolean differs(Trial trial, Predicate<Judge> so) {
        try {
            if (!(trial.compile(checker, target.features()) instanceof Outcome.Ok<CompiledFilter>(var filter, var _))
                    || !(target.load(filter) instanceof LoadOutcome.Loaded(LoadedFilter loaded, var _))) {
                return false;
            }
            try (loaded) {
                return so.test(new Judge(loaded));
            }
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean disagree(Judge judge, byte[] message) {
        try {
            return !judge.ask(message).same();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Removes runs of bytes, alone or with a length before them made to fit. */
    private static final class SmallerBytes {

        private static final int LENGTHS = 24;

        static byte[] of(byte[] message, Predicate<byte[]> still) {
            byte[] best = message;
            for (int size = Math.max(1, best.length / 2); size > 0; size /= 2) {
                for (int at = 0; at + size <= best.length;) {
                    byte[] next = without(best, at, size, still);
                    at += next == best ? size : 0;
                    best = next;
                }
            }
            return best;
        }

        private static byte[] without(byte[] message, int at, int size, Predicate<byte[]> still) {
            byte[] cut = new byte[message.length - size];
            System.arraycopy(message, 0, cut, 0, at);
            System.arraycopy(message, at + size, cut, at, cut.length - at);
            if (still.test(cut)) {
                return cut;
            }
            for (int length = at - 1; length >= 0 && length > at - LENGTHS; length--) {
                byte[] fitted = Arrays.copyOf(cut, cut.length);
                fitted[length] -= (byte) size;
                if (message[length] >= size && still.test(fitted)) {
                    return fitted;
                }
            }
            return message;
        }
    }
}
