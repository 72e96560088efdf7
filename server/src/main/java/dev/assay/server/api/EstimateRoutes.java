package dev.assay.server.api;

import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.monitor.window.Measure;
import dev.assay.monitor.window.MeasureName;
import dev.assay.monitor.window.Series;
import dev.assay.monitor.window.SeriesQuery;
import dev.assay.monitor.window.Slice;
import dev.assay.monitor.window.SliceSummary;
import dev.assay.monitor.window.WindowLevel;
import dev.assay.server.api.route.Exchange;
import dev.assay.server.api.route.Parameter;
import dev.assay.server.api.route.Route;
import dev.assay.server.estimate.WindowReader;
import dev.assay.stats.interval.Estimate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Estimates from windows: of a time, over time, by slice. */
final class EstimateRoutes {

  private static final Duration STANDARD_LENGTH = Duration.ofDays(1);
  private static final List<String> LEVELS =
      Arrays.stream(WindowLevel.values()).map(EstimateRoutes::key).toList();
  private static final String MEASURES =
      "`count`, `latency:p95`, `error:rate`, `completion:rate`, `cost:mean`,"
          + " `mode:hallucinated:rate`, `signal:thumbs_down:rate`, `score:faithfulness:mean` and"
          + " others, see docs/api.md.";

  private final WindowReader reader;
  private final Clock clock;

  EstimateRoutes(WindowReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  List<Route> routes() {
    String noun = "estimates";
    return List.of(
        Route.get("/api/v1/estimates", "listEstimates")
            .about(noun, "Measures of slices over a time, each with its interval and n.")
            .with(Parameter.text("measure", "One or more: " + MEASURES).any())
            .with(slice().any())
            .with(time())
            .gives("Estimates")
            .does(this::estimates),
        Route.get("/api/v1/series", "getSeries")
            .about(noun, "A measure of a slice over time, gaps and open windows marked.")
            .with(Parameter.text("measure", MEASURES))
            .with(slice())
            .with(time())
            .gives("Series")
            .does(this::series),
        Route.get("/api/v1/slices", "listSlices")
            .about(noun, "The slices of a dimension, those with most traffic first.")
            .description(
                "`shown` of `total` slices are listed; each holds `interactions` of all. With"
                    + " order=lowest or highest they are ordered by the first measure instead.")
            .with(
                Parameter.text(
                    "dimension",
                    "`app`, `environment`, `feature`, `prompt_template`, `prompt_version`,"
                        + " `model`, `release` or `tag:NAME`; several joined by commas."))
            .with(Parameter.text("measure", "None or more: " + MEASURES).any())
            .with(
                Parameter.choice(
                    "order", List.of("traffic", "lowest", "highest"), "What comes first."))
            .with(Parameter.whole("limit", 1, 1000, 20, "How many slices at most."))
            .with(time())
            .gives("Slices")
            .does(this::slices));
  }

  private static Parameter slice() {
    return Parameter.text("slice", "A slice's key, such as `feature=refunds`; `all` unless given.");
  }

  private static List<Parameter> time() {
    return List.of(
        Parameter.time("from", "From the window that holds this time; a day before `to`."),
        Parameter.time("to", "To the window that holds this time; now unless given."),
        Parameter.choice(
            "level",
            LEVELS,
            "The length of windows; unless given, minutes up to 6 hours, hours up to 14 days."),
        Parameter.number("confidence", "Of the intervals, 0.5 to 0.999; 0.95 unless given."));
  }

  private WindowReader.Range range(Exchange exchange) {
    Instant to = exchange.time("to").orElseGet(clock::instant);
    Instant from = exchange.time("from").orElse(to.minus(STANDARD_LENGTH));
    WindowLevel level = exchange.text("level").map(EstimateRoutes::level).orElse(null);
    return WindowReader.Range.of(from, to, level);
  }

  private static WindowLevel level(String key) {
    for (WindowLevel level : WindowLevel.values()) {
      if (key(level).equals(key)) {
        return level;
      }
    }
    throw new InvalidInputException(
        Problem.of("level", key, "one of " + String.join(", ", LEVELS)));
  }

  private static double confidence(Exchange exchange) {
    double given = exchange.number("confidence").orElse(0.95);
    if (!(given >= 0.5 && given <= 0.999)) {
      throw new InvalidInputException(Problem.of("confidence", given, "0.5 to 0.999"));
    }
    return given;
  }

  private static List<MeasureName> measures(Exchange exchange, boolean needed) {
    List<MeasureName> names = new ArrayList<>();
    exchange.texts("measure").forEach(text -> names.add(MeasureName.parse(text)));
    if (names.size() > 20 || (needed && names.isEmpty())) {
      throw new InvalidInputException(
          Problem.of("measure", names.size() + " times", (needed ? 1 : 0) + " to 20 times"));
    }
    return names;
  }

  private void estimates(Exchange exchange) {
    List<MeasureName> names = measures(exchange, true);
    List<String> given = exchange.texts("slice");
    List<Slice> slices = new ArrayList<>();
    (given.isEmpty() ? List.of("all") : given).forEach(key -> slices.add(WindowReader.slice(key)));
    WindowReader.Range range = range(exchange);
    double confidence = confidence(exchange);
    SliceSummary.Needs needs = WindowReader.needs(names);
    ObjectNode json = Json.object();
    put(json, range, confidence);
    ArrayNode list = json.putArray("estimates");
    Map<String, NavigableMap<Instant, SliceSummary>> found = reader.over(range, slices, needs);
    for (Slice slice : slices) {
      NavigableMap<Instant, SliceSummary> windows =
          found.getOrDefault(slice.key(), Collections.emptyNavigableMap());
      SliceSummary whole = new SliceSummary();
      windows.values().forEach(whole::merge);
      for (MeasureName name : names) {
        WindowReader.Meant meant = reader.meant(name, range, slice, windows);
        ObjectNode item = list.addObject();
        put(item, name, slice, meant);
        item.set("estimate", EstimateJson.of(estimate(meant.measure(), whole, confidence)));
        item.put("interactions", whole.interactions());
      }
    }
    exchange.answer(json);
  }

  private void series(Exchange exchange) {
    MeasureName name =
        MeasureName.parse(
            exchange
                .text("measure")
                .orElseThrow(
                    () -> new InvalidInputException(Problem.of("measure", "missing", "one"))));
    Slice slice = WindowReader.slice(exchange.text("slice").orElse("all"));
    WindowReader.Range range = range(exchange);
    double confidence = confidence(exchange);
    NavigableMap<Instant, SliceSummary> windows =
        reader.over(range, slice, WindowReader.needs(List.of(name)));
    WindowReader.Meant meant = reader.meant(name, range, slice, windows);
    // Without any score any version tells the same: gaps.
    Measure measure = Objects.requireNonNullElseGet(meant.measure(), () -> name.measure(""));
    Series series =
        new SeriesQuery(measure, range.level(), range.from(), range.to(), confidence)
            .over(windows, clock.instant());
    ObjectNode json = Json.object();
    put(json, range, confidence);
    put(json, name, slice, meant);
    json.set("whole", EstimateJson.of(series.whole()));
    json.put("interactions", series.interactions());
    json.set("points", EstimateJson.of(series.points()));
    exchange.answer(json);
  }

  private record Row(Slice slice, SliceSummary summary, List<@Nullable Estimate> estimates) {

    double first() {
      Estimate estimate = estimates.isEmpty() ? null : estimates.get(0);
      return estimate == null ? Double.NaN : estimate.value();
    }
  }

  private void slices(Exchange exchange) {
    List<MeasureName> names = measures(exchange, false);
    Comparator<Row> order = order(exchange, !names.isEmpty());
    List<String> dimensions =
        List.of(
            exchange
                .text("dimension")
                .orElseThrow(
                    () -> new InvalidInputException(Problem.of("dimension", "missing", "one")))
                .split(",", -1));
    WindowReader.Range range = range(exchange);
    double confidence = confidence(exchange);
    int limit = exchange.whole("limit", 1, 1000, 20);
    SliceSummary.Needs needs = WindowReader.needs(names);
    NavigableMap<Instant, SliceSummary> all = reader.over(range, Slice.ALL, needs);
    List<WindowReader.Meant> meant = new ArrayList<>();
    names.forEach(name -> meant.add(reader.meant(name, range, Slice.ALL, all)));
    List<Row> rows = rows(range, dimensions, needs, meant, confidence);
    rows.sort(order);
    ObjectNode json = Json.object();
    put(json, range, confidence);
    ArrayNode dimension = json.putArray("dimensions");
    dimensions.forEach(dimension::add);
    json.put("total", rows.size()).put("shown", Math.min(limit, rows.size()));
    json.put("interactions", all.values().stream().mapToLong(SliceSummary::interactions).sum());
    ArrayNode list = json.putArray("slices");
    rows.stream().limit(limit).forEach(row -> list.add(json(row, names, meant)));
    exchange.answer(json);
  }

  private List<Row> rows(
      WindowReader.Range range,
      List<String> dimensions,
      SliceSummary.Needs needs,
      List<WindowReader.Meant> meant,
      double confidence) {
    List<Slice> slices = reader.slices(range, dimensions);
    Map<String, SliceSummary> wholes =
        reader.whole(range, slices.stream().map(Slice::key).toList(), needs);
    List<Row> rows = new ArrayList<>();
    for (Slice slice : slices) {
      SliceSummary whole = wholes.get(slice.key());
      // Of some nothing is left: they lost their place, or what was counted there was taken back.
      if (whole != null && whole.interactions() > 0) {
        List<@Nullable Estimate> estimates = new ArrayList<>();
        meant.forEach(each -> estimates.add(estimate(each.measure(), whole, confidence)));
        rows.add(new Row(slice, whole, estimates));
      }
    }
    return rows;
  }

  private static ObjectNode json(Row row, List<MeasureName> names, List<WindowReader.Meant> meant) {
    ObjectNode json = Json.object().put("slice", row.slice().key());
    ArrayNode parts = json.putArray("parts");
    for (Slice.Part part : row.slice().parts()) {
      ObjectNode item = parts.addObject().put("dimension", part.dimension());
      item.put("kind", part.kind().name().toLowerCase(Locale.ROOT));
      if (part.kind() == Slice.Kind.VALUE) {
        item.put("value", part.value());
      }
    }
    json.put("interactions", row.summary().interactions());
    ArrayNode estimates = json.putArray("estimates");
    for (int i = 0; i < names.size(); i++) {
      ObjectNode item = estimates.addObject();
      put(item, names.get(i), row.slice(), meant.get(i));
      item.set("estimate", EstimateJson.of(row.estimates().get(i)));
    }
    return json;
  }

  private static Comparator<Row> order(Exchange exchange, boolean measured) {
    Comparator<Row> traffic =
        Comparator.comparingLong((Row row) -> row.summary().interactions())
            .reversed()
            .thenComparing(row -> row.slice().key());
    String given = exchange.text("order").orElse("traffic");
    if (given.equals("traffic")) {
      return traffic;
    }
    if (!measured || !(given.equals("lowest") || given.equals("highest"))) {
      throw new InvalidInputException(
          Problem.of("order", given, "traffic, or with a measure lowest or highest"));
    }
    Comparator<Row> value = Comparator.comparingDouble(Row::first);
    // What nothing tells comes last in either order.
    return Comparator.comparing((Row row) -> Double.isNaN(row.first()))
        .thenComparing(given.equals("lowest") ? value : value.reversed())
        .thenComparing(traffic);
  }

  private static @Nullable Estimate estimate(
      @Nullable Measure measure, SliceSummary summary, double confidence) {
    return measure == null ? null : measure.of(summary, confidence).orElse(null);
  }

  private static void put(ObjectNode json, WindowReader.Range range, double confidence) {
    json.put("from", range.from().toString()).put("to", range.to().toString());
    json.put("level", key(range.level())).put("confidence", confidence);
  }

  private static void put(
      ObjectNode json, MeasureName name, Slice slice, WindowReader.Meant meant) {
    json.put("measure", name.toString()).put("slice", slice.key());
    if (meant.version() != null) {
      json.put("version", meant.version());
    }
    if (!meant.others().isEmpty()) {
      ArrayNode others = json.putArray("other_versions");
      meant.others().forEach(others::add);
    }
  }

  private static String key(WindowLevel level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
