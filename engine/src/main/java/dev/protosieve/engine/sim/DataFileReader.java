package dev.protosieve.engine.sim;

import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.InsnDecoder;
import dev.protosieve.engine.listing.AsmParser;
import dev.protosieve.engine.listing.RawWords;
import dev.protosieve.engine.sim.DataSections.Word;
import dev.protosieve.engine.text.Diagnostic;
import dev.protosieve.engine.text.Outcome;
import dev.protosieve.engine.text.Place;
import dev.protosieve.engine.text.SourceText;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads a {@link DataFile}. */
final class DataFileReader {

    private static final Pattern NUMBER = Pattern
            .compile("(?<minus>-?)(?:0[xX](?<hex>[0-9a-fA-F]+)|(?<decimal>[0-9]+)|(?<bare>[0-9a-fA-F]+))");
    /** BPF_MAP_TYPE_HASH: here as the hash map that there is. */
    private static final int HASH = 1;
    private static final int MAP_WORDS = 5;
    private static final int HEX = 16;
    /** Of a test's map; more is a mistake rather than a test. */
    private static final int MOST_BYTES = 1 << 20;

    private final SourceText text;
    private final List<Diagnostic> mistakes = new ArrayList<>();
    private final DataSections sections;

    DataFileReader(SourceText text, Function<String, Optional<SourceText>> linked) {
        this.text = text;
        this.sections = new DataSections(text, linked, mistakes);
    }

    Outcome<DataFile> read() {
        if (!sections.has("asm") && !sections.has("raw")) {
            mistakes.add(Diagnostic.error("data.program", Place.of(text.name()), "there is no program",
                    "it stands behind a line \"-- asm\" or \"-- raw\""));
        }
        List<MapSpec> maps = maps();
        OptionalLong result = result();
        DataFile.Error error = error(result);
        List<String> known = List.of("asm", "raw", "mem", "result", "error", "error pattern", "map");
        List<String> others = sections.names().stream().filter(name -> !known.contains(name)).toList();
        boolean twice = others.contains("reload") && !others.contains("unload");
        Optional<Outcome<List<Insn>>> assembled = sections.has("asm") ? Optional.of(asm(maps)) : Optional.empty();
        Optional<Outcome<List<Insn>>> words = sections.has("raw") ? Optional.of(raw(maps.isEmpty())) : Optional.empty();
        if (error == DataFile.Error.NONE && result.isPresent() && assembled.isPresent()
                && words.filter(Outcome.Failed.class::isInstance).isPresent()) {
            words = Optional.empty();
        }
        Outcome<List<Insn>> program = words.or(() -> assembled).orElseGet(() -> Outcome.ok(List.of()));
        DataFile file = new DataFile(twice ? loadedTwice() : program, words.flatMap(_ -> assembled), maps, memory(),
                result, error, others);
        return Outcome.of(file, mistakes);
    }

    private DataFile.Error error(OptionalLong result) {
        Optional<String> name = Stream.of("error", "error pattern").filter(sections::has).findFirst();
        if (name.isPresent()) {
            return sections.words(name.get()).isEmpty() ? DataFile.Error.POSSIBLE : DataFile.Error.EXPECTED;
        }
        return sections.has("verifier error") && result.isEmpty() ? DataFile.Error.EXPECTED : DataFile.Error.NONE;
    }

    private Outcome<List<Insn>> loadedTwice() {
        return Outcome.failed(Diagnostic.error(DataFile.REFUSED, Place.of(text.name()),
                "a machine that has a program takes no second one", ""));
    }

    private Outcome<List<Insn>> asm(List<MapSpec> maps) {
        DataSections.Section asm = sections.section("asm");
        return AsmParser.parse(asm.text(), asm.first(), asm.last(), maps.stream().map(MapSpec::name).toList());
    }

    private Outcome<List<Insn>> raw(boolean ofSuite) {
        List<Word> words = sections.words("raw");
        List<Long> slots = new ArrayList<>();
        for (Word word : words) {
            RawWords.word(word.text()).ifPresentOrElse(slots::add, () -> mistakes.add(
                    word.mistake("this is no word of 64 bits", "words look like 0x0000000000000095")));
        }
        return switch (InsnDecoder.decode(RawWords.bytes(ofSuite ? SuiteMaps.resolved(slots) : slots))) {
            case InsnDecoder.Decoded(List<Insn> program) -> Outcome.ok(program);
            case InsnDecoder.Refused(int slot, String reason) -> {
                Place place = slot < words.size() ? words.get(slot).place() : Place.of(text.name());
                // The machine refuses what is no instruction, as it refuses a register that does not exist.
                yield Outcome.failed(Diagnostic.error(DataFile.REFUSED, place,
                        "slot " + slot + ": " + reason, ""));
            }
        };
    }

    /** Bytes in hexadecimal; an offset before a colon, as hex dumps have it, is skipped. */
    private byte[] memory() {
        ByteArrayOutputStream memory = new ByteArrayOutputStream();
        for (List<Word> words : sections.lines("mem")) {
            int from = (int) words.stream().takeWhile(w -> w.text().endsWith(":")).count();
            words.subList(from, words.size()).forEach(word -> {
                String digits = word.text().replaceFirst("^0[xX]", "").replaceFirst(",$", "");
                if (!digits.matches("[0-9a-fA-F]|(?:[0-9a-fA-F]{2})+")) {
                    mistakes.add(word.mistake("these are no bytes in hexadecimal", "bytes look like 0a ff"));
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
        List<Word> words = sections.words("result");
        if (words.isEmpty()) {
            return OptionalLong.empty();
        }
        Word word = words.getLast();
        Matcher number = NUMBER.matcher(word.text());
        if (!number.matches()) {
            mistakes.add(word.mistake("this is no number", "results look like 0x2a or 42"));
            return OptionalLong.empty();
        }
        BigInteger value = number(number);
        if (value.bitLength() > Long.SIZE || value.signum() < 0 && value.bitLength() >= Long.SIZE) {
            mistakes.add(word.mistake("the result does not fit in 64 bits", ""));
        }
        return OptionalLong.of(value.longValue());
    }

    private static BigInteger number(Matcher number) {
        BigInteger value = number.group("decimal") != null ? new BigInteger(number.group("decimal"))
                : new BigInteger(number.group(number.group("hex") != null ? "hex" : "bare"), HEX);
        return number.group("minus").isEmpty() ? value : value.negate();
    }

    private List<MapSpec> maps() {
        List<MapSpec> maps = new ArrayList<>();
        for (List<Word> words : sections.lines("map")) {
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
            mistakes.add(words.getFirst().mistake("this is no map that can be made here",
                    "a map is name, type (1 hash, 2 array), key size, value size and number of entries"));
            return;
        }
        maps.add(new MapSpec(words.getFirst().text(), kind.get(), (int) numbers[1], (int) numbers[2],
                (int) numbers[3]));
    }
}
