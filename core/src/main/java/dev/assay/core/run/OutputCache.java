package dev.assay.core.run;

import dev.assay.core.dataset.Example;
import dev.assay.core.interaction.Interaction;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Answers of targets, kept on disk by target version, input, metadata and repetition, so that a
 * second run need not call the target. Holds successful answers only. Safe to use from several
 * threads and processes at once.
 *
 * @since 0.1
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow in the next commits
public final class OutputCache implements AutoCloseable {

  private OutputCache() {}

  /**
   * Opens the cache in {@code directory}, which is made if it is missing.
   *
   * @throws dev.assay.core.problem.InvalidInputException if the directory cannot be used
   */
  public static OutputCache open(Path directory) {
    throw new UnsupportedOperationException(directory.toString());
  }

  /** The answer of the target of this version to this example and repetition, if it is known. */
  public Optional<Interaction> get(String targetVersion, Example example, int repeat) {
    return Optional.empty();
  }

  /** Keeps an answer; failed ones and huge ones are not kept. */
  public void put(String targetVersion, Example example, int repeat, Interaction answer) {}

  @Override
  public void close() {}
}
