package dev.assay.core.dataset;

import dev.assay.core.json.ContentHash;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Location;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds golden examples to what people reviewed and approved.
 *
 * <p>Every golden example needs reviews by two different people. A file named {@code dataset.lock}
 * beside the dataset file holds, for each dataset file of its folder, the content hash of the
 * golden examples, the hash of each of them, and who approved them when. A golden set that differs
 * from its lock is not the one that was approved: each example that was added, removed or changed
 * since is a {@link GoldenViolation}, until {@link #approve} records the new state.
 *
 * <p>The hash covers all an example says, its reviews included. The lock guards against accidents
 * and unreviewed edits; whoever may write to the folder may also write the lock.
 *
 * @since 0.1
 */
public final class GoldenLock {

  /** The name of the file beside the dataset. */
  public static final String FILE_NAME = "dataset.lock";

  /** How many people must have reviewed a golden example. */
  public static final int REVIEWERS = 2;

  private static final String APPROVE = "review it, then run assay dataset approve";

  private GoldenLock() {}

  /**
   * What approving changed.
   *
   * @param locks the lock files written
   * @param golden how many golden examples are now approved
   * @param settled the differences that the approval settled
   */
  public record Outcome(List<Path> locks, int golden, List<GoldenViolation> settled) {

    /** Copies the lists. */
    public Outcome {
      locks = List.copyOf(locks);
      settled = List.copyOf(settled);
    }
  }

  /**
   * What the lock says of a dataset file.
   *
   * @param goldenHash the content hash of the golden examples that were approved
   * @param approvals who approved them, in order
   * @param examples each one's content hash, by id
   */
  public record Approved(
      String goldenHash, List<Approval> approvals, Map<String, String> examples) {

    /** Copies the collections. */
    public Approved {
      approvals = List.copyOf(approvals);
      examples = Map.copyOf(examples);
    }
  }

  /**
   * What was approved of a dataset file; empty if nothing was.
   *
   * @throws InvalidInputException if the lock is there but is not one
   */
  public static Optional<Approved> approved(Path datasetFile) {
    LockFile.Entry entry =
        LockFile.read(pathFor(datasetFile))
            .entries()
            .get(String.valueOf(datasetFile.getFileName()));
    return Optional.ofNullable(entry)
        .map(e -> new Approved(e.goldenHash(), e.approvals(), e.examples()));
  }

  /** The lock beside a dataset file. */
  public static Path pathFor(Path datasetFile) {
    return datasetFile.resolveSibling(FILE_NAME);
  }

  /**
   * Every way in which the golden examples are not what was reviewed and approved, in the order of
   * the files; empty if all is well or there are none.
   *
   * @throws InvalidInputException if a lock is there but is not one
   */
  public static List<GoldenViolation> check(LoadedDataset loaded) {
    List<GoldenViolation> violations = new ArrayList<>(unreviewed(loaded));
    for (DatasetFile file : loaded.files()) {
      LockFile lock = LockFile.read(pathFor(file.path()));
      violations.addAll(differences(file, lock, loaded));
    }
    return violations;
  }

  /** The golden examples that fewer than {@link #REVIEWERS} people reviewed. */
  public static List<GoldenViolation> unreviewed(LoadedDataset loaded) {
    List<GoldenViolation> violations = new ArrayList<>();
    for (Example example : loaded.dataset().of(Partition.GOLDEN)) {
      int people = Review.people(example.reviews());
      if (people < REVIEWERS) {
        violations.add(
            new GoldenViolation(
                GoldenViolation.Kind.REVIEWS,
                example.id(),
                at(loaded, example),
                "reviewed by " + people + " (expected: at least 2 different people)",
                "let another expert review it and add {by, at} to reviews"));
      }
    }
    return violations;
  }

  /**
   * Records that the golden examples are approved as they are, in the lock beside each file. Who
   * approved the same content before stays recorded; who approved other content does not. The lock
   * is replaced in one step.
   *
   * @throws InvalidInputException if an example lacks reviews, there is nothing to approve, or a
   *     lock cannot be read or written; then nothing is written
   */
  public static Outcome approve(LoadedDataset loaded, Approval approval) {
    return approve(loaded, List.of(approval));
  }

  /**
   * As {@link #approve(LoadedDataset, Approval)} does, by several people at once.
   *
   * @throws InvalidInputException as there
   */
  public static Outcome approve(LoadedDataset loaded, List<Approval> by) {
    refuseUnreviewed(loaded);
    List<Path> paths =
        loaded.files().stream().map(file -> pathFor(file.path())).distinct().sorted().toList();
    return alone(paths, () -> approveAlone(loaded, by));
  }

  // In order, so that no two wait for each other.
  private static Outcome alone(List<Path> paths, Supplier<Outcome> approving) {
    return paths.isEmpty()
        ? approving.get()
        : EditLock.hold(paths.get(0), () -> alone(paths.subList(1, paths.size()), approving));
  }

  private static Outcome approveAlone(LoadedDataset loaded, List<Approval> by) {
    Map<Path, LockFile> locks = new LinkedHashMap<>();
    List<GoldenViolation> settled = new ArrayList<>();
    int approved = 0;
    for (DatasetFile file : loaded.files()) {
      Path path = pathFor(file.path());
      LockFile before = locks.containsKey(path) ? locks.get(path) : LockFile.read(path);
      List<Example> golden = golden(file);
      if (before == null || (golden.isEmpty() && entry(before, file) == null)) {
        continue;
      }
      settled.addAll(differences(file, before, loaded));
      SortedMap<String, LockFile.Entry> entries = new TreeMap<>(before.entries());
      entries.put(name(file), renewed(golden, entry(before, file), by));
      locks.put(path, new LockFile(entries));
      approved += golden.size();
    }
    if (locks.isEmpty()) {
      throw new InvalidInputException(
          Problem.of("golden examples", "none", "at least one to approve"));
    }
    locks.forEach(GoldenLock::write);
    return new Outcome(List.copyOf(locks.keySet()), approved, settled);
  }

  private static void refuseUnreviewed(LoadedDataset loaded) {
    List<Problem> problems = new ArrayList<>();
    for (GoldenViolation violation : unreviewed(loaded)) {
      problems.add(
          new Problem(
              violation.location(),
              "reviews of " + violation.exampleId(),
              violation.what().substring(0, violation.what().indexOf(" (")),
              "at least 2 different people",
              violation.fix()));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  private static LockFile.Entry renewed(
      List<Example> golden, LockFile.@Nullable Entry before, List<Approval> by) {
    List<Approval> approvals = new ArrayList<>();
    if (before != null && before.goldenHash().equals(Dataset.contentHash(golden))) {
      approvals.addAll(before.approvals());
    }
    for (Approval approval : by) {
      approvals.removeIf(a -> Review.person(a.by()).equals(Review.person(approval.by())));
      approvals.add(approval);
    }
    return LockFile.Entry.of(golden, approvals);
  }

  private static void write(Path path, LockFile lock) {
    try {
      lock.write(path);
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("lock", path, "a file that can be written").next(e.toString()), e);
    }
  }

  private static List<GoldenViolation> differences(
      DatasetFile file, LockFile lock, LoadedDataset loaded) {
    List<Example> golden = golden(file);
    LockFile.Entry entry = entry(lock, file);
    Location lockAt = Location.ofFile(pathFor(file.path()).toString());
    if (entry == null) {
      return golden.isEmpty() ? List.of() : List.of(notApproved(file, golden.size(), lock, lockAt));
    }
    List<GoldenViolation> violations = new ArrayList<>();
    SortedMap<String, String> left = new TreeMap<>(entry.examples());
    for (Example example : golden) {
      String approved = left.remove(example.id());
      if (approved == null) {
        violations.add(
            new GoldenViolation(
                GoldenViolation.Kind.ADDED,
                example.id(),
                at(loaded, example),
                "added since the golden set was approved",
                APPROVE));
      } else if (!approved.equals(ContentHash.of(ExampleJson.write(example)))) {
        violations.add(
            new GoldenViolation(
                GoldenViolation.Kind.CHANGED,
                example.id(),
                at(loaded, example),
                "changed since the golden set was approved",
                APPROVE));
      }
    }
    for (String id : left.keySet()) {
      violations.add(removed(id, lockAt));
    }
    if (violations.isEmpty() && !entry.goldenHash().equals(Dataset.contentHash(golden))) {
      violations.add(edited(lockAt));
    }
    return violations;
  }

  private static GoldenViolation notApproved(
      DatasetFile file, int golden, LockFile lock, Location lockAt) {
    String what =
        lock.entries().isEmpty()
            ? "there is no " + FILE_NAME + " beside it"
            : FILE_NAME + " beside it has no approval of this file";
    return new GoldenViolation(
        GoldenViolation.Kind.NOT_APPROVED,
        null,
        lockAt,
        "the golden examples of " + name(file) + " (" + golden + ") are not approved: " + what,
        "run assay dataset approve");
  }

  private static GoldenViolation removed(String id, Location lockAt) {
    return new GoldenViolation(
        GoldenViolation.Kind.REMOVED,
        id,
        lockAt,
        "removed from the golden set since it was approved",
        "put it back, or run assay dataset approve");
  }

  private static GoldenViolation edited(Location lockAt) {
    return new GoldenViolation(
        GoldenViolation.Kind.LOCK_EDITED,
        null,
        lockAt,
        "its golden_hash is not the hash of its examples: it was edited by hand",
        "run assay dataset approve");
  }

  private static List<Example> golden(DatasetFile file) {
    return file.examples().stream().filter(e -> e.partition() == Partition.GOLDEN).toList();
  }

  private static LockFile.@Nullable Entry entry(LockFile lock, DatasetFile file) {
    return lock.entries().get(name(file));
  }

  private static String name(DatasetFile file) {
    return String.valueOf(file.path().getFileName());
  }

  private static Location at(LoadedDataset loaded, Example example) {
    return loaded.location(example.id()).orElse(Location.ofFile(loaded.dataset().name()));
  }
}
