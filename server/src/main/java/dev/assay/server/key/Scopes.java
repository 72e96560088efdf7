package dev.assay.server.key;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import dev.assay.server.api.access.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Scopes as people write them.
 *
 * @since 0.1
 */
public final class Scopes {

  private Scopes() {}

  /**
   * The scopes of names such as {@code ingest}.
   *
   * @throws InvalidInputException if there is none, or one is unknown
   */
  public static Set<Scope> of(List<String> names) {
    List<String> known = Arrays.stream(Scope.values()).map(Scope::key).toList();
    String expected = "some of " + String.join(", ", known);
    if (names.isEmpty()) {
      throw new InvalidInputException(Problem.of("scopes", "none", expected));
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            Problem.of("scopes", name, expected).next(Nearest.advice(name, known)));
      }
      scopes.add(Scope.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    return scopes;
  }
}
