package dev.assay.core.dataset;

import dev.assay.core.interaction.InteractionJson;
import dev.assay.core.json.Json;
import dev.assay.stats.quantile.QuantileType;
import dev.assay.stats.quantile.Quantiles;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dataset in numbers. They describe the dataset itself, whole: nothing is estimated.
 *
 * @param name the dataset's name
 * @param taskType its task type, if it has one
 * @param contentHash its content hash
 * @param overall all examples together
 * @param partitions each partition that has examples
 * @since 0.1
 */
public record DatasetStats(
    String name,
    @Nullable String taskType,
    String contentHash,
    Slice overall,
    Map<Partition, Slice> partitions) {

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /**
   * Some of the examples in numbers.
   *
   * @param n how many
   * @param withExpectation how many have an expected output
   * @param withContext how many have context
   * @param reviewed how many were reviewed by two people or more
   * @param inputWords lengths of the inputs in words separated by white space
   * @param expectedWords lengths of the expected outputs in words, every reference by itself
   * @param tags how many have each tag
   * @param categories how many have each {@code metadata.category}
   * @param oldest the earliest {@code created_at}, as written
   * @param newest the latest {@code created_at}, as written
   */
  public record Slice(
      int n,
      int withExpectation,
      int withContext,
      int reviewed,
      @Nullable Lengths inputWords,
      @Nullable Lengths expectedWords,
      Map<String, Integer> tags,
      Map<String, Integer> categories,
      @Nullable String oldest,
      @Nullable String newest) {

    /** Copies the maps. */
    public Slice {
      tags = Collections.unmodifiableMap(new TreeMap<>(tags));
      categories = Collections.unmodifiableMap(new TreeMap<>(categories));
    }

    /** The JSON form, keys in snake case. */
    public ObjectNode toJson() {
      ObjectNode json =
          Json.object()
              .put("n", n)
              .put("with_expectation", withExpectation)
              .put("with_context", withContext)
              .put("reviewed", reviewed);
      if (inputWords != null) {
        json.set("input_words", inputWords.toJson());
      }
      if (expectedWords != null) {
        json.set("expected_words", expectedWords.toJson());
      }
      tags.forEach(json.putObject("tags")::put);
      categories.forEach(json.putObject("categories")::put);
      if (oldest != null) {
        json.put("oldest", oldest).put("newest", newest);
      }
      return json;
    }
  }

  /**
   * Lengths of several texts: quantiles are lengths that occur (Hyndman-Fan type 1).
   *
   * @param min the shortest
   * @param p50 the median
   * @param p95 the 95th percentile
   * @param max the longest
   * @param mean the mean
   */
  public record Lengths(int min, int p50, int p95, int max, double mean) {

    private static @Nullable Lengths of(List<Integer> lengths) {
      if (lengths.isEmpty()) {
        return null;
      }
      double[] values = lengths.stream().mapToDouble(Integer::doubleValue).toArray();
      double[] q =
          Quantiles.withDefaults().with(QuantileType.INVERTED_CDF).of(values, 0, 0.5, 0.95, 1);
      double mean = lengths.stream().mapToInt(Integer::intValue).average().orElse(0);
      return new Lengths((int) q[0], (int) q[1], (int) q[2], (int) q[3], mean);
    }

    /** The JSON form: {@code {min, p50, p95, max, mean}}. */
    public ObjectNode toJson() {
      return Json.object()
          .put("min", min)
          .put("p50", p50)
          .put("p95", p95)
          .put("max", max)
          .put("mean", mean);
    }
  }

  /** Copies the map. */
  public DatasetStats {
    partitions = Collections.unmodifiableMap(new EnumMap<>(partitions));
  }

  /** Describes a dataset. */
  public static DatasetStats of(Dataset dataset) {
    Map<Partition, Slice> partitions = new EnumMap<>(Partition.class);
    for (Partition partition : Partition.values()) {
      List<Example> examples = dataset.of(partition);
      if (!examples.isEmpty()) {
        partitions.put(partition, slice(examples));
      }
    }
    return new DatasetStats(
        dataset.name(),
        dataset.taskType(),
        dataset.contentHash(),
        slice(dataset.examples()),
        partitions);
  }

  private static Slice slice(List<Example> examples) {
    Map<String, Integer> tags = new TreeMap<>();
    Map<String, Integer> categories = new TreeMap<>();
    for (Example example : examples) {
      example.tags().stream().distinct().forEach(tag -> tags.merge(tag, 1, Integer::sum));
      String category = InteractionJson.text(example.metadata().get("category"));
      if (category != null) {
        categories.merge(category, 1, Integer::sum);
      }
    }
    List<String> dates =
        examples.stream()
            .map(Example::createdAt)
            .filter(Objects::nonNull)
            .filter(date -> IsoTime.parse(date).isPresent())
            .sorted(Comparator.comparing(DatasetStats::instant))
            .toList();
    return new Slice(
        examples.size(),
        (int) examples.stream().filter(e -> e.expectedOutput() != null).count(),
        (int) examples.stream().filter(e -> !e.context().isEmpty()).count(),
        (int) examples.stream().filter(e -> Review.people(e.reviews()) >= 2).count(),
        Lengths.of(examples.stream().map(e -> words(e.inputText())).toList()),
        Lengths.of(
            examples.stream()
                .flatMap(e -> e.references().stream())
                .map(DatasetStats::words)
                .toList()),
        tags,
        categories,
        dates.isEmpty() ? null : dates.get(0),
        dates.isEmpty() ? null : dates.get(dates.size() - 1));
  }

  private static Instant instant(String date) {
    Optional<Instant> instant = IsoTime.parse(date);
    return instant.orElse(Instant.EPOCH);
  }

  private static int words(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() ? 0 : SPACE.split(stripped).length;
  }

  /**
   * The JSON form: {@code {name, task_type?, content_hash, overall: {…}, partitions: {golden: {…},
   * …}}}.
   */
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("name", name);
    if (taskType != null) {
      json.put("task_type", taskType);
    }
    json.put("content_hash", contentHash);
    json.set("overall", overall.toJson());
    ObjectNode slices = json.putObject("partitions");
    partitions.forEach((partition, slice) -> slices.set(partition.key(), slice.toJson()));
    return json;
  }
}
