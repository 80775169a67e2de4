package dev.protosieve.app.cli;

import dev.protosieve.app.session.RunSnapshot;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The demo's last words: every number, and whether they add up. */
record DemoTable(DemoTraffic traffic, RunSnapshot last, PrintWriter out) {

    /**
     * @param achieved messages a second that were sent
     * @param undisturbed whether nobody detached the filter meanwhile
     * @return whether the numbers add up
     */
    boolean print(long achieved, boolean undisturbed) {
        long behind = last.passed() + last.wouldDrop() - traffic.arrived();
        out.println();
        RunText.row(out, "sent (" + String.format("%,d", achieved) + " a second)", traffic.sent());
        RunText.row(out, "dropped by the filter", last.dropped());
        RunText.wouldDrop(last, out);
        RunText.row(out, "passed by the filter", last.passed());
        RunText.row(out, "  received by the socket", traffic.arrived());
        RunText.row(out, "  lost behind the filter", behind);
        RunText.row(out, "events counted by the filter", last.counted());
        RunText.row(out, "events received", last.received());
        RunText.row(out, "events lost", last.lost());
        if (traffic.unsent() > 0) {
            RunText.row(out, "not sent: no room in the kernel", traffic.unsent());
        }
        RunText.rules(last, out);
        boolean adds = sums(behind, undisturbed);
        out.flush();
        return adds;
    }

    private boolean sums(long behind, boolean undisturbed) {
        if (!undisturbed) {
            out.println("The filter was detached meanwhile, so sent and counted messages are not compared.");
            return last.addsUp();
        }
        List<String> wrong = new ArrayList<>();
        if (traffic.sent() == 0) {
            wrong.add("nothing was sent");
        }
        long judged = last.passed() + last.dropped() + last.wouldDrop();
        String parts = last.wouldDrop() > 0 ? "dropped + would be dropped + passed" : "dropped + passed";
        if (traffic.sent() != judged) {
            wrong.add(String.format("%,d sent messages are not among %s; another filter on this interface "
                    + "can take them away", traffic.sent() - judged, parts));
        }
        if (!last.addsUp()) {
            wrong.add("events counted is not events received + lost");
        }
        if (behind < 0) {
            wrong.add("the socket received more than the filter passed");
        }
        out.println(wrong.isEmpty()
                ? "The numbers add up: sent = " + parts + ", events counted = received + lost."
                : "The numbers do NOT add up: " + String.join("; ", wrong) + ".");
        return wrong.isEmpty();
    }
}
