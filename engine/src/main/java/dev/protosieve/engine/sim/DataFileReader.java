package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
import dev.protosieve.engine.listing.AsmParser;
import dev.protosieve.engine.listing.RawWords;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Place;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.text.Span;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a {@link DataFile}. */
final class DataFileReader {

    private static final Pattern SECTION = Pattern.compile("--\\s*(?<name>[A-Za-z][A-Za-z_ ]*?)\\s*");
    private static final Pattern COMMENT = Pattern.compile("(?:#|//).*");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0[xX][0-9a-fA-F]+|[0-9]+)");
    /** BPF_MAP_TYPE_HASH: here as the hash map that there is. */
    private static final int HASH = 1;
    private static final int MAP_WORDS = 5;
    /** Of a test's map; more is a mistake rather than a test. */
    private static final int MOST_BYTES = 1 << 20;

    private final SourceText text;
    private final Map<String, Lines> sections = new LinkedHashMap<>();
    private final List<Diagnostic> mistakes = new ArrayList<>();

    DataFileReader(SourceText text) {
        this.text = text;
    }

    /** First and last line of a section, without its head. */
    private record Lines(int first, int last) {
    }

    Outcome<DataFile> read() {
        split();
        if (!sections.containsKey("asm") && !sections.containsKey("raw")) {
            mistakes.add(Diagnostic.error("data.program", Place.of(text.name()), "there is no program",
                    "it stands behind a line \"-- asm\" or \"-- raw\""));
        }
        List<MapSpec> maps = maps();
        Outcome<List<Insn>> program = sections.containsKey("raw") ? raw() : asm(maps);
        DataFile.Error error = Stream.of("error", "error pattern").filter(sections::containsKey)
                .map(name -> words(name).isEmpty() ? DataFile.Error.POSSIBLE : DataFile.Error.EXPECTED).findFirst()
                .orElse(DataFile.Error.NONE);
        List<String> known = List.of("asm", "raw", "mem", "result", "error", "error pattern", "map");
        List<String> others = sections.keySet().stream().filter(name -> !known.contains(name)).toList();
        if (error == DataFile.Error.EXPECTED && others.contains("reload")) {
            mistakes.add(Diagnostic.error("data.reload", Place.of(text.name()),
                    "the test loads its program twice, which some machine refuses; here there is nothing to load", ""));
        }
        DataFile file = new DataFile(program, maps, memory(), result(), error, others);
        return Outcome.of(file, mistakes);
    }

    private void split() {
        String open = "";
        int first = 1;
        for (int line = 1; line <= text.lineCount() + 1; line++) {
            Matcher head = SECTION.matcher(line > text.lineCount() ? "" : content(line));
            if (line <= text.lineCount() && !head.matches()) {
                continue;
            }
            if (!open.isEmpty() && sections.putIfAbsent(open, new Lines(first, line - 1)) != null) {
                mistakes.add(Diagnostic.error("data.section", text.place(text.lineSpan(first - 1)),
                        "the section \"" + open + "\" is there already", "each section stands once"));
            }
            open = line <= text.lineCount() ? head.group("name") : "";
            first = line + 1;
        }
    }

    private String content(int line) {
        return text.slice(text.lineSpan(line));
    }

    /** A word with its place. */
    private record Word(String text, Span span) {
    }

    private List<Word> words(String section) {
        Lines lines = sections.get(section);
        return lines == null ? List.of()
                : IntStream.rangeClosed(lines.first(), lines.last()).boxed().flatMap(l -> words(l).stream()).toList();
    }

    private List<Word> words(int line) {
        List<Word> words = new ArrayList<>();
        Matcher next = Pattern.compile("\\S+").matcher(COMMENT.matcher(content(line)).replaceFirst(""));
        while (next.find()) {
            words.add(new Word(next.group(), new Span(next.start(), next.end()).shifted(text.lineSpan(line).start())));
        }
        return words;
    }

    private Diagnostic mistake(Word at, String message, String hint) {
        return Diagnostic.error("data.word", text.place(at.span()), message, hint);
    }

    private Outcome<List<Insn>> asm(List<MapSpec> maps) {
        Lines lines = sections.getOrDefault("asm", new Lines(1, 0));
        return AsmParser.parse(text, lines.first(), lines.last(), maps.stream().map(MapSpec::name).toList());
    }

    private Outcome<List<Insn>> raw() {
        List<Word> words = words("raw");
        List<Long> slots = new ArrayList<>();
        for (Word word : words) {
            RawWords.word(word.text()).ifPresentOrElse(slots::add, () -> mistakes.add(mistake(word,
                    "this is no word of 64 bits", "words look like 0x0000000000000095")));
        }
        return switch (InsnDecoder.decode(RawWords.bytes(slots))) {
            case InsnDecoder.Decoded(List<Insn> program) -> Outcome.ok(program);
            case InsnDecoder.Refused(int slot, String reason) -> {
                Span span = slot < words.size() ? words.get(slot).span() : Span.NONE;
                // The machine refuses what is no instruction, as it refuses a register that does not exist.
                yield Outcome.failed(Diagnostic.error("asm.register", text.place(span),
                        "slot " + slot + ": " + reason, ""));
            }
        };
    }

    /** Bytes in hexadecimal; an offset before a colon, as hex dumps have it, is skipped. */
    private byte[] memory() {
        ByteArrayOutputStream memory = new ByteArrayOutputStream();
        Lines lines = sections.getOrDefault("mem", new Lines(1, 0));
        for (int line = lines.first(); line <= lines.last(); line++) {
            List<Word> words = words(line);
            int from = (int) words.stream().takeWhile(w -> w.text().endsWith(":")).count();
            words.subList(from, words.size()).forEach(word -> {
                String digits = word.text().replaceFirst("^0[xX]", "").replaceFirst(",$", "");
                if (!digits.matches("[0-9a-fA-F]|(?:[0-9a-fA-F]{2})+")) {
                    mistakes.add(mistake(word, "these are no bytes in hexadecimal", "bytes look like 0a ff"));
                    return;
                }
                for (int i = 0; i < digits.length(); i += 2) {
                    memory.write(Integer.parseInt(digits.substring(i, Math.min(i + 2, digits.length())), 16));
                }
            });
        }
        return memory.toByteArray();
    }

    private OptionalLong result() {
        List<Word> words = words("result");
        if (words.isEmpty()) {
            return OptionalLong.empty();
        }
        Word word = words.getLast();
        if (!NUMBER.matcher(word.text()).matches()) {
            mistakes.add(mistake(word, "this is no number", "results look like 0x2a or 42"));
            return OptionalLong.empty();
        }
        BigInteger value = number(word.text());
        if (value.bitLength() > Long.SIZE || value.signum() < 0 && value.bitLength() >= Long.SIZE) {
            mistakes.add(mistake(word, "the result does not fit in 64 bits", ""));
        }
        return OptionalLong.of(value.longValue());
    }

    private static BigInteger number(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        BigInteger value = digits.length() > 1 && Character.toLowerCase(digits.charAt(1)) == 'x'
                ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits);
        return negative ? value.negate() : value;
    }

    private List<MapSpec> maps() {
        List<MapSpec> maps = new ArrayList<>();
        Lines lines = sections.getOrDefault("map", new Lines(1, 0));
        for (int line = lines.first(); line <= lines.last(); line++) {
            List<Word> words = words(line);
            if (!words.isEmpty()) {
                map(words, maps);
            }
        }
        return maps;
    }

    /** {@code name type key_size value_size max_entries}. */
    private void map(List<Word> words, List<MapSpec> maps) {
        long[] numbers = words.stream().skip(1).map(Word::text)
                .mapToLong(t -> t.matches("[0-9]{1,9}") ? Long.parseLong(t) : 0).toArray();
        boolean sized = words.size() == MAP_WORDS && IntStream.range(0, numbers.length).allMatch(i -> numbers[i] > 0)
                && numbers[2] * numbers[3] <= MOST_BYTES && numbers[1] <= Stack.BYTES;
        var kind = Stream.of(MapSpec.Kind.values())
                .filter(k -> numbers.length > 0 && k.number() == (numbers[0] == HASH ? MapSpec.Kind.LRU_HASH.number()
                        : numbers[0]))
                .findFirst();
        if (!sized || kind.isEmpty() || !kind.get().isHash() && numbers[1] != Integer.BYTES) {
            mistakes.add(mistake(words.getFirst(), "this is no map that can be made here",
                    "a map is name, type (1 hash, 2 array), key size, value size and number of entries"));
            return;
        }
        maps.add(new MapSpec(words.getFirst().text(), kind.get(), (int) numbers[1], (int) numbers[2],
                (int) numbers[3]));
    }
}
