package dev.protosieve.bpf.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.protosieve.bpf.NeedsKernel;
import dev.protosieve.bpf.NeedsKernel.Need;
import dev.protosieve.bpf.sys.PrivateGroup;
import dev.protosieve.bpf.sys.PrivateNetwork;
import dev.protosieve.engine.emit.CounterLayout;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.rule.RuleSyntax.Action;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.AttachPoint.XdpMode;
import dev.protosieve.engine.target.Attachment;
import dev.protosieve.engine.target.LoadOutcome;
import dev.protosieve.engine.target.LoadedFilter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsKernel({Need.NAMESPACE, Need.TCX, Need.CGROUP})
@ExtendWith(PrivateNetwork.class)
class AttachTest {

    private static final int ENTRY = new CounterLayout(1).rule(0);
    private static final AttachPoint LOOPBACK = AttachPoint.of("lo");

    private static final long PATIENCE = 5_000_000_000L;

    private KernelTarget kernel;
    private PrivateGroup group;

    @BeforeEach
    void open() {
        group = new PrivateGroup();
        kernel = assertInstanceOf(KernelOpening.Opened.class, KernelTarget.open()).target();
    }

    @AfterEach
    void close() {
        kernel.close();
        group.close();
    }

    private AttachPoint point(Hook hook) {
        return hook.isAtCgroup() ? AttachPoint.of(group.name()) : LOOPBACK;
    }

    private Traffic traffic() {
        return group.inside(Traffic::new);
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void countsLivePacketsUntilItIsDetached(Hook hook) {
        LoadedFilter filter = load(hook);
        try (Traffic traffic = traffic()) {
            Attachment attachment = attached(filter.attach(point(hook))).attachment();
            traffic.send(100);
            assertEquals(100, count(filter));
            attachment.close();
            traffic.send(100);
            assertEquals(100, count(filter));
            attachment.close();
        }
    }

    /** What the old filter does not count, the new one does, while packets never stop. */
    @ParameterizedTest
    @EnumSource(Hook.class)
    void replacesAFilterWithNoPacketUnfiltered(Hook hook) throws InterruptedException {
        LoadedFilter old = load(hook);
        LoadedFilter next = load(hook);
        AtomicBoolean stop = new AtomicBoolean();
        long[] sent = new long[1];
        try (Traffic traffic = traffic()) {
            Attachment attachment = attached(old.attach(point(hook))).attachment();
            Thread sender = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    traffic.send(10);
                    sent[0] += 10;
                }
            });
            for (int i = 0; i < 50; i++) {
                Thread.sleep(1);
                attached(attachment.replace(i % 2 == 0 ? next : old));
            }
            attached(attachment.replace(next));
            stop.set(true);
            sender.join();
            assertTrue(sent[0] > 100, sent[0] + " sent");
            assertEquals(sent[0], count(old) + count(next));
            assertTrue(count(old) > 0 && count(next) > 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void keepsTheNewFilterWhenTheOldOneIsClosed(Hook hook) {
        LoadedFilter old = load(hook);
        LoadedFilter next = load(hook);
        try (Traffic traffic = traffic()) {
            Attachment attachment = attached(old.attach(point(hook))).attachment();
            attached(attachment.replace(next));
            old.close();
            traffic.send(10);
            assertEquals(10, count(next));
            LoadedFilter third = load(hook);
            attached(attachment.replace(third));
            traffic.send(5);
            assertEquals(5, count(third));
            assertEquals(10, count(next));
        }
    }

    @Test
    void doesNotTakeEarlierTrafficForARun() {
        LoadedFilter filter = assertInstanceOf(LoadOutcome.Loaded.class,
                kernel.load(SampleFilters.countingLongFrames(50, ENTRY))).filter();
        assertEquals(-1, filter.run(new byte[40]).entry());
        try (Traffic traffic = new Traffic()) {
            Attachment attachment = attached(filter.attach(LOOPBACK)).attachment();
            traffic.send(10);
            attachment.close();
        }
        assertEquals(-1, filter.run(new byte[40]).entry());
        assertEquals(10, count(filter));
    }

    @Test
    void detachesWhenTheFilterIsClosed() {
        LoadedFilter first = load(Hook.XDP);
        attached(first.attach(LOOPBACK));
        first.close();
        attached(load(Hook.XDP).attach(LOOPBACK));
    }

    @Test
    void saysWhyItIsNotTheNativeMode() {
        assertEquals("XDP, generic, on lo (the driver of lo has no native XDP)",
                attached(load(Hook.XDP).attach(LOOPBACK)).how());
    }

    @Test
    void refusesTheNativeModeWhereTheDriverHasNone() {
        assertEquals(new AttachOutcome.Refused("the driver of lo has no native XDP", "use the generic mode"),
                refused(load(Hook.XDP).attach(new AttachPoint("lo", XdpMode.NATIVE))));
    }

    @Test
    void refusesAnInterfaceThatHasAnXdpProgram() {
        attached(load(Hook.XDP).attach(LOOPBACK));
        var refused = refused(load(Hook.XDP).attach(LOOPBACK));
        assertEquals("another XDP program is attached to lo", refused.reason());
        assertTrue(refused.hint().contains("ip -d link show lo"), refused.hint());
    }

    @Test
    void namesTheInterfacesWhenOneIsNotThere() {
        assertEquals(new AttachOutcome.Refused("there is no interface nosuch0", "interfaces here: lo"),
                refused(load(Hook.XDP).attach(AttachPoint.of("nosuch0"))));
        assertEquals("there is no interface a-name-of-more-than-15",
                refused(load(Hook.SOCKET).attach(AttachPoint.of("a-name-of-more-than-15"))).reason());
    }

    @ParameterizedTest
    @EnumSource(names = {"CGROUP_INGRESS", "CGROUP_EGRESS"}, mode = EnumSource.Mode.EXCLUDE)
    void refusesAnInterfaceThatIsDown(Hook hook) {
        PrivateNetwork.setUp("lo", false);
        assertEquals(new AttachOutcome.Refused("the interface lo is down", "bring it up: ip link set lo up"),
                refused(load(hook).attach(LOOPBACK)));
    }

    @Test
    void keepsTheOldFilterWhenTheNewOneIsForAnotherHook() {
        LoadedFilter xdp = load(Hook.XDP);
        Attachment attachment = attached(xdp.attach(LOOPBACK)).attachment();
        refused(attachment.replace(load(Hook.TC_INGRESS)));
        try (Traffic traffic = new Traffic()) {
            traffic.send(3);
            assertEquals(3, count(xdp));
        }
    }

    @Test
    @NeedsKernel(Need.IP)
    void usesTheNativeModeOfADriverThatHasIt() {
        PrivateNetwork.command("ip", "link", "add", "left", "type", "veth", "peer", "name", "right");
        PrivateNetwork.setUp("left", true);
        PrivateNetwork.setUp("right", true);
        assertEquals("XDP, native, on right", attached(load(Hook.XDP).attach(AttachPoint.of("right"))).how());
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKET", "CGROUP_INGRESS", "CGROUP_EGRESS"}, mode = EnumSource.Mode.EXCLUDE)
    @NeedsKernel(Need.IP)
    void saysThatTheInterfaceIsGone(Hook hook) {
        PrivateNetwork.command("ip", "link", "add", "left", "type", "veth", "peer", "name", "right");
        PrivateNetwork.setUp("left", true);
        PrivateNetwork.setUp("right", true);
        LoadedFilter filter = load(hook);
        Attachment attachment = attached(filter.attach(AttachPoint.of("right"))).attachment();
        PrivateNetwork.command("ip", "link", "delete", "left");
        assertEquals("the interface right is gone", refused(attachment.replace(load(hook))).reason());
        attachment.close();
        filter.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CGROUP_INGRESS", "CGROUP_EGRESS"}, mode = EnumSource.Mode.EXCLUDE)
    @NeedsKernel(Need.IP)
    void noticesThatTheInterfaceIsGone(Hook hook) {
        PrivateNetwork.command("ip", "link", "add", "left", "type", "veth", "peer", "name", "right");
        PrivateNetwork.setUp("left", true);
        PrivateNetwork.setUp("right", true);
        Attachment attachment = attached(load(hook).attach(AttachPoint.of("right"))).attachment();
        assertTrue(attachment.isThere());
        PrivateNetwork.setUp("right", false);
        assertTrue(attachment.isThere(), "down is not gone: packets come again when it is up");
        PrivateNetwork.command("ip", "link", "delete", "left");
        assertFalse(attachment.isThere());
        attachment.close();
    }

    @ParameterizedTest
    @EnumSource(Hook.class)
    void isThereUntilItIsDetached(Hook hook) {
        Attachment attachment = attached(load(hook).attach(point(hook))).attachment();
        assertTrue(attachment.isThere());
        attached(attachment.replace(load(hook)));
        assertTrue(attachment.isThere());
        attachment.close();
        assertFalse(attachment.isThere());
    }

    @Test
    void seesOnlyTheGroupsOwnSocketsAndThoseBelow() {
        LoadedFilter filter = load(Hook.CGROUP_EGRESS);
        attached(filter.attach(point(Hook.CGROUP_EGRESS)));
        try (Traffic outside = new Traffic(); Traffic inside = traffic()) {
            outside.send(7);
            assertEquals(0, count(filter));
            inside.send(5);
            assertEquals(5, count(filter));
        }
    }

    @Test
    void saysWhatIsNoControlGroup() {
        LoadedFilter filter = load(Hook.CGROUP_INGRESS);
        var none = refused(filter.attach(AttachPoint.of("no-such-group")));
        assertEquals("there is no control group no-such-group", none.reason());
        assertTrue(none.hint().startsWith("groups here: "), none.hint());
        assertEquals("/proc is no control group of version 2",
                refused(filter.attach(AttachPoint.of("/proc"))).reason());
        assertEquals("cgroup ingress on " + group.path(),
                attached(filter.attach(AttachPoint.of(group.path().toString()))).how());
        assertTrue(kernel.groups().contains(group.name()), kernel.groups().toString());
    }

    /** The kernel takes its time to let go of a group. */
    @Test
    void detachesFromAGroupThatIsRemovedMeanwhile() throws InterruptedException {
        LoadedFilter filter = load(Hook.CGROUP_EGRESS);
        Attachment attachment;
        try (PrivateGroup brief = new PrivateGroup()) {
            attachment = attached(filter.attach(AttachPoint.of(brief.name()))).attachment();
        }
        LoadedFilter next = load(Hook.CGROUP_EGRESS);
        long end = System.nanoTime() + PATIENCE;
        AttachOutcome outcome = attachment.replace(next);
        while (outcome instanceof AttachOutcome.Attached && System.nanoTime() < end) {
            Thread.sleep(5);
            outcome = attachment.replace(next);
        }
        assertTrue(refused(outcome).reason().matches("the control group protosieve-test-.* is gone"),
                outcome.toString());
        assertFalse(attachment.isThere());
        attachment.close();
    }

    /** Counts each packet and lets it pass. */
    private LoadedFilter load(Hook hook) {
        var filter = SampleFilters.withoutEvents(hook, hook.passCode(), List.of(Action.DROP), ENTRY);
        return assertInstanceOf(LoadOutcome.Loaded.class, kernel.load(filter)).filter();
    }

    private static long count(LoadedFilter filter) {
        return filter.counters().packets()[ENTRY];
    }

    private static AttachOutcome.Attached attached(AttachOutcome outcome) {
        return assertInstanceOf(AttachOutcome.Attached.class, outcome);
    }

    private static AttachOutcome.Refused refused(AttachOutcome outcome) {
        return assertInstanceOf(AttachOutcome.Refused.class, outcome);
    }
}
