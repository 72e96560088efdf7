package dev.assay.core.dataset;

import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Splits a dataset into named shares, such as train and test.
 *
 * <p>Where an example goes depends on its id and the seed alone: the order of the file does not
 * matter, and adding, changing or removing examples never moves another. An example that was
 * generated from another ({@code metadata.mutation} and {@code provenance.source}) goes where that
 * one goes, so that a mutation of a training example is never tested on. The price is that shares
 * are met on average, in every stratum alike, and not to the example: {@link Result#strata} says
 * what each stratum got.
 *
 * @since 0.1
 */
public final class DatasetSplit {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Map<String, Double> shares;
  private final long seed;

  private DatasetSplit(Map<String, Double> shares, long seed) {
    this.shares = shares;
    this.seed = seed;
  }

  /**
   * The parts and what each stratum got.
   *
   * @param parts each share's examples as a dataset, in the order of the shares
   * @param strata for each partition ({@code golden}) and each tag within it ({@code
   *     golden/billing}), how many examples each share got
   */
  public record Result(Map<String, Dataset> parts, Map<String, Map<String, Integer>> strata) {

    /** Copies the maps. */
    public Result {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
      strata = Collections.unmodifiableMap(new TreeMap<>(strata));
    }

    /** The JSON form: {@code {parts: {train: {n, content_hash}, …}, strata: {…}}}. */
    public ObjectNode toJson() {
      ObjectNode json = Json.object();
      ObjectNode byName = json.putObject("parts");
      parts.forEach(
          (name, part) ->
              byName
                  .putObject(name)
                  .put("n", part.examples().size())
                  .put("content_hash", part.contentHash()));
      ObjectNode byStratum = json.putObject("strata");
      strata.forEach((stratum, counts) -> counts.forEach(byStratum.putObject(stratum)::put));
      return json;
    }
  }

  /**
   * Splits into these shares, in order.
   *
   * @param shares names (letters, digits, {@code . _ -}) and positive parts that sum to 1
   * @throws InvalidInputException if a name or part is not one
   */
  public static DatasetSplit into(Map<String, Double> shares) {
    List<Problem> problems = new ArrayList<>();
    if (shares.size() < 2) {
      problems.add(Problem.of("shares", shares.size(), "at least two"));
    }
    double sum = 0;
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      if (!NAME.matcher(share.getKey()).matches()) {
        problems.add(
            Problem.of(
                "share", share.getKey(), "a name of letters, digits, dot, dash, underscore"));
      }
      if (!(share.getValue() > 0 && share.getValue() < 1)) {
        problems.add(
            Problem.of("share " + share.getKey(), share.getValue(), "a part between 0 and 1"));
      }
      sum += share.getValue();
    }
    if (problems.isEmpty() && Math.abs(sum - 1) > 1e-6) {
      problems.add(Problem.of("shares", "a sum of " + sum, "a sum of 1"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new DatasetSplit(Collections.unmodifiableMap(new LinkedHashMap<>(shares)), 0);
  }

  /**
   * Splits into shares written as {@code train=0.8,test=0.2}.
   *
   * @throws InvalidInputException if they are not
   */
  public static DatasetSplit parse(String text) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] pair = part.split("=", -1);
      Double share = pair.length == 2 ? number(pair[1].strip()) : Double.valueOf(Double.NaN);
      if (share.isNaN()) {
        throw new InvalidInputException(
            Problem.of("share", part, "a name and a part, as in train=0.8,test=0.2"));
      }
      if (shares.put(pair[0].strip(), share) != null) {
        throw new InvalidInputException(Problem.of("share", pair[0].strip(), "each name once"));
      }
    }
    return into(shares);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Splits another way for another seed; 0 by default. */
  public DatasetSplit withSeed(long seed) {
    return new DatasetSplit(shares, seed);
  }

  /** Splits a dataset. Every example is in exactly one part; a part may be empty. */
  public Result split(Dataset dataset) {
    Map<String, List<Example>> parts = new LinkedHashMap<>();
    shares.keySet().forEach(name -> parts.put(name, new ArrayList<>()));
    Map<String, Map<String, Integer>> strata = new TreeMap<>();
    for (Example example : dataset.examples()) {
      String share = share(example);
      parts.computeIfAbsent(share, name -> new ArrayList<>()).add(example);
      count(strata, example.partition().key(), share);
      for (String tag : example.tags().stream().distinct().toList()) {
        count(strata, example.partition().key() + "/" + tag, share);
      }
    }
    Map<String, Dataset> datasets = new LinkedHashMap<>();
    parts.forEach(
        (name, examples) ->
            datasets.put(
                name, new Dataset(dataset.name() + "-" + name, dataset.taskType(), examples)));
    return new Result(datasets, strata);
  }

  /** The share that an example belongs to. */
  public String share(Example example) {
    double at = position(seed + "\n" + root(example));
    double upTo = 0;
    String last = "";
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      upTo += share.getValue();
      last = share.getKey();
      if (at < upTo) {
        break;
      }
    }
    return last;
  }

  private void count(Map<String, Map<String, Integer>> strata, String stratum, String share) {
    Map<String, Integer> counts =
        strata.computeIfAbsent(
            stratum,
            name -> {
              Map<String, Integer> zeros = new LinkedHashMap<>();
              shares.keySet().forEach(key -> zeros.put(key, 0));
              return zeros;
            });
    counts.merge(share, 1, Integer::sum);
  }

  private static String root(Example example) {
    JsonNode provenance = example.provenance();
    if (provenance == null || !example.metadata().has("mutation")) {
      return example.id();
    }
    JsonNode source = provenance.get("source");
    return source != null && source.isString() ? source.stringValue() : example.id();
  }

  // 52 bits of the hash as a number in [0, 1).
  private static double position(String text) {
    String hash = ContentHash.ofBytes(text.getBytes(StandardCharsets.UTF_16BE));
    String digits = hash.substring("sha256:".length()).substring(0, 13);
    return Long.parseLong(digits, 16) * 0x1p-52;
  }
}
