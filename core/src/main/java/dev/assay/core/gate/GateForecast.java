package dev.assay.core.gate;

import dev.assay.core.dataset.Partition;
import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a gate will be able to tell, before anything is called: the least drop it finds with a power
 * of 80%, and which criteria no result can meet.
 *
 * <p>Drops in pass rate are computed by the exact test that decides, for systems that pass each
 * example by chance alone: where examples differ in difficulty, as they do, less is found too. The
 * pass rate is the baseline's, drawn a little towards a half; 0.9 without one. Losses in an
 * evaluator's mean go by the spread of the baseline's scores as if no two runs of an example had
 * anything in common, which is the most that it can take.
 *
 * @param lines one or more for each criterion of which something can be said
 * @since 0.1
 */
public record GateForecast(List<Line> lines) {

  /** Nothing was told. */
  public static final GateForecast NONE = new GateForecast(List.of());

  /** Copies the lines. */
  public GateForecast {
    lines = List.copyOf(lines);
  }

  /**
   * Something about one criterion.
   *
   * @param criterion its name
   * @param words what it can tell
   * @param impossible whether no result can meet it
   */
  public record Line(String criterion, String words, boolean impossible) {}

  /**
   * Looks ahead.
   *
   * @param config the gate
   * @param planned how many examples the run will have, by partition
   * @param ids their ids
   * @param repeats how often each runs
   * @param baseline what it will be held against
   * @param calibrations what there is of the calibrations it asks for
   */
  public static GateForecast of(
      GateConfig config,
      Map<Partition, Integer> planned,
      Set<String> ids,
      int repeats,
      GateBaseline baseline,
      GateCalibrations calibrations) {
    return new Forecaster(config, planned, ids, repeats, baseline, calibrations).write();
  }

  /** Those that no result can meet. */
  public List<Line> impossible() {
    return lines.stream().filter(Line::impossible).toList();
  }

  /** The form kept with a run: a list of {@code {criterion, words, impossible}}. */
  public ArrayNode toJson() {
    ArrayNode json = Json.array();
    for (Line line : lines) {
      json.addObject()
          .put("criterion", line.criterion())
          .put("words", line.words())
          .put("impossible", line.impossible());
    }
    return json;
  }

  /** What {@link #toJson} wrote; nothing of what it did not. */
  public static GateForecast fromJson(JsonNode json) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : json) {
      lines.add(
          new Line(
              line.path("criterion").asString(""),
              line.path("words").asString(""),
              line.path("impossible").asBoolean(false)));
    }
    return new GateForecast(lines);
  }
}
