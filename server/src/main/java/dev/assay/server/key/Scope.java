package dev.assay.server.key;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a key is for.
 *
 * @since 0.1
 */
public enum Scope {
  /** Sending spans, interactions and signals. */
  INGEST,
  /** Reading whatever is shown. */
  READ,
  /** Reading, and changing what people decide: labels, failure cases, silences. */
  WRITE,
  /** Everything, keys and deletions included. */
  ADMIN;

  /** As files and commands write it, such as {@code ingest}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether who has this scope may do what needs {@code needed}. */
  public boolean covers(Scope needed) {
    return this == ADMIN || this == needed || (this == WRITE && needed == READ);
  }

  /**
   * The scopes of their keys.
   *
   * @throws InvalidInputException if there is none, or one is unknown
   */
  public static Set<Scope> ofKeys(List<String> keys) {
    List<String> known = Arrays.stream(values()).map(Scope::key).toList();
    String expected = "some of " + String.join(", ", known);
    if (keys.isEmpty()) {
      throw new InvalidInputException(Problem.of("scopes", "none", expected));
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String key : keys) {
      if (!known.contains(key)) {
        throw new InvalidInputException(
            Problem.of("scopes", key, expected).next(Nearest.advice(key, known)));
      }
      scopes.add(valueOf(key.toUpperCase(Locale.ROOT)));
    }
    return scopes;
  }
}
