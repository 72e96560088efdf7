package dev.assay.core.dataset;

import dev.assay.core.json.ContentHash;
import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change of a golden example, put into a dataset file and the lock beside it.
 *
 * <p>Both are written or neither: a lock that cannot be written takes the file's change back. Where
 * the process dies in between, the file has the change and the lock does not, which a gate refuses;
 * applying the change again then finishes it. Only this change is approved by it: where the golden
 * examples differ from their lock otherwise, nothing is done.
 *
 * @param before the example as it was; null to add one
 * @param after the example as it is to be, with its reviews; null to remove one
 * @since 0.1
 */
public record GoldenChange(@Nullable Example before, @Nullable Example after) {

  /**
   * Checks the parts.
   *
   * @throws InvalidInputException if the change begins and ends with nothing or the same, changes
   *     the id, or makes an example something else than golden
   */
  public GoldenChange {
    if (before == null && after == null) {
      throw new InvalidInputException(Problem.of("change", "nothing", "an example"));
    }
    if (before != null && after != null) {
      if (!before.id().equals(after.id())) {
        throw new InvalidInputException(Problem.of("id", after.id(), before.id() + ", as it was"));
      }
      if (hash(before).equals(hash(after))) {
        throw new InvalidInputException(
            Problem.of("change", "none", "an example that differs from what it was"));
      }
    }
    if (after != null && after.partition() != Partition.GOLDEN) {
      throw new InvalidInputException(
          Problem.of("partition", after.partition().key(), Partition.GOLDEN.key()));
    }
  }

  /** The example's id. */
  public String exampleId() {
    return Objects.requireNonNull(after != null ? after : before).id();
  }

  /**
   * Applies it to a file, and approves the golden examples as they are then.
   *
   * @param by who approves the change
   * @throws InvalidInputException if the example is not as it was when the change was made, the
   *     golden set is not the one that was approved, a review is missing, or a file cannot be
   *     written; then nothing is changed
   */
  public void apply(Path file, List<Approval> by) {
    EditLock.hold(file, () -> applyAlone(file, by));
  }

  private void applyAlone(Path file, List<Approval> by) {
    LoadedDataset loaded = DatasetReader.read(file);
    boolean done = isDone(loaded);
    if (!done) {
      refuseIfMoved(loaded);
    }
    refuseIfUnapproved(loaded, done);
    if (done) {
      GoldenLock.approve(loaded, by);
      return;
    }
    try {
      byte[] old = Files.readAllBytes(file);
      byte[] changed = changed(old, file, loaded);
      AtomicFile.write(file, out -> out.write(changed));
      try {
        GoldenLock.approve(DatasetReader.read(file), by);
      } catch (InvalidInputException e) {
        AtomicFile.write(file, out -> out.write(old));
        throw e;
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          Problem.of("dataset file", file, "a file that can be read and written")
              .next(e.toString()),
          e);
    }
  }

  /**
   * Why it could not be applied to a file at present; empty if it could. Reviews are not looked at.
   *
   * @throws InvalidInputException if the file or its lock cannot be read
   */
  public Optional<Problem> obstacle(Path file) {
    LoadedDataset loaded = DatasetReader.read(file);
    try {
      boolean done = isDone(loaded);
      if (!done) {
        refuseIfMoved(loaded);
      }
      refuseIfUnapproved(loaded, done);
      return Optional.empty();
    } catch (InvalidInputException e) {
      return e.problems().stream().findFirst();
    }
  }

  private boolean isDone(LoadedDataset loaded) {
    Example now = find(loaded);
    return after == null ? now == null : now != null && hash(now).equals(hash(after));
  }

  private void refuseIfMoved(LoadedDataset loaded) {
    Example now = find(loaded);
    if (before == null && now != null) {
      throw new InvalidInputException(
          Problem.of("id", exampleId(), "an id that no example has")
              .next("choose another, or change the example that has it"));
    }
    if (before != null && (now == null || !hash(now).equals(hash(before)))) {
      throw new InvalidInputException(
          Problem.of(
                  "example " + exampleId(),
                  now == null ? "no longer there" : "changed since",
                  "as it was when the change was proposed")
              .next("withdraw the proposal and make a new one"));
    }
  }

  private void refuseIfUnapproved(LoadedDataset loaded, boolean done) {
    List<GoldenViolation> others = new ArrayList<>(GoldenLock.check(loaded));
    if (done) {
      others.removeIf(violation -> exampleId().equals(violation.exampleId()));
    }
    if (!others.isEmpty()) {
      GoldenViolation first = others.get(0);
      String more = others.size() == 1 ? "" : " (and " + (others.size() - 1) + " more)";
      throw new InvalidInputException(
          Problem.of(
                  "golden set",
                  (first.exampleId() == null ? "" : first.exampleId() + ": ") + first.what() + more,
                  "the one that was approved, so that this approves nothing else")
              .next(first.fix()));
    }
  }

  private byte[] changed(byte[] old, Path file, LoadedDataset loaded) throws IOException {
    DatasetFormat format = DatasetFormat.ofPath(file);
    if (format == DatasetFormat.JSONL) {
      return after == null
          ? JsonLinesEdit.remove(old, file.toString(), exampleId())
          : JsonLinesEdit.put(old, file.toString(), List.of(after)).bytes();
    }
    List<Example> examples = new ArrayList<>();
    for (Example each : loaded.dataset().examples()) {
      if (!each.id().equals(exampleId())) {
        examples.add(each);
      } else if (after != null) {
        examples.add(after);
      }
    }
    if (before == null && after != null) {
      examples.add(after);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(old.length);
    Dataset dataset = loaded.dataset();
    DatasetWriter.write(new Dataset(dataset.name(), dataset.taskType(), examples), out, format);
    return out.toByteArray();
  }

  private @Nullable Example find(LoadedDataset loaded) {
    return loaded.dataset().examples().stream()
        .filter(example -> example.id().equals(exampleId()))
        .findFirst()
        .orElse(null);
  }

  private static String hash(Example example) {
    return ContentHash.of(ExampleJson.write(example));
  }
}
