package dev.protosieve.engine.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.engine.emit.CompiledFilter;
import dev.protosieve.engine.emit.ElfWriter;
import dev.protosieve.engine.emit.EventLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.emit.MapSpec;
import dev.protosieve.engine.isa.Insn;
import dev.protosieve.engine.isa.Slot;
import dev.protosieve.engine.text.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ElfReaderTest {

    private static final Path CLANG = Path.of("src/test/resources/objects/clang.o");
    private static final int MUTANTS = 30_000;

    @Test
    void readsWhatClangMakes() throws IOException {
        ElfObject object = ElfRoundTripTest.read(Files.readAllBytes(CLANG));
        assertEquals(List.of("by_first_byte"), object.programs().stream().map(ElfObject.Program::name).toList());
        assertEquals("GPL", object.license());
        assertEquals(List.of("totals ARRAY 4 16 4", "rings PERF_EVENT_ARRAY 4 4 -1", ".bss ARRAY 4 8 1",
                ".rodata ARRAY 4 16 1"),
                object.maps().stream().map(ElfReaderTest::text).toList());
        assertTrue(object.maps().get(3).isReadOnly());
    }

    private static String text(MapSpec map) {
        return map.name() + " " + map.kind() + " " + map.keySize() + " " + map.valueSize() + " " + map.maxEntries();
    }

    @Test
    void resolvesMapsAndData() throws IOException {
        ElfObject object = ElfRoundTripTest.read(Files.readAllBytes(CLANG));
        InsnFormatter formatter = InsnFormatter.of(object.maps());
        List<String> listed = object.programs().getFirst().code().stream().map(formatter::format).toList();
        assertTrue(listed.containsAll(List.of("r1 = map[totals]", "r1 = map[.bss][0]+0", "r2 = map[.rodata][0]+0")),
                listed::toString);
    }

    @Test
    void putsCalledFunctionsBehindThoseThatCallThem() throws IOException, MalformedObject {
        // The function of .text stands behind the program's own 9 instructions.
        assertEquals(List.of(Slot.BYTES * 13L, 7L), callAt(1, "drops_long"));
        assertEquals(List.of(Slot.BYTES * 6L, 1L), callAt(1, "keeps_all_but_one"));
    }

    /** How long the program is, and how far the call at that slot goes. */
    private static List<Long> callAt(int slot, String program) throws IOException, MalformedObject {
        ElfFile file = ElfFile.read(Files.readAllBytes(CLANG.resolveSibling("calls.o")));
        byte[] code = new ElfLinker(file, new ElfMaps(file)).bytes(
                file.symbols().stream().filter(s -> s.name().equals(program)).findFirst().orElseThrow());
        ByteBuffer slots = Slot.buffer(code).position(slot * Slot.BYTES);
        Slot call = Slot.read(slots);
        assertEquals(1, call.src(), "a call of the program's own");
        return List.of((long) code.length, (long) call.imm());
    }

    @ParameterizedTest
    @CsvSource({"xdp,xdp", "xdp.frags,xdp.frags", "xdp_filter,xdp", "cgroup_skb/egress,cgroup-egress", "tc,tc",
            "tcx/egress,tc-egress", "classifier/ingress,tc",
            "socket,socket", "socket1,", "kprobe/x,", ".text,"})
    void knowsHooksByTheNamesOfSections(String section, String hook) {
        assertEquals(Optional.ofNullable(hook), ElfReader.hook(section).map(Hook::id));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 | it is no ELF file", "4 | it is no 64-bit little-endian ELF file",
            "5 | it is no 64-bit little-endian ELF file", "16 | it is no relocatable object",
            "18 | it holds no eBPF programs", "58 | its section headers have an unknown size"})
    void saysWhatIsWrongWithTheHeader(int offset, String message) throws IOException {
        byte[] bytes = Files.readAllBytes(CLANG);
        bytes[offset]++;
        assertEquals("x.o: error: listing.no-object: " + message, refusal(bytes));
    }

    @Test
    void saysWhatItDoesNotKnow() throws IOException {
        byte[] bytes = Files.readAllBytes(CLANG);
        byte[] shorter = Arrays.copyOf(bytes, 100);
        assertEquals("x.o: error: listing.no-object: its section headers lie outside", refusal(shorter));
        assertEquals("x.o: error: listing.no-object: it is no ELF file", refusal(new byte[0]));
    }

    private static String refusal(byte[] bytes) {
        Outcome<ElfObject> outcome = ElfReader.read("x.o", bytes);
        assertEquals(1, outcome.diagnostics().size());
        return outcome.diagnostics().getFirst().format();
    }

    @Test
    void anyBytesGiveAnObjectOrOneLine() throws IOException {
        CompiledFilter filter = Samples.compile(Path.of("src/test/resources/golden/matches/2-rule.sieve"), Hook.SOCKET,
                EventLayout.STANDARD).findFirst().orElseThrow();
        List<byte[]> seeds = List.of(Files.readAllBytes(CLANG),
                Files.readAllBytes(CLANG.resolveSibling("calls.o")), ElfWriter.write(filter, 2));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(seeds.get(i % seeds.size()), random);
            Outcome<ElfObject> outcome = readOrFail(mutant, seed);
            if (outcome instanceof Outcome.Failed) {
                String line = outcome.diagnostics().getFirst().format();
                assertFalse(line.matches("(?s).*\\p{Cntrl}.*"), line);
                refused++;
            } else if (outcome instanceof Outcome.Ok<ElfObject>(ElfObject object, var _)) {
                object.programs().stream().flatMap(p -> p.code().stream()).map(Insn::namedMap)
                        .forEach(map -> assertTrue(map.isEmpty() || map.getAsInt() < object.maps().size()));
            }
        }
        assertTrue(refused > MUTANTS / 10 && refused < MUTANTS, "mutants refused: " + refused);
    }

    private static Outcome<ElfObject> readOrFail(byte[] mutant, long seed) {
        try {
            return ElfReader.read("x.o", mutant);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** A few bytes or words changed, mostly where tables are; sometimes cut. */
    private static byte[] mutant(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int tables = (int) words.getLong(40);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(64);
                case 1 -> tables + random.nextInt(bytes.length - tables);
                default -> random.nextInt(bytes.length);
            };
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> words.putInt(Math.min(at, bytes.length - 4), switch (random.nextInt(4)) {
                    case 0 -> -1;
                    case 1 -> Integer.MAX_VALUE;
                    case 2 -> random.nextInt(64);
                    default -> random.nextInt();
                });
            }
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
