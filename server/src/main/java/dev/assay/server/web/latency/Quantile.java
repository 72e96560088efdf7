package dev.assay.server.web.latency;

import dev.assay.core.problem.InvalidInputException;
import dev.assay.core.problem.Problem;
import dev.assay.server.web.panel.Ink;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which latency a page compares by. */
enum Quantile {
  P50("the middle one", Ink.P50),
  P95("one in 20 is slower", Ink.P95),
  P99("one in 100 is slower", Ink.P99);

  /** The parameter of the address that says which. */
  static final String PARAMETER = "quantile";

  private final String words;
  private final Ink ink;

  Quantile(String words, Ink ink) {
    this.words = words;
    this.ink = ink;
  }

  /** As addresses and measures spell it. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String words() {
    return words;
  }

  Ink ink() {
    return ink;
  }

  static Quantile parse(Optional<String> given) {
    return given.map(Quantile::named).orElse(P95);
  }

  private static Quantile named(String key) {
    return Arrays.stream(values())
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInputException(Problem.of(PARAMETER, key, "p50, p95 or p99")));
  }
}
