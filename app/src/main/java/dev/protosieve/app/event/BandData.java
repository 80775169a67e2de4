package dev.protosieve.app.event;

import dev.protosieve.app.session.RunSnapshot.Band;
import dev.protosieve.app.session.RunSnapshot.Chart;
import java.util.Arrays;
import java.util.List;
import org.jfree.data.DomainOrder;
import org.jfree.data.xy.AbstractXYDataset;

/** A snapshot's bands as JFreeChart reads data; nothing is copied point by point into series. */
final class BandData extends AbstractXYDataset {

    private final transient Chart chart;
    private final transient List<Band> bands;
    private final transient double[][] sums;

    /** @param stacked which of the chart's bands: those that are stacked or the others */
    BandData(Chart chart, boolean stacked) {
        this.chart = chart;
        this.bands = chart.bands().stream().filter(b -> b.stacked() == stacked).toList();
        this.sums = added(bands);
    }

    private static double[][] added(List<Band> bands) {
        double[][] sums = new double[bands.size()][];
        for (int b = 0; b < sums.length; b++) {
            double[] sum = bands.get(b).perSecond().clone();
            for (int i = 0; b > 0 && i < sum.length; i++) {
                sum[i] += sums[b - 1][i];
            }
            sums[b] = sum;
        }
        return sums;
    }

    List<Band> bands() {
        return bands;
    }

    int getItemCount() {
        return bands.isEmpty() ? 0 : bands.getFirst().perSecond().length;
    }

    double x(int item) {
        return chart.from() + item * chart.step();
    }

    /** The height of the bands up to and with that one; 0 for -1. */
    double sum(int upTo, int item) {
        return upTo < 0 ? 0 : sums[upTo][item];
    }

    double tallest() {
        double most = 0;
        for (int i = 0; i < getItemCount(); i++) {
            most = Math.max(most, sum(bands.size() - 1, i));
        }
        return most;
    }

    /** The highest single value. */
    double highest() {
        return bands.stream().flatMapToDouble(b -> Arrays.stream(b.perSecond())).max().orElse(0);
    }

    @Override
    public int getSeriesCount() {
        return bands.size();
    }

    @Override
    public Comparable<?> getSeriesKey(int series) {
        return series + " " + bands.get(series).name();
    }

    @Override
    public int getItemCount(int series) {
        return bands.get(series).perSecond().length;
    }

    @Override
    public Number getX(int series, int item) {
        return x(item);
    }

    @Override
    public Number getY(int series, int item) {
        return bands.get(series).perSecond()[item];
    }

    @Override
    public DomainOrder getDomainOrder() {
        return DomainOrder.ASCENDING;
    }
}
