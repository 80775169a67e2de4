package dev.protosieve.bpf.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.protosieve.engine.CompileReport;
import dev.protosieve.engine.RulePipeline;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.EmitOptions;
import dev.protosieve.engine.emit.GroupLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.event.EventDecoder;
import dev.protosieve.engine.schema.ProtoCompiler;
import dev.protosieve.engine.schema.SchemaLoader;
import dev.protosieve.engine.target.EventReader;
import dev.protosieve.engine.target.FilterTarget;
import dev.protosieve.engine.target.Group;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import dev.protosieve.engine.target.TestPackets;
import dev.protosieve.engine.text.SourceText;
import dev.protosieve.engine.typed.Cause;
import dev.protosieve.engine.typed.Expr;
import dev.protosieve.engine.wire.IpNetwork;
import dev.protosieve.engine.wire.PacketBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sample, count and limit do, on any target. */
abstract class MeasureTest {

    private static final String PROTO = """
            edition = "2023";
            package m;
            enum Color { RED = 0; GREEN = 1; }
            message Q {
              int32 page = 1;
              uint64 id = 2;
              bool safe = 3;
              Color color = 4;
              bytes blob = 5;
              string name = 6 [default = "nobody"];
              string loose = 7 [features.utf8_validation = NONE];
              string far = 9 [default = "0123456789012345678901234567890123456789012345678901234567890123-and-more"];
            }
            """;

    @TempDir
    Path folder;

    abstract FilterTarget target();

    /** Lets time pass for the target. */
    abstract void pause(long millis);

    LoadedFilter load(String rules) throws IOException {
        return load(rules, Hook.XDP);
    }

    LoadedFilter load(String rules, Hook hook) throws IOException {
        Files.writeString(folder.resolve("m.proto"), PROTO);
        CompileReport report = new RulePipeline(new SchemaLoader(ProtoCompiler.bundled())).compile(
                new SourceText("m.sieve", "schema \"m.proto\"\nmessage m.Q\nmatch udp.dst_port == 9000\n" + rules),
                folder,
                EmitOptions.of(hook, target().features()));
        LoadOutcome outcome = target()
                .load(report.filter().orElseThrow(() -> new AssertionError(report.diagnostics())));
        return ((LoadOutcome.Loaded) outcome).filter();
    }

    static byte[] packet(LoadedFilter filter, String text) {
        Descriptor type = filter.filter().rules().message();
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            TextFormat.merge(text, message);
        } catch (TextFormat.ParseException e) {
            throw new AssertionError(e);
        }
        byte[] bytes = message.build().toByteArray();
        return TestPackets.of(filter.filter().rules(), bytes.length).orElseThrow().around(bytes);
    }

    static int send(LoadedFilter filter, String text, int times) {
        byte[] packet = packet(filter, text);
        int dropped = 0;
        for (int i = 0; i < times; i++) {
            dropped += filter.run(packet).action() == filter.filter().hook().dropCode() ? 1 : 0;
        }
        return dropped;
    }

    static List<String> groups(LoadedFilter filter, int rule) {
        Expr by = filter.filter().rules().rules().get(rule).measure().key().orElseThrow();
        return filter.groups(rule).stream().map(g -> g.key().text(by) + " " + g.packets()).toList();
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void sampleReportsTheFirstOfEverySoManyMatchesAndCountsAll(Hook hook) throws IOException {
        try (LoadedFilter filter = load("sample 1/4 if msg.page > 0\ncount if msg.page > 0\n", hook);
                EventReader reader = filter.events()) {
            List<Integer> entries = new ArrayList<>();
            EventDecoder decoder = new EventDecoder(filter.filter());
            for (int i = 0; i < 10; i++) {
                send(filter, "page: 1", 1);
                reader.drain(new EventReader.Sink() {
                    @Override
                    public void event(int cpu, ByteBuffer sample) {
                        entries.add(decoder.entryOf(sample));
                    }

                    @Override
                    public void lost(int cpu, long count) {
                        throw new AssertionError("lost " + count);
                    }
                });
            }
            int sample = filter.filter().counters().rule(0);
            int fallback = filter.filter().counters().cause(Cause.DEFAULT);
            List<Integer> expected = IntStream.range(0, 10).boxed()
                    .flatMap(i -> i % 4 == 0 ? List.of(sample, fallback).stream() : List.of(fallback).stream())
                    .toList();
            assertEquals(expected, entries);
            long[] packets = filter.counters().packets();
            assertEquals(10, packets[sample]);
            assertEquals(10, packets[filter.filter().counters().rule(1)]);
            assertEquals(7 + 10, packets[CounterLayout.EVENTS_SKIPPED]);
        }
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void countTellsValuesOfEveryTypeApart(Hook hook) throws IOException {
        try (LoadedFilter filter = load("""
                count by msg.page
                count by msg.id if msg.id > 0u
                count by msg.safe
                count by msg.color
                count by msg.blob
                count by msg.name
                count by udp.dst_port
                count by msg.page > 1 && msg.safe
                """, hook)) {
            send(filter, "page: -7 id: 18446744073709551615 safe: true color: GREEN blob: '\\001\\000' name: 'é\\n'",
                    3);
            send(filter, "page: 2147483647 safe: true", 2);
            send(filter, "", 1);
            assertEquals(List.of("-7 3", "2147483647 2", "0 1"), groups(filter, 0));
            assertEquals(List.of("18446744073709551615u 3"), groups(filter, 1));
            assertEquals(List.of("true 5", "false 1"), groups(filter, 2));
            assertEquals(List.of("RED 3", "GREEN 3"), groups(filter, 3));
            assertEquals(List.of("0x 3", "0x0100 3"), groups(filter, 4));
            assertEquals(List.of("\"nobody\" 3", "\"é\\n\" 3"), groups(filter, 5));
            assertEquals(List.of("9000 6"), groups(filter, 6));
            assertEquals(List.of("false 4", "true 2"), groups(filter, 7));
            Group first = filter.groups(0).getFirst();
            assertEquals(3L * packet(filter, "page: -7 id: 18446744073709551615 safe: true color: GREEN "
                    + "blob: '\\001\\000' name: 'é\\n'").length, first.bytes());
        }
    }

    private static byte[] octets(String address) {
        return IpNetwork.parseAddress(address).orElseThrow().octets();
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void addressesAreToldApart(Hook hook) throws IOException {
        try (LoadedFilter filter = load("count by ip.src\ncount by ip.dst\nlimit 2/h per ip.src\n", hook)) {
            PacketBuilder first = new PacketBuilder().addresses(octets("10.0.0.1"), octets("10.0.0.2")).udp(1, 9000);
            PacketBuilder second = new PacketBuilder().addresses(octets("10.0.0.3"), octets("10.0.0.2")).udp(1, 9000);
            PacketBuilder third = new PacketBuilder().ipv6().addresses(octets("fd00::1:a"), octets("::1")).udp(1, 9000);
            for (PacketBuilder packet : List.of(first, first, first, second, third)) {
                filter.run(packet.build(new byte[0]));
            }
            assertEquals(List.of("10.0.0.1 3", "10.0.0.3 1", "fd00::1:a 1"), groups(filter, 0));
            assertEquals(List.of("10.0.0.2 4", "::1 1"), groups(filter, 1));
            assertEquals(1, filter.counters().packets()[filter.filter().counters().rule(2)]);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Hook.class, names = {"CGROUP_INGRESS", "CGROUP_EGRESS"}, mode = EnumSource.Mode.EXCLUDE)
    void networkCardsAreToldApart(Hook hook) throws IOException {
        try (LoadedFilter filter = load("count by eth.dst\n", hook)) {
            byte[] packet = new PacketBuilder().udp(1, 9000).build(new byte[0]);
            filter.run(packet);
            packet[0] = (byte) 0xfe;
            packet[5] = 7;
            filter.run(packet);
            filter.run(packet);
            assertEquals(2, filter.groups(0).size());
            assertEquals("fe:" + HexFormat.ofDelimiter(":").formatHex(packet, 1, 5) + ":07 2",
                    groups(filter, 0).getFirst());
        }
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void longValuesAreCutAndTheCutIsShown(Hook hook) throws IOException {
        try (LoadedFilter filter = load("count by msg.name\ncount by msg.far\ncount by msg.blob", hook)) {
            String start = "x".repeat(63);
            for (String name : List.of(start, start + "a", start + "ab", start + "ac", start + "b", "")) {
                send(filter, "name: '" + name + "' blob: '" + name + "' far: '" + name + "'", 1);
            }
            send(filter, "", 1);
            assertEquals(List.of("\"" + start + "a\"... 2", "\"\" 1", "\"nobody\" 1", "\"" + start + "\" 1",
                    "\"" + start + "a\" 1", "\"" + start + "b\" 1"), sorted(groups(filter, 0)));
            assertTrue(groups(filter, 1).contains("\"" + "0123456789".repeat(6) + "0123\"... 1"),
                    groups(filter, 1) + "");
            assertTrue(groups(filter, 2).contains("0x" + "78".repeat(63) + "61... 2"), groups(filter, 2) + "");
        }
    }

    @Test
    void stringsThatNeedNotBeTextAreToldApartByTheirOctets() throws IOException {
        try (LoadedFilter filter = load("count by msg.loose")) {
            TestPackets packets = TestPackets.of(filter.filter().rules(), 4).orElseThrow();
            filter.run(packets.around(new byte[]{0x3a, 2, (byte) 0xc3, 0x28}));
            filter.run(packets.around(new byte[]{0x3a, 2, (byte) 0xc4, 0x28}));
            filter.run(packets.around(new byte[]{0x3a, 2, (byte) 0xc3, (byte) 0xa9}));
            assertEquals(List.of("\"\uFFFD(\" 1", "\"é\" 1", "\"\uFFFD(\" 1"), groups(filter, 0));
        }
    }

    private static List<String> sorted(List<String> groups) {
        return groups.stream().sorted(Comparator.comparing((String g) -> !g.contains("...")).thenComparing(
                g -> g.length() > 20 ? 1 : 0).thenComparing(g -> g)).toList();
    }

    @Test
    void moreValuesThanThereIsRoomForTakeThePlaceOfOthers() throws IOException {
        try (LoadedFilter filter = load("count by msg.id")) {
            for (int id = 0; id < GroupLayout.MOST_KEYS + 3_000; id++) {
                send(filter, "id: " + id, 1);
            }
            List<Group> groups = filter.groups(0);
            assertTrue(groups.size() <= GroupLayout.MOST_KEYS && groups.size() > GroupLayout.MOST_KEYS / 2,
                    groups.size() + " groups");
            assertTrue(groups.stream().anyMatch(g -> g.key().number() == GroupLayout.MOST_KEYS + 2_999));
            assertTrue(groups.stream().allMatch(g -> g.packets() == 1));
            assertEquals(GroupLayout.MOST_KEYS + 3_000,
                    filter.counters().packets()[filter.filter().counters().rule(0)]);
            assertEquals(0, filter.counters().packets()[CounterLayout.KEYS_LOST]);
        }
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void limitDropsWhatHasNoTokenAndNothingElse(Hook hook) throws IOException {
        try (LoadedFilter filter = load("limit 2/h burst 5 if msg.page > 0\n\"after\" pass if msg.page > 0\n", hook)) {
            assertEquals(0, send(filter, "page: 0", 7));
            assertEquals(0, send(filter, "page: 1", 5));
            assertEquals(4, send(filter, "page: 1", 4));
            assertEquals(0, send(filter, "page: 0", 7));
            long[] packets = filter.counters().packets();
            assertEquals(4, packets[filter.filter().counters().rule(0)]);
            assertEquals(5, packets[filter.filter().counters().rule(1)]);
            assertEquals(14, packets[filter.filter().counters().cause(Cause.DEFAULT)]);
        }
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void limitHasABucketForEachValue(Hook hook) throws IOException {
        try (LoadedFilter filter = load("limit 3/h per msg.name\nlimit 4/h per msg.page if msg.page > 0", hook)) {
            assertEquals(2, send(filter, "name: 'a'", 5));
            assertEquals(0, send(filter, "name: 'b'", 3));
            assertEquals(1, send(filter, "", 4));
            assertEquals(1, send(filter, "name: 'nobody'", 1), "the default is a value like others");
            assertEquals(1, send(filter, "name: 'a' page: 7", 1));
            assertEquals(0, send(filter, "name: 'c' page: 7", 3));
            assertEquals(0, send(filter, "name: 'd' page: 7", 1));
            assertEquals(1, send(filter, "name: 'e' page: 7", 1));
        }
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void errorsOfRulesWithoutVerdictAreCountedAndTheEvaluationGoesOn(Hook hook) throws IOException {
        try (LoadedFilter filter = load("""
                log if 6 / msg.page == 3
                sample 1/2 if 6 % msg.page == 0
                count by 6 / msg.page
                count if msg.page + 9223372036854775807 > 0
                "end" pass if msg.page == 0
                """, hook)) {
            send(filter, "page: 2", 1);
            assertEquals(1, filter.counters().packets()[CounterLayout.ERRORS_IGNORED], "only the sum overflows");
            send(filter, "page: 0", 3);
            long[] packets = filter.counters().packets();
            assertEquals(1 + 3 * 3, packets[CounterLayout.ERRORS_IGNORED]);
            assertEquals(List.of(1L, 1L, 1L, 3L, 3L), IntStream.range(0, 5)
                    .mapToObj(rule -> packets[filter.filter().counters().rule(rule)]).toList());
            assertEquals(List.of("3 1"), groups(filter, 2));
            assertEquals(0, packets[filter.filter().counters().cause(Cause.ERROR)]);
        }
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void errorOfALimitIsTheVerdictOnError(Hook hook) throws IOException {
        try (LoadedFilter filter = load("limit 9/h per 6 / msg.page\non error drop\n", hook)) {
            assertEquals(3, send(filter, "page: 0", 3));
            assertEquals(0, send(filter, "page: 3", 3));
            assertEquals(3, filter.counters().packets()[filter.filter().counters().cause(Cause.ERROR)]);
            assertEquals(0, filter.counters().packets()[CounterLayout.ERRORS_IGNORED]);
        }
    }

    @Test
    void limitOfThePastDoesNotCountTwice() throws IOException {
        try (LoadedFilter filter = load("limit 50/s burst 10 if msg.page > 0")) {
            assertEquals(0, send(filter, "page: 1", 10));
            pause(1_000);
            long start = System.nanoTime();
            int passed = 40 - send(filter, "page: 1", 40);
            long most = 11 + (System.nanoTime() - start) / 20_000_000;
            assertTrue(passed >= 10 && passed <= most,
                    "a second later the bucket has its 10 tokens, not 50: " + passed + " passed, at most " + most);
        }
    }

    @Test
    void tokensComeAtTheRateOfTheLimit() throws IOException {
        try (LoadedFilter filter = load("limit 100/s burst 1 per msg.page")) {
            int passed = 1 - send(filter, "page: 1", 1);
            long start = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                pause(5);
                passed += 1 - send(filter, "page: 1", 1);
            }
            long most = most(start);
            assertTrue(passed >= 90 && passed <= most, passed + " passed, at most " + most + " may");
        }
    }

    /** How many packets a limit of 100/s may let through, when so much time went by for the target. */
    abstract long most(long startNanos);
}
