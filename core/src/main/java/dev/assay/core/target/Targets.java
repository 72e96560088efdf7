package dev.assay.core.target;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Nearest;
import dev.assay.core.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The kinds of targets there are.
 *
 * @since 0.1
 */
public final class Targets {

  private final Map<String, TargetProvider> providers;

  private Targets(Iterable<TargetProvider> providers) {
    Map<String, TargetProvider> byKind = new LinkedHashMap<>();
    for (TargetProvider provider : providers) {
      if (byKind.put(provider.kind(), provider) != null) {
        throw new IllegalArgumentException(
            "target: " + provider.kind() + " (expected: one provider of each kind)");
      }
    }
    this.providers = byKind;
  }

  /** The kinds of the providers on the class path. */
  public static Targets installed() {
    return new Targets(ServiceLoader.load(TargetProvider.class, Targets.class.getClassLoader()));
  }

  /** The kinds of {@code providers}. */
  public static Targets of(TargetProvider... providers) {
    return new Targets(Arrays.asList(providers));
  }

  /** The kinds, in the order they were found. */
  public List<String> kinds() {
    return new ArrayList<>(providers.keySet());
  }

  /**
   * Checks the configuration and opens the target.
   *
   * @throws InvalidInputException if the kind is unknown or the configuration cannot work, at the
   *     place of {@code spec}
   */
  public OpenTarget open(TargetSpec spec, TargetContext context) {
    TargetProvider provider = providers.get(spec.kind());
    if (provider == null) {
      throw new InvalidInputException(
          Problem.of("target", spec.kind(), "a kind of target that exists")
              .next(Nearest.advice(spec.kind(), providers.keySet()))
              .at(spec.location()));
    }
    try {
      return provider.open(spec, context);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          e.problems().stream()
              .map(p -> p.location() == null ? p.at(spec.location()) : p)
              .toList());
    }
  }
}
