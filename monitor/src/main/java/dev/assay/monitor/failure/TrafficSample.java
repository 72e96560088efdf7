package dev.assay.monitor.failure;

import static java.util.Objects.requireNonNull;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.json.ContentHash;
import dev.assay.core.json.Json;
import dev.assay.monitor.internal.Fingerprint;
import dev.assay.monitor.sampling.Draw;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Draws a distribution set of what production was asked, each example with the probability with
 * which it came to be in it, in one pass over what was kept.
 *
 * <p>Each stratum gets its share of the examples by its size in the traffic, but no fewer than
 * {@code least} where it has them. Within a stratum what was kept with a small probability is drawn
 * with a greater one, so that as far as can be all have had the same chance in the end: priority
 * sampling with the weights 1/p of what was kept with p. The example's probability is the least of
 * p and of a threshold, and sums over examples weighted by its inverse are unbiased. Source: N.
 * Duffield, C. Lund, M. Thorup, "Priority sampling for estimation of arbitrary subset sums", JACM
 * 54(6), 2007.
 *
 * <p>The draw is a hash of the salt and the interaction: the same candidates give the same set, in
 * any order. Texts that are the same but for case, compatibility forms and white space become one
 * example, which then stands for all of them: its weight is their sum.
 *
 * @since 0.1
 */
public final class TrafficSample {

  /** The longest input that is taken, in UTF-16 units; others are counted and left out. */
  public static final int LONGEST_INPUT = 100_000;

  private static final String GROUP = "traffic sample";

  private final int size;
  private final int least;
  private final Draw draw;
  private final UnaryOperator<String> redact;
  private final Map<String, Stratum> strata = new TreeMap<>();
  private long unusable;

  /**
   * Begins.
   *
   * @param size how many examples, before those that say the same become one
   * @param least how many of each stratum at least, where there are as many
   * @param salt of the hash; another gives another set
   * @param redact takes personal data out of every text
   * @throws IllegalArgumentException if a number is out of range
   */
  public TrafficSample(int size, int least, String salt, UnaryOperator<String> redact) {
    if (size < 1 || size > 100_000 || least < 0 || least > size) {
      throw new IllegalArgumentException(
          "size, least: " + size + ", " + least + " (expected: 1 to 100000, 0 to size)");
    }
    this.size = size;
    this.least = least;
    this.draw = Draw.withSalt(salt);
    this.redact = requireNonNull(redact, "redact");
  }

  /**
   * An interaction whose content was kept.
   *
   * @param observed what was said
   * @param stratum where it belongs
   * @param keptWith the probability with which its content was kept, in (0, 1]
   */
  public record Candidate(ObservedInteraction observed, String stratum, double keptWith) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the probability is out of range
     */
    public Candidate {
      requireNonNull(observed, "observed");
      requireNonNull(stratum, "stratum");
      if (!(keptWith > 0 && keptWith <= 1)) {
        throw new IllegalArgumentException(
            "keptWith: " + keptWith + " (expected: above 0, at most 1)");
      }
    }
  }

  /**
   * What was drawn.
   *
   * @param examples by id, in the distribution partition
   * @param drawn how many interactions they stand for
   * @param candidates how many there were
   * @param unusable how many candidates had no text of a user, or one too long
   */
  public record Drawn(List<Example> examples, long drawn, long candidates, long unusable) {

    /** Copies the list. */
    public Drawn {
      examples = List.copyOf(examples);
    }
  }

  /** Offers one more. */
  public void offer(Candidate candidate) {
    if (usable(candidate.observed().interaction())) {
      strata
          .computeIfAbsent(candidate.stratum(), name -> new Stratum())
          .offer(new Ranked(candidate, rank(candidate)), size);
    } else {
      unusable++;
    }
  }

  // Smallest first: the draw divided by the weight, the inverse of the priority.
  private double rank(Candidate candidate) {
    return (1 - draw.of(GROUP, candidate.observed().id())) * candidate.keptWith();
  }

  private static boolean usable(Interaction interaction) {
    long length = 0;
    boolean said = false;
    for (var message : interaction.input()) {
      length += message.text().length();
      said |= message.role().equals("user") && !message.text().isBlank();
    }
    return said && length <= LONGEST_INPUT;
  }

  /** What is drawn of what was offered. */
  public Drawn draw() {
    Map<String, Integer> shares = shares();
    Map<String, Kept> distinct = new LinkedHashMap<>();
    long drawn = 0;
    long candidates = unusable;
    for (Map.Entry<String, Stratum> entry : strata.entrySet()) {
      candidates += entry.getValue().offered;
      int share = shares.getOrDefault(entry.getKey(), 0);
      List<Ranked> ranked = entry.getValue().inOrder();
      double threshold = share < ranked.size() ? ranked.get(share).rank() : 1;
      for (Ranked each : ranked.subList(0, Math.min(share, ranked.size()))) {
        drawn++;
        Kept kept = kept(each.candidate(), Math.min(each.candidate().keptWith(), threshold));
        distinct.merge(folded(kept.input()), kept, Kept::and);
      }
    }
    List<Example> examples = new ArrayList<>();
    distinct.values().forEach(kept -> examples.add(example(kept)));
    examples.sort(Comparator.comparing(Example::id));
    return new Drawn(examples, drawn, candidates, unusable);
  }

  // The least to each, then one by one to whom it makes most proportional to the traffic that it
  // stands for (Webster's method).
  private Map<String, Integer> shares() {
    Map<String, Integer> shares = new TreeMap<>();
    int left = size;
    for (Map.Entry<String, Stratum> entry : strata.entrySet()) {
      int given = Math.min(left, Math.min(entry.getValue().kept(), least));
      shares.put(entry.getKey(), given);
      left -= given;
    }
    PriorityQueue<Claim> claims = new PriorityQueue<>(Claim.GREATEST_FIRST);
    strata.forEach((name, stratum) -> claims.add(Claim.of(name, stratum, shares)));
    while (left > 0 && !claims.isEmpty()) {
      Claim claim = requireNonNull(claims.poll());
      Stratum stratum = requireNonNull(strata.get(claim.stratum()));
      if (shares.getOrDefault(claim.stratum(), 0) < stratum.kept()) {
        shares.merge(claim.stratum(), 1, Integer::sum);
        left--;
        claims.add(Claim.of(claim.stratum(), stratum, shares));
      }
    }
    return shares;
  }

  /**
   * How much of the traffic a stratum's next example would stand for.
   *
   * @param stratum its name
   * @param quotient the traffic by the examples
   */
  private record Claim(String stratum, double quotient) {

    static final Comparator<Claim> GREATEST_FIRST =
        Comparator.comparingDouble((Claim claim) -> -claim.quotient())
            .thenComparing(Claim::stratum);

    static Claim of(String name, Stratum stratum, Map<String, Integer> shares) {
      return new Claim(name, stratum.traffic / (shares.getOrDefault(name, 0) + 0.5));
    }
  }

  private Kept kept(Candidate candidate, double probability) {
    JsonNode input = Inputs.of(candidate.observed().interaction(), redact);
    return new Kept(candidate, requireNonNull(input, "input"), probability, 1 / probability, 1);
  }

  private static String folded(JsonNode input) {
    String text = input.isString() ? input.stringValue() : ContentHash.canonical(input);
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("\\s+", " ");
  }

  private static Example example(Kept kept) {
    ObservedInteraction observed = kept.candidate().observed();
    ObjectNode metadata = Json.object();
    metadata.put("stratum", kept.candidate().stratum());
    metadata.put("inclusion_probability", kept.probability());
    metadata.put("weight", kept.weight());
    if (kept.times() > 1) {
      metadata.put("drawn", kept.times());
    }
    ObjectNode provenance = Json.object().put("source", "production");
    provenance.put("interaction", observed.id());
    return Example.builder(
            "traffic-" + Fingerprint.of(observed.id()).substring(0, 20),
            Partition.DISTRIBUTION,
            kept.input())
        .metadata(metadata)
        .createdAt(observed.startedAt().toString())
        .provenance(provenance)
        .build();
  }

  /**
   * A candidate and its rank: those of the lowest are drawn.
   *
   * @param candidate which
   * @param rank its draw in (0, 1], times the probability with which it was kept
   */
  private record Ranked(Candidate candidate, double rank) {
    static final Comparator<Ranked> LOWEST_FIRST =
        Comparator.comparingDouble(Ranked::rank)
            .thenComparing(ranked -> ranked.candidate().observed().id());
  }

  /**
   * What becomes an example.
   *
   * @param candidate the first of those that say the same
   * @param input what they say, redacted
   * @param probability the first one's
   * @param weight the sum of the inverse probabilities of all
   * @param times how many were drawn that say it
   */
  private record Kept(
      Candidate candidate, JsonNode input, double probability, double weight, long times) {

    Kept and(Kept other) {
      return new Kept(candidate, input, probability, weight + other.weight, times + other.times);
    }
  }

  /** The candidates of a stratum: the lowest ranks, one more than could be asked for. */
  private static final class Stratum {

    private final PriorityQueue<Ranked> lowest =
        new PriorityQueue<>(Ranked.LOWEST_FIRST.reversed());
    private double traffic;
    private long offered;

    void offer(Ranked ranked, int size) {
      offered++;
      traffic += 1 / ranked.candidate().keptWith();
      lowest.add(ranked);
      if (lowest.size() > size + 1) {
        lowest.poll();
      }
    }

    int kept() {
      return lowest.size();
    }

    List<Ranked> inOrder() {
      List<Ranked> ranked = new ArrayList<>(lowest);
      ranked.sort(Ranked.LOWEST_FIRST);
      return ranked;
    }
  }
}
