package dev.protosieve.bpf.target;

import dev.protosieve.bpf.attach.CgroupHook;
import dev.protosieve.bpf.attach.ControlGroup;
import dev.protosieve.bpf.attach.Device;
import dev.protosieve.bpf.attach.HoldOutcome;
import dev.protosieve.bpf.attach.SocketHook;
import dev.protosieve.bpf.attach.TcxHook;
import dev.protosieve.bpf.attach.XdpHook;
import dev.protosieve.bpf.prog.Program;
import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.AttachPoint;

/** Puts a program where its hook and the user's word say. */
final class Holds {

    private Holds() {
    }

    static HoldOutcome hold(Hook hook, Program program, AttachPoint point) {
        return switch (hook) {
            case XDP, XDP_FRAGS, TC_INGRESS, TC_EGRESS, SOCKET -> switch (Device.usable(point.device())) {
                case Device.Lookup.Unusable(String reason, String hint) -> new HoldOutcome.Refused(reason, hint);
                case Device.Lookup.Found(Device device) -> atDevice(hook, program, device, point.xdpMode());
            };
            case CGROUP_INGRESS -> atGroup(program, point.device(), CgroupHook.Direction.INGRESS);
            case CGROUP_EGRESS -> atGroup(program, point.device(), CgroupHook.Direction.EGRESS);
        };
    }

    private static HoldOutcome atDevice(Hook hook, Program program, Device device, AttachPoint.XdpMode mode) {
        return switch (hook) {
            case XDP, XDP_FRAGS -> switch (mode) {
                case ANY -> XdpHook.attachAnywhere(program, device);
                case NATIVE -> XdpHook.attach(program, device, XdpHook.Mode.NATIVE);
                case GENERIC -> XdpHook.attach(program, device, XdpHook.Mode.GENERIC);
            };
            case TC_INGRESS -> TcxHook.attach(program, device, TcxHook.Direction.INGRESS);
            case TC_EGRESS -> TcxHook.attach(program, device, TcxHook.Direction.EGRESS);
            case SOCKET -> SocketHook.attach(program, device);
            case CGROUP_INGRESS, CGROUP_EGRESS -> throw new IllegalArgumentException(hook + " is at no interface");
        };
    }

    private static HoldOutcome atGroup(Program program, String name, CgroupHook.Direction direction) {
        return switch (ControlGroup.usable(name)) {
            case ControlGroup.Lookup.Unusable(String reason, String hint) -> new HoldOutcome.Refused(reason, hint);
            case ControlGroup.Lookup.Found(ControlGroup group) -> CgroupHook.attach(program, group, direction);
        };
    }
}
