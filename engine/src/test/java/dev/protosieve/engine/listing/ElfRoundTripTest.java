package dev.protosieve.engine.listing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.protobuf.ByteString;
import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.ElfFormat;
import dev.protosieve.engine.emit.ElfWriter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ElfRoundTripTest {

    private static final int CPUS = 3;

    @ParameterizedTest
    @EnumSource(Hook.class)
    void objectsHoldTheProgramAndTheMapsTheyWereMadeOf(Hook hook) throws IOException {
        int compared = 0;
        for (Path file : Samples.files()) {
            for (CompiledFilter filter : Samples.compile(file, hook, EventLayout.STANDARD).toList()) {
                assertSame(filter, read(ElfWriter.write(filter, CPUS)));
                compared++;
            }
        }
        assertTrue(compared >= 10, "rule files without mistakes: " + compared);
    }

    private static void assertSame(CompiledFilter filter, ElfObject object) {
        ElfObject.Program program = object.programs().getFirst();
        assertEquals(1, object.programs().size());
        assertEquals(filter.name(), program.name());
        assertEquals(filter.hook() == Hook.TC_EGRESS ? Hook.TC_INGRESS : filter.hook(), program.hook().orElseThrow());
        assertEquals(CompiledFilter.LICENSE, object.license());
        assertEquals(text(filter.code().stream().map(CompiledFilter.Placed::insn), filter.maps()),
                text(program.code().stream(), object.maps().stream().map(ElfRoundTripTest::named).toList()));
        assertEquals(filter.maps().stream().map(ElfRoundTripTest::fixed).toList(),
                object.maps().stream().map(ElfRoundTripTest::named).toList());
    }

    /** Data sections have no names of their own. */
    private static MapSpec named(MapSpec spec) {
        return spec.name().equals(ElfFormat.RODATA) ? MapSpec.constant("tables", spec.contents()) : spec;
    }

    private static MapSpec fixed(MapSpec spec) {
        if (spec.isReadOnly()) {
            int padded = Math.ceilDiv(spec.valueSize(), 8) * 8;
            return MapSpec.constant(spec.name(),
                    ByteString.copyFrom(Arrays.copyOf(spec.contents().toByteArray(), padded)));
        }
        return spec.maxEntries() != MapSpec.PER_CPU || spec.kind() == MapSpec.Kind.PERF_EVENT_ARRAY ? spec
                : new MapSpec(spec.name(), spec.kind(), spec.keySize(), spec.valueSize(), CPUS);
    }

    private static List<String> text(Stream<Insn> code, List<MapSpec> maps) {
        InsnFormatter formatter = InsnFormatter.of(maps);
        return code.map(formatter::format).toList();
    }

    @Test
    void theSameFilterGivesTheSameBytes() throws IOException {
        for (Path file : Samples.files()) {
            List<byte[]> twice = Stream.of(1, 2)
                    .flatMap(i -> Samples.compile(file, Hook.XDP, EventLayout.STANDARD))
                    .map(filter -> ElfWriter.write(filter, CPUS)).toList();
            if (!twice.isEmpty()) {
                assertArrayEquals(twice.getFirst(), twice.getLast(), file.toString());
            }
        }
    }

    @Test
    void withoutEventsThereIsNoMapOfRings() throws IOException {
        for (Path file : Samples.files()) {
            Samples.compile(file, Hook.XDP, EventLayout.OFF).map(filter -> read(ElfWriter.write(filter, CPUS)))
                    .forEach(object -> assertTrue(
                            object.maps().stream().noneMatch(m -> m.kind() == MapSpec.Kind.PERF_EVENT_ARRAY)));
        }
    }

    @Test
    void typesTellWhatCountersKeysAndEventsAre() throws IOException {
        CompiledFilter filter = Samples.compile(Path.of("src/test/resources/golden/measures/2-rule.sieve"), Hook.XDP,
                EventLayout.STANDARD).findFirst().orElseThrow();
        String strings = new String(ElfWriter.write(filter, CPUS), StandardCharsets.ISO_8859_1);
        for (String name : List.of("judge_sums", "judge_text", "judge_event", "judge_entry", "judge_keys_lost",
                "judge_line_" + filter.rules().rules().getFirst().line())) {
            assertTrue(strings.contains(name), name);
        }
    }

    static ElfObject read(byte[] bytes) {
        return ElfReader.read("out.o", bytes) instanceof Outcome.Ok<ElfObject>(ElfObject object, var _) ? object
                : fail(ElfReader.read("out.o", bytes).diagnostics().toString());
    }
}
