package dev.assay.core.evaluator;

import static java.util.Objects.requireNonNull;

import dev.assay.core.json.Json;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one score contributes to a {@link CorpusMeasure}: numbers to be added up over the examples.
 * They are kept in the score's evidence, so that a run can be summarised from its journal alone.
 *
 * @since 0.1
 */
public final class CorpusStatistics {

  private static final String KEY = "corpus";
  private static final String SUMS = "sums";

  private final double[] sums;
  private final ObjectNode settings;

  private CorpusStatistics(double[] sums, ObjectNode settings) {
    this.sums = sums;
    this.settings = settings;
  }

  /**
   * Holds {@code sums}.
   *
   * @param sums finite numbers, always as many for one evaluator
   * @param settings what the corpus measure has to know besides; treated as read-only
   */
  public static CorpusStatistics of(double[] sums, ObjectNode settings) {
    requireNonNull(settings, "settings");
    return new CorpusStatistics(sums.clone(), settings);
  }

  /** Reads what {@link #writeTo} wrote; empty if there is nothing of that form. */
  public static Optional<CorpusStatistics> read(ObjectNode evidence) {
    if (!(evidence.get(KEY) instanceof ObjectNode json)
        || !(json.get(SUMS) instanceof ArrayNode array)
        || array.isEmpty()
        || !array.valueStream().allMatch(JsonNode::isNumber)) {
      return Optional.empty();
    }
    double[] sums = array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
    if (!Arrays.stream(sums).allMatch(Double::isFinite)) {
      return Optional.empty();
    }
    ObjectNode settings = json.deepCopy();
    settings.remove(SUMS);
    return Optional.of(new CorpusStatistics(sums, settings));
  }

  /** Puts them into a score's evidence and returns that. */
  public ObjectNode writeTo(ObjectNode evidence) {
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray(SUMS);
    for (double sum : sums) {
      if (sum == Math.rint(sum) && Math.abs(sum) < 1e15) {
        array.add((long) sum);
      } else {
        array.add(sum);
      }
    }
    settings.properties().forEach(entry -> json.set(entry.getKey(), entry.getValue()));
    evidence.set(KEY, json);
    return evidence;
  }

  /** How many numbers there are. */
  public int size() {
    return sums.length;
  }

  /** The numbers. */
  public double[] sums() {
    return sums.clone();
  }

  /** What they were made with. */
  public ObjectNode settings() {
    return settings;
  }

  /** Whether the two may be added up: as many numbers, made alike. */
  public boolean fits(CorpusStatistics other) {
    return sums.length == other.sums.length
        && settings.equals(CorpusStatistics::compare, other.settings);
  }

  // A number read from a journal has another type than the same one just made.
  private static int compare(JsonNode one, JsonNode other) {
    boolean equal =
        (one.isNumber() && other.isNumber())
            ? one.doubleValue() == other.doubleValue()
            : one.equals(other);
    return equal ? 0 : 1;
  }

  /** Adds the numbers to {@code totals}, from {@code offset} on. */
  public void addTo(double[] totals, int offset) {
    for (int i = 0; i < sums.length; i++) {
      totals[offset + i] += sums[i];
    }
  }
}
