package fr.carnet.perf.report;

import java.awt.Dimension;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.util.SVGConstants;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.w3c.dom.Document;

/** CPU per operation of each server as a part of plain HAPI's, one group of bars per workload, as SVG. */
public final class Chart {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 520;
    private static final int SLANT = 60;

    private Chart() {
    }

    /**
     * Draws what every server measured, medians of the rounds.
     *
     * @param against the server that counts as 1
     */
    public static void write(Figures figures, List<String> servers, String against, int connections, Path svg) throws IOException {
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title("CPU per operation, server and PostgreSQL, as a part of " + against + "'s; "
                + connections + " connections").yAxisTitle("less is better").build();
        chart.getStyler().setXAxisLabelRotation(SLANT);
        chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
        List<String> workloads = figures.workloads().stream()
                .filter(workload -> servers.stream().allMatch(server -> figures.ratio(server, against, workload, connections, Measure.CPU).count() > 0)).toList();
        if (workloads.isEmpty()) {
            return;
        }
        for (String server : servers) {
            List<Double> ratios = new ArrayList<>();
            workloads.forEach(workload -> ratios.add(figures.ratio(server, against, workload, connections, Measure.CPU).median()));
            chart.addSeries(server, workloads, ratios);
        }
        Files.createDirectories(svg.toAbsolutePath().getParent());
        SVGGraphics2D drawing = new SVGGraphics2D(document());
        drawing.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        chart.paint(drawing, WIDTH, HEIGHT);
        try (Writer file = Files.newBufferedWriter(svg)) {
            drawing.stream(file, true);
        }
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation().createDocument(SVGConstants.SVG_NAMESPACE_URI, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
