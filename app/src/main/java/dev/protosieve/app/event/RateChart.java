package dev.protosieve.app.event;

import dev.protosieve.app.session.RunSnapshot.Band;
import dev.protosieve.app.session.RunSnapshot.Chart;
import dev.protosieve.app.session.RunSnapshot.Mark;
import dev.protosieve.app.theme.Fonts;
import dev.protosieve.app.theme.Palette;
import dev.protosieve.engine.typed.Cause;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Comparator;
import java.util.List;
import javafx.scene.layout.StackPane;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.fx.ChartViewer;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** Events a second by rule, stacked; rules that only log are lines above the stack. */
final class RateChart extends StackPane {

    private static final int STACK = 0;
    private static final int LINES = 1;
    private static final double LEAST_RATE = 10;
    /** How much of the chart's width the words of a mark take at most. */
    private static final double MARK_WORDS = 0.27;
    private static final double HEADROOM = 1.12;
    private static final int BAND_ALPHA = 165;
    /** Of the letters around it. */
    private static final double TEXT_SHARE = 0.85;
    private static final int[] STEPS = {5, 10, 15, 30, 60};

    private final XYPlot plot = new XYPlot();
    private final NumberAxis time = new NumberAxis();
    private final NumberAxis rate = new NumberAxis();
    private final JFreeChart chart = new JFreeChart(null, JFreeChart.DEFAULT_TITLE_FONT, plot, false);
    private Palette palette = Palette.DARK;
    private float letters = 11;
    private int selected;
    private Chart last = Chart.EMPTY;

    RateChart() {
        plot.setDomainAxis(time);
        plot.setRangeAxis(rate);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setDomainPannable(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(6, 6, 2, 22));
        time.setNumberFormatOverride(new AgoFormat());
        time.setLowerMargin(0);
        rate.setNumberFormatOverride(new DecimalFormat("#,##0"));
        rate.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        ChartViewer viewer = new ChartViewer(chart, false);
        viewer.setMinSize(0, 0);
        getChildren().add(viewer);
        setMinSize(0, 0);
        dress(palette);
    }

    /** Takes the colours of a theme. */
    void dress(Palette next) {
        palette = next;
        chart.setBackgroundPaint(Color.decode(next.canvas()));
        chart.setBorderVisible(false);
        chart.setAntiAlias(true);
        chart.setTextAntiAlias(true);
        plot.setBackgroundPaint(Color.decode(next.canvas()));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Color.decode(next.line()));
        plot.setRangeGridlineStroke(new BasicStroke(1f));
        for (ValueAxis axis : new ValueAxis[]{time, rate}) {
            axis.setTickLabelPaint(Color.decode(next.muted()));
            axis.setAxisLineVisible(false);
            axis.setTickMarksVisible(false);
        }
        time.setTickLabelFont(font(0));
        rate.setTickLabelFont(font(1));
        show(last, selected);
    }

    /** Takes the size of the letters around it. */
    void letters(double size) {
        letters = Math.round(size * TEXT_SHARE);
        dress(palette);
    }

    // ChartCanvas forgets its font after each drawing, and FXGraphics2D leaves out to set one that equals the last it set:
    // fonts that differ by a hair in each part of the chart make it set them all
    private Font font(int part) {
        return new Font(Fonts.installed().text(), Font.PLAIN, 1).deriveFont(letters + part / 50f);
    }

    /** Draws a snapshot; the chart is drawn once for it. */
    void show(Chart data, int rule) {
        last = data;
        selected = rule;
        chart.setNotify(false);
        BandData stack = new BandData(data, true);
        BandData lines = new BandData(data, false);
        StackedBandRenderer bands = new StackedBandRenderer(BAND_ALPHA);
        XYLineAndShapeRenderer dashes = new XYLineAndShapeRenderer(true, false);
        dashes.setDrawSeriesLineAsPath(true);
        paint(stack, bands);
        paint(lines, dashes);
        plot.setDataset(STACK, stack);
        plot.setRenderer(STACK, bands);
        plot.setDataset(LINES, lines);
        plot.setRenderer(LINES, dashes);
        plot.clearDomainMarkers();
        mark(data.marks());
        rate.setRange(0, Math.max(LEAST_RATE, Math.max(stack.tallest(), lines.highest()) * HEADROOM));
        time.setRange(data.from() - data.step() / 2, 0);
        time.setTickUnit(new NumberTickUnit(step(-data.from())));
        chart.setNotify(true);
    }

    private static double step(double seconds) {
        for (int step : STEPS) {
            if (seconds / step <= 6) {
                return step;
            }
        }
        return seconds / 6;
    }

    private void paint(BandData data, org.jfree.chart.renderer.xy.AbstractXYItemRenderer renderer) {
        for (int i = 0; i < data.bands().size(); i++) {
            Band band = data.bands().get(i);
            renderer.setSeriesPaint(i, colour(band));
            renderer.setSeriesStroke(i, new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1f,
                    new float[]{5f, 4f}, 0f));
        }
    }

    private Color colour(Band band) {
        boolean trouble = band.cause() != Cause.RULE && band.cause() != Cause.DEFAULT;
        Color full = Color.decode(
                band.rule() > 0 ? palette.rule(band.rule()) : trouble ? palette.warn() : palette.muted());
        boolean faded = selected > 0 && selected != band.rule();
        return faded ? mix(full, Color.decode(palette.canvas())) : full;
    }

    private static Color mix(Color a, Color b) {
        return new Color((a.getRed() * 3 + b.getRed()) / 4, (a.getGreen() * 3 + b.getGreen()) / 4,
                (a.getBlue() * 3 + b.getBlue()) / 4);
    }

    // the newest has its words; an older one only where they do not run into each other
    private void mark(List<Mark> marks) {
        double width = -last.from() * MARK_WORDS;
        double taken = Double.POSITIVE_INFINITY;
        for (Mark mark : marks.stream().sorted(Comparator.comparingDouble(Mark::second).reversed()).toList()) {
            boolean late = mark.second() > last.from() / 3;
            boolean fits = (late ? mark.second() : mark.second() + width) <= taken;
            plot.addDomainMarker(line(mark.second(), late, fits ? mark.text() : ""));
            taken = fits ? mark.second() - (late ? width : 0) : taken;
        }
    }

    private ValueMarker line(double second, boolean late, String words) {
        ValueMarker line = new ValueMarker(second);
        line.setPaint(Color.decode(palette.text()));
        line.setStroke(
                new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1f, new float[]{4f, 3f}, 0f));
        if (!words.isEmpty()) {
            line.setLabel(words);
        }
        line.setLabelFont(font(2));
        line.setLabelPaint(Color.decode(palette.text()));
        line.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        line.setLabelAnchor(late ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
        line.setLabelTextAnchor(late ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT);
        line.setLabelOffset(new RectangleInsets(3, 5, 3, 5));
        return line;
    }

    /** {@code now}, {@code -30 s}. */
    private static final class AgoFormat extends NumberFormat {
        @Override
        public StringBuffer format(double seconds, StringBuffer into, FieldPosition at) {
            return into.append(seconds > -0.5 ? "now" : "\u2212" + Math.round(-seconds) + " s");
        }

        @Override
        public StringBuffer format(long seconds, StringBuffer into, FieldPosition at) {
            return format((double) seconds, into, at);
        }

        @Override
        public Number parse(String text, ParsePosition at) {
            throw new UnsupportedOperationException("axis labels are not read back");
        }
    }
}
