package dev.protosieve.bpf.target;

import dev.protosieve.bpf.attach.Hold;
import dev.protosieve.bpf.attach.Refusals;
import dev.protosieve.bpf.sys.KernelException;
import dev.protosieve.engine.target.AttachOutcome;
import dev.protosieve.engine.target.AttachPoint;
import dev.protosieve.engine.target.Attachment;
import dev.protosieve.engine.target.LoadedFilter;

/** A hold on a hook, owned by the filter that is there now: closing that filter closes it. */
final class KernelAttachment implements Attachment {

    private final AttachPoint point;
    private final String how;
    private final Hold hold;
    private KernelFilter owner;
    private boolean closed;

    KernelAttachment(AttachPoint point, String how, Hold hold, KernelFilter owner) {
        this.point = point;
        this.how = how;
        this.hold = hold;
        this.owner = owner;
    }

    @Override
    public AttachPoint point() {
        return point;
    }

    @Override
    public synchronized AttachOutcome replace(LoadedFilter next) {
        if (closed) {
            return new AttachOutcome.Refused("the filter is detached from " + point.device(), "attach the new one");
        }
        if (!(next instanceof KernelFilter filter) || filter.filter().hook() != owner.filter().hook()) {
            return new AttachOutcome.Refused("only a filter of the same hook can take the place of another",
                    "detach the old one and attach the new one");
        }
        try {
            hold.replace(filter.program());
        } catch (KernelException e) {
            var refusal = Refusals.of(owner.filter().hook().id(), point.device(), e);
            return new AttachOutcome.Refused(refusal.reason(), refusal.hint());
        }
        owner.release(this);
        filter.take(this);
        owner = filter;
        return new AttachOutcome.Attached(this, how);
    }

    @Override
    public synchronized boolean isThere() {
        return hold.isThere();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            hold.close();
            owner.release(this);
        }
    }
}
