package dev.assay.server.web.latency;

import dev.assay.monitor.window.MeasureName;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.web.panel.Panel;
import dev.assay.server.web.panel.PanelData;
import dev.assay.server.web.panel.PanelRequest;
import dev.assay.server.web.panel.Remarks;
import dev.assay.server.web.view.Unit;
import java.util.ArrayList;
import java.util.List;

/** A quantile of the latency for each value of a dimension. */
record LatencyBars(WindowReader reader, Dimension dimension) implements Panel.Source {

  private static final int MOST = 25;

  @Override
  public PanelData load(PanelRequest request) {
    Quantile quantile = Quantile.parse(request.parameters().apply(Quantile.PARAMETER));
    MeasureName measure = MeasureName.parse("latency:" + quantile.key());
    List<MeasureName> needed = List.of(MeasureName.parse("count"), measure);
    PartedTraffic found = PartedTraffic.of(reader, request, dimension, needed, MOST);
    List<PanelData.Bar> bars = new ArrayList<>();
    for (PartedTraffic.Part part : found.parts()) {
      bars.add(
          new PanelData.Bar(
              part.value(),
              LatencyPage.address(request.view().of(part.slice()), quantile),
              quantile.ink(),
              measure.measure().of(part.summary(), 0.95).orElse(null)));
    }
    return new PanelData.Bars(
        Unit.MILLIS,
        bars,
        found.total(),
        dimension.noun(),
        new Remarks(
            PartedTraffic.notes(found, request, dimension),
            PartedTraffic.queries(request, dimension, List.of(measure))));
  }
}
