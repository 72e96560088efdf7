package dev.assay.server.pipeline;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.store.StateBlob;
import dev.assay.server.store.Store;
import java.util.Optional;
import java.util.function.Function;

/** What operators were when they were last stored. */
final class KeptState {

  private KeptState() {}

  /**
   * Reads a state; empty if none is stored.
   *
   * @param name it is stored by
   * @param reader of its binary form; refuses what it cannot read by an IllegalArgumentException
   * @throws InvalidInputException if it is damaged, or another version of Assay wrote it
   */
  static <T> Optional<T> read(Store store, String name, Function<byte[], T> reader) {
    return store.state(name).map(blob -> read(blob, reader));
  }

  private static <T> T read(StateBlob blob, Function<byte[], T> reader) {
    try {
      return reader.apply(blob.bytes());
    } catch (IllegalArgumentException e) {
      Problem problem =
          Problem.of("stored state " + blob.name(), "unreadable", "one that this version wrote")
              .next(
                  "start the version of Assay that wrote it, `assay export` what it holds, and"
                      + " `assay import` that into a new data directory with this one");
      throw new InvalidInputException(problem, e);
    }
  }
}
