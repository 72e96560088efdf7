package dev.assay.core.suite;

import dev.assay.core.dataset.Example;
import dev.assay.core.dataset.Partition;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which examples of a dataset to run. Parts that are empty select everything; an example must be
 * selected by every part; the limit then keeps the first in the dataset's order.
 *
 * @param partitions only these
 * @param tags only examples with at least one of these
 * @param ids only these
 * @param limit at most this many, at least 1
 * @param among only these ids, which another run gave, and what to call them; see {@link #among}
 * @since 0.1
 */
public record Selection(
    Set<Partition> partitions,
    Set<String> tags,
    Set<String> ids,
    OptionalInt limit,
    Optional<Among> among) {

  /** Everything. */
  public static final Selection ALL =
      new Selection(Set.of(), Set.of(), Set.of(), OptionalInt.empty(), Optional.empty());

  /**
   * Ids that something else chose.
   *
   * @param ids the ids; may be empty, which then selects nothing
   * @param words such as {@code failing in runs/r1}
   */
  public record Among(Set<String> ids, String words) {

    /** Copies the ids. */
    public Among {
      ids = Set.copyOf(ids);
    }
  }

  /** Checks and copies the parts. */
  public Selection {
    partitions = Set.copyOf(partitions);
    tags = Set.copyOf(tags);
    ids = Set.copyOf(ids);
    if (limit.isPresent() && limit.getAsInt() < 1) {
      throw new InvalidInputException(
          Problem.of("limit", limit.getAsInt(), "a whole number of at least 1"));
    }
  }

  /** The same selection, of these partitions. */
  public Selection partitions(Set<Partition> partitions) {
    return new Selection(partitions, tags, ids, limit, among);
  }

  /** The same selection, of examples with one of these tags. */
  public Selection tags(Set<String> tags) {
    return new Selection(partitions, tags, ids, limit, among);
  }

  /** The same selection, of these ids. */
  public Selection ids(Set<String> ids) {
    return new Selection(partitions, tags, ids, limit, among);
  }

  /**
   * The same selection, cut after {@code limit} examples.
   *
   * @throws InvalidInputException if {@code limit < 1}
   */
  public Selection limit(int limit) {
    return new Selection(partitions, tags, ids, OptionalInt.of(limit), among);
  }

  /** The same selection, among ids that something else chose, such as the failing ones of a run. */
  public Selection among(Set<String> ids, String words) {
    return new Selection(partitions, tags, this.ids, limit, Optional.of(new Among(ids, words)));
  }

  /**
   * The selected examples, in order.
   *
   * @throws InvalidInputException if an id is not in the dataset, or nothing is left
   */
  public List<Example> of(List<Example> examples) {
    checkIds(examples);
    List<Example> selected =
        examples.stream()
            .filter(this::selects)
            .limit(limit.isPresent() ? limit.getAsInt() : Long.MAX_VALUE)
            .toList();
    if (selected.isEmpty()) {
      String words = words();
      throw new InvalidInputException(
          Problem.of(
                  "selection",
                  words.isEmpty() ? "all of an empty dataset" : words,
                  "at least one of the dataset's " + examples.size() + " examples")
              .next("nothing is left to run"));
    }
    return selected;
  }

  /** The selection in words, such as {@code partition golden, limit 10}; empty for everything. */
  public String words() {
    List<String> words = new ArrayList<>();
    if (!partitions.isEmpty()) {
      words.add(
          "partition "
              + new TreeSet<>(partitions)
                  .stream().map(Partition::key).collect(Collectors.joining("|")));
    }
    if (!tags.isEmpty()) {
      words.add("tag " + String.join("|", new TreeSet<>(tags)));
    }
    if (!ids.isEmpty()) {
      words.add("id " + some(new TreeSet<>(ids)));
    }
    among.ifPresent(a -> words.add(a.words()));
    limit.ifPresent(n -> words.add("limit " + n));
    return String.join(", ", words);
  }

  private static String some(Set<String> ids) {
    int shown = 10;
    String first = ids.stream().limit(shown).collect(Collectors.joining("|"));
    return ids.size() > shown ? first + " and " + (ids.size() - shown) + " more" : first;
  }

  private boolean selects(Example example) {
    return (partitions.isEmpty() || partitions.contains(example.partition()))
        && (tags.isEmpty() || example.tags().stream().anyMatch(tags::contains))
        && (ids.isEmpty() || ids.contains(example.id()))
        && (among.isEmpty() || among.get().ids().contains(example.id()));
  }

  private void checkIds(List<Example> examples) {
    if (ids.isEmpty()) {
      return;
    }
    Set<String> known = examples.stream().map(Example::id).collect(Collectors.toSet());
    List<Problem> problems = new ArrayList<>();
    for (String id : new TreeSet<>(ids)) {
      if (!known.contains(id)) {
        problems.add(
            Problem.of("id", id, "an example of the dataset")
                .next(
                    Nearest.to(id, known).map(near -> "did you mean " + near + "?").orElse(null)));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }
}
