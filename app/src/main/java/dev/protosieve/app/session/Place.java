package dev.protosieve.app.session;

import dev.protosieve.engine.emit.Hook;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.FilterTarget;
import java.util.List;
import java.util.Optional;

/**
 * Somewhere a filter can run: an interface or a control group of a target.
 *
 * @param device its name; empty where there are none, so that the filter sees only the packets that it is handed
 */
public record Place(FilterTarget target, String device) {

    /** All the places of a target for a hook. */
    static List<Place> of(FilterTarget target, Hook hook) {
        List<String> devices = hook.isAtCgroup() ? target.groups() : target.devices();
        return devices.isEmpty() ? List.of(new Place(target, ""))
                : devices.stream().map(device -> new Place(target, device)).toList();
    }

    /** What to attach to. */
    Optional<AttachPoint> point() {
        return device.isEmpty() ? Optional.empty() : Optional.of(AttachPoint.of(device));
    }

    /** The name, or the target's where there is none. */
    @Override
    public String toString() {
        return device.isEmpty() ? target.features().release() : device;
    }
}
