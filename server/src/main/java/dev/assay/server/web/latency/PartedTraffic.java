package dev.assay.server.web.latency;

import dev.assay.monitor.window.MeasureName;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.server.estimate.WindowReader;
import dev.assay.server.web.panel.PanelRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The traffic that is shown, told apart by one dimension.
 *
 * @param parts those with most traffic first
 * @param total how many there are with those that are not here
 */
record PartedTraffic(List<Part> parts, int total) {

  PartedTraffic {
    parts = List.copyOf(parts);
  }

  /**
   * One value of the dimension.
   *
   * @param slice what is shown, of this value only
   * @param value the value; hostile
   * @param summary what windows know of it
   */
  record Part(Slice slice, String value, SliceSummary summary) {}

  static WindowReader.Range range(PanelRequest request) {
    return WindowReader.Range.of(request.period().from(), request.period().to(), null);
  }

  static PartedTraffic of(
      WindowReader reader,
      PanelRequest request,
      Dimension dimension,
      List<MeasureName> measures,
      int most) {
    WindowReader.Range range = range(request);
    List<Slice> slices = new ArrayList<>();
    for (String key : reader.keys(range)) {
      Slice slice = Slice.ofKey(key);
      if (value(slice, request.view().slice(), dimension).isPresent()) {
        slices.add(slice);
      }
    }
    Map<String, SliceSummary> summaries =
        reader.whole(range, slices.stream().map(Slice::key).toList(), WindowReader.needs(measures));
    List<Part> parts = new ArrayList<>();
    for (Slice slice : slices) {
      SliceSummary summary = summaries.get(slice.key());
      if (summary != null) {
        String value = value(slice, request.view().slice(), dimension).orElseThrow();
        parts.add(new Part(slice, value, summary));
      }
    }
    parts.sort(
        Comparator.comparingLong((Part part) -> part.summary().interactions())
            .reversed()
            .thenComparing(Part::value));
    return new PartedTraffic(parts.subList(0, Math.min(most, parts.size())), parts.size());
  }

  /** Its value in the dimension, if it is a slice within another one and tells nothing else. */
  static Optional<String> value(Slice slice, Slice within, Dimension dimension) {
    Set<Slice.Part> rest = new HashSet<>(slice.parts());
    Slice.Part found = null;
    for (Slice.Part part : slice.parts()) {
      if (part.dimension().equals(dimension.name())) {
        found = part;
      } else if (!within.parts().contains(part)) {
        return Optional.empty();
      }
    }
    if (found == null || !rest.containsAll(within.parts())) {
      return Optional.empty();
    }
    return Optional.of(
        switch (found.kind()) {
          case VALUE -> found.value();
          case NONE -> "not told";
          case OTHER -> "others";
        });
  }

  /** What to say where there is nothing to tell apart. */
  static List<String> notes(PartedTraffic found, PanelRequest request, Dimension dimension) {
    List<Slice.Part> within = request.view().slice().parts();
    if (!found.parts().isEmpty() || within.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>(within.stream().map(Slice.Part::dimension).toList());
    if (!names.contains(dimension.name())) {
      names.add(dimension.name());
    }
    return List.of(
        "Windows do not keep "
            + String.join(" and ", names)
            + " together: add them under slices in the configuration, or look at all traffic.");
  }

  /** What asks the API for the same. */
  static List<String> queries(PanelRequest request, Dimension dimension, List<MeasureName> names) {
    StringBuilder query =
        new StringBuilder("GET /api/v1/slices?dimension=").append(dimension.name());
    for (Slice.Part part : request.view().slice().parts()) {
      if (!part.dimension().equals(dimension.name())) {
        query
            .append("&dimension=")
            .append(URLEncoder.encode(part.dimension(), StandardCharsets.UTF_8));
      }
    }
    names.forEach(name -> query.append("&measure=").append(name));
    query.append("&from=").append(request.period().from());
    query.append("&to=").append(request.period().to());
    return List.of(query.toString());
  }
}
