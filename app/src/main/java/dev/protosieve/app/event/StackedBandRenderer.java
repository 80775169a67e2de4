package dev.protosieve.app.event;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.Range;
import org.jfree.data.xy.XYDataset;

/**
 * Bands on top of each other, each one closed shape with a line along its top: JFreeChart's own stacked renderers fill by
 * item, which shows seams under translucent colours.
 */
final class StackedBandRenderer extends AbstractXYItemRenderer {

    private static final BasicStroke EDGE = new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private final int fillAlpha;

    StackedBandRenderer(int fillAlpha) {
        this.fillAlpha = fillAlpha;
    }

    @Override
    public Range findRangeBounds(XYDataset dataset) {
        return dataset instanceof BandData bands ? new Range(0, Math.max(1, bands.tallest())) : new Range(0, 1);
    }

    @Override
    public void drawItem(Graphics2D g, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info, XYPlot plot,
            ValueAxis domain, ValueAxis range, XYDataset dataset, int series, int item, CrosshairState crosshair,
            int pass) {
        if (item != 0 || !(dataset instanceof BandData bands)) {
            return;
        }
        Path2D top = line(bands, series, area, plot, domain, range, false);
        Path2D shape = new Path2D.Double(top);
        shape.append(line(bands, series - 1, area, plot, domain, range, true), true);
        shape.closePath();
        Color colour = (Color) getSeriesPaint(series);
        g.setPaint(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), fillAlpha));
        g.fill(shape);
        g.setPaint(colour);
        g.setStroke(EDGE);
        g.draw(top);
    }

    private static Path2D line(BandData bands, int upTo, Rectangle2D area, XYPlot plot, ValueAxis domain,
            ValueAxis range,
            boolean backwards) {
        Path2D path = new Path2D.Double();
        int count = bands.getItemCount();
        for (int i = 0; i < count; i++) {
            int item = backwards ? count - 1 - i : i;
            double x = domain.valueToJava2D(bands.x(item), area, plot.getDomainAxisEdge());
            double y = range.valueToJava2D(bands.sum(upTo, item), area, plot.getRangeAxisEdge());
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        return path;
    }
}
