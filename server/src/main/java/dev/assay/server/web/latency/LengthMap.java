package dev.assay.server.web.latency;

import dev.assay.monitor.window.MeasureName;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelData;
import dev.assay.server.web.panel.PanelRequest;
import dev.assay.server.web.panel.Remarks;
import dev.assay.server.web.view.Unit;
import dev.assay.stats.interval.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A quantile of the latency by how long the input is, for each value of a dimension. */
record LengthMap(WindowReader reader, Dimension dimension) implements Panel.Source {

  private static final int MOST = 12;

  /** Windows keep the latency of each of these apart. */
  private static final List<String> LENGTHS =
      List.of("below-256", "below-1k", "below-4k", "below-16k", "from-16k");

  private static final List<String> COLUMNS =
      List.of("below 256", "256 to 1k", "1k to 4k", "4k to 16k", "16k or more");

  @Override
  public PanelData load(PanelRequest request) {
    Quantile quantile = Quantile.parse(request.parameters().apply(Quantile.PARAMETER));
    List<MeasureName> measures =
        LENGTHS.stream()
            .map(length -> MeasureName.parse("latency-input-" + length + ":" + quantile.key()))
            .toList();
    List<MeasureName> needed = new ArrayList<>(measures);
    needed.add(MeasureName.parse("count"));
    PartedTraffic found = PartedTraffic.of(reader, request, dimension, needed, MOST);
    List<PanelData.HeatRow> rows = new ArrayList<>();
    String shown = request.view().slice().key();
    Map<String, SliceSummary> whole =
        reader.whole(PartedTraffic.range(request), List.of(shown), WindowReader.needs(measures));
    if (whole.containsKey(shown)) {
      rows.add(row("all of them", whole.get(shown), measures));
    }
    found.parts().forEach(part -> rows.add(row(part.value(), part.summary(), measures)));
    List<String> notes = new ArrayList<>(PartedTraffic.notes(found, request, dimension));
    if (found.parts().size() < found.total()) {
      notes.add("Top " + MOST + " of " + found.total() + " " + dimension.noun() + ".");
    }
    return new PanelData.HeatMap(
        Unit.MILLIS,
        "input tokens",
        COLUMNS,
        dimension.noun(),
        rows,
        new Remarks(notes, PartedTraffic.queries(request, dimension, measures)));
  }

  private static PanelData.HeatRow row(
      String label, SliceSummary summary, List<MeasureName> measures) {
    List<@Nullable Estimate> cells = new ArrayList<>();
    for (MeasureName measure : measures) {
      cells.add(measure.measure().of(summary, 0.95).orElse(null));
    }
    return new PanelData.HeatRow(label, cells);
  }
}
