package dev.assay.core.calibration;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Labels and scores of one question, brought together by interaction. */
final class Pairing {

  /**
   * One interaction: what each person said of it, and what the evaluator did.
   *
   * @param probability with which it was chosen to be labelled, once it was judged
   */
  record Item(
      Key key, Map<String, Double> labels, Judged judged, double probability, String group) {

    /** With which probability it was judged and labelled. */
    double drawn() {
      // Never 0, which the product of two very small numbers would be.
      return Math.max(Double.MIN_NORMAL, probability * judged.drawn());
    }

    /** What people say together: the majority of yes and no, the mean of grades; NaN for a tie. */
    private double consensus(boolean binary) {
      double mean =
          labels.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
      if (!binary) {
        return mean;
      }
      return mean > 0.5 ? 1 : mean < 0.5 ? 0 : Double.NaN;
    }
  }

  /** An interaction: an example and its repetition. */
  record Key(String id, int repeat) {}

  private final List<Item> labelled = new ArrayList<>();
  private final List<Judged> unlabelled = new ArrayList<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Set<String> annotators = new TreeSet<>();
  private final Set<String> versions = new TreeSet<>();
  private int labels;
  private boolean unequal;
  private boolean withProbability;
  private boolean binary = true;

  private Pairing() {}

  static Pairing of(List<Label> labels, List<Judged> judged) {
    Pairing pairing = new Pairing();
    Map<Key, List<Label>> byKey = new LinkedHashMap<>();
    for (Label label : labels) {
      byKey.computeIfAbsent(new Key(label.id(), label.repeat()), k -> new ArrayList<>()).add(label);
    }
    Map<Key, Judged> judgements = new HashMap<>();
    for (Judged one : judged) {
      pairing.versions.add(one.version());
      Key key = new Key(one.id(), one.repeat());
      judgements.put(key, one);
      if (!byKey.containsKey(key)) {
        pairing.unlabelled.add(one);
      }
    }
    byKey.forEach((key, said) -> pairing.add(key, said, judgements.get(key)));
    pairing.binary =
        pairing.labelled.stream()
            .flatMap(item -> item.labels().values().stream())
            .allMatch(v -> v == 0 || v == 1);
    return pairing;
  }

  private void add(Key key, List<Label> said, @Nullable Judged judged) {
    if (judged == null) {
      unknown.add(key.id());
      return;
    }
    Map<String, Double> byAnnotator = new LinkedHashMap<>();
    Double probability = null;
    for (Label label : said) {
      Double before = byAnnotator.put(label.annotator(), label.value());
      if (before != null && before != label.value()) {
        throw new InvalidInputException(contradicts(label, before));
      }
      labels += before == null ? 1 : 0;
      annotators.add(label.annotator());
      Double given = label.probability();
      if (given != null && probability != null && !given.equals(probability)) {
        throw new InvalidInputException(
            Problem.of(
                    "probability", given, "one for " + key.id() + ", not " + probability + " too")
                .at(label.location()));
      }
      probability = given == null ? probability : given;
    }
    known(probability, said.get(0));
    labelled.add(
        new Item(
            key, byAnnotator, judged, probability == null ? 1 : probability, said.get(0).group()));
    unequal |= labelled.get(labelled.size() - 1).drawn() != labelled.get(0).drawn();
  }

  // Labels of a file that names no evaluator for some and one for others may meet here.
  private static Problem contradicts(Label label, double before) {
    return Problem.of(
            "label", label.value(), "one answer by " + label.annotator() + " for " + label.id())
        .next("another row says " + before + "; keep one")
        .at(label.location());
  }

  // A label that was drawn with some probability weighs as many times more than one without.
  private void known(@Nullable Double probability, Label label) {
    if (labelled.isEmpty()) {
      withProbability = probability != null;
    } else if (withProbability != (probability != null)) {
      throw new InvalidInputException(
          Problem.of(
                  "probability",
                  probability == null ? "missing for " + label.id() : probability,
                  "one for every labelled item, or for none")
              .next(
                  "labels drawn in different ways cannot be weighed together: calibrate by one draw")
              .at(label.location()));
    }
  }

  /** The interactions with a label. */
  List<Item> labelled() {
    return labelled;
  }

  /** The interactions with a label, a score, and no tie among people. */
  List<Item> usable() {
    return labelled.stream()
        .filter(item -> item.judged().value() != null && !Double.isNaN(consensus(item)))
        .toList();
  }

  /** What was scored and has no label that people agree on. */
  List<Judged> others() {
    List<Judged> others = new ArrayList<>();
    for (Judged one : unlabelled) {
      if (one.value() != null) {
        others.add(one);
      }
    }
    for (Item item : labelled) {
      if (item.judged().value() != null && Double.isNaN(consensus(item))) {
        others.add(item.judged());
      }
    }
    return others;
  }

  /** Ids with a label that nobody judged. */
  Set<String> unknown() {
    return unknown;
  }

  /** The people, by name. */
  List<String> annotators() {
    return List.copyOf(annotators);
  }

  /** The evaluator's versions. */
  Set<String> versions() {
    return versions;
  }

  /** How many labels there are for what was judged. */
  int labels() {
    return labels;
  }

  /** With which probability each was judged: first of {@code items}, then of {@code others}. */
  static double[] drawn(List<Item> items, List<Judged> others) {
    double[] drawn = new double[items.size() + others.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] =
          i < items.size() ? items.get(i).judged().drawn() : others.get(i - items.size()).drawn();
    }
    return drawn;
  }

  /** With which probability each was judged and labelled. */
  static double[] drawn(List<Item> items) {
    return items.stream().mapToDouble(Item::drawn).toArray();
  }

  /** Whether labels were drawn with probabilities that differ, by both draws together. */
  boolean unequal() {
    return unequal;
  }

  /** Whether every label is yes or no. */
  boolean binary() {
    return binary;
  }

  /** What people say together of an item; NaN where they are evenly split on a yes or no. */
  double consensus(Item item) {
    return item.consensus(binary);
  }

  /** The grades that people gave, whatever they agree on. */
  Grades grades() {
    return Grades.of(
        labelled.stream()
            .flatMapToDouble(item -> item.labels().values().stream().mapToDouble(v -> v))
            .toArray());
  }

  /** Whether interactions come in groups. */
  static boolean grouped(List<Item> items) {
    return items.stream().map(Item::group).distinct().count() < items.size();
  }

  /** The number of each item's group, from 0. */
  static int[] groups(List<Item> items) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] groups = new int[items.size()];
    Arrays.setAll(groups, i -> numbers.computeIfAbsent(items.get(i).group(), g -> numbers.size()));
    return groups;
  }

  /**
   * The same for {@code items} and, after them, {@code others}, whose repetitions of one example
   * are a group.
   */
  static int[] groups(List<Item> items, List<Judged> others) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] groups = new int[items.size() + others.size()];
    for (int i = 0; i < groups.length; i++) {
      String group = i < items.size() ? items.get(i).group() : others.get(i - items.size()).id();
      Integer known = numbers.putIfAbsent(group, numbers.size());
      groups[i] = known == null ? numbers.size() - 1 : known;
    }
    return groups;
  }
}
