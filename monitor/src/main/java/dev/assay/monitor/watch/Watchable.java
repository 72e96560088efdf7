package dev.assay.monitor.watch;

import dev.assay.monitor.window.SliceDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What there is to watch: a monitor of anything else would never say a word.
 *
 * @param evaluators the evaluators that look at traffic; null where that is not known
 * @param slices what traffic is sliced by; null where that is not known
 * @since 0.1
 */
public record Watchable(@Nullable Set<String> evaluators, @Nullable List<SliceDefinition> slices) {

  /** Where nothing is known of it. */
  public static final Watchable ANYTHING = new Watchable(null, null);

  /** Copies the collections. */
  public Watchable {
    evaluators = evaluators == null ? null : Set.copyOf(evaluators);
    slices = slices == null ? null : List.copyOf(slices);
  }

  /** What is wrong with the name of an evaluator, in words of what is expected. */
  Optional<String> refusal(String evaluator) {
    if (evaluators == null || evaluators.contains(evaluator)) {
      return Optional.empty();
    }
    return Optional.of(
        evaluators.isEmpty()
            ? "nothing, for no evaluator is configured"
            : "one of the configured evaluators: "
                + String.join(", ", evaluators.stream().sorted().toList()));
  }

  /** These dimensions in the order in which traffic is sliced by them; empty if it is not. */
  Optional<List<String>> sliced(List<String> dimensions) {
    if (slices == null || dimensions.isEmpty()) {
      return Optional.of(dimensions);
    }
    Set<String> wanted = Set.copyOf(dimensions);
    return slices.stream()
        .map(SliceDefinition::dimensions)
        .filter(each -> each.size() == dimensions.size() && wanted.containsAll(each))
        .findFirst();
  }

  /** What traffic is sliced by, in words. */
  String slicedBy() {
    return slices == null || slices.isEmpty()
        ? "nothing, for traffic is not sliced"
        : "what traffic is sliced by under `slices`: "
            + String.join(
                ", ",
                slices.stream()
                    .map(SliceDefinition::dimensions)
                    .map(each -> each.size() == 1 ? each.get(0) : each.toString())
                    .toList());
  }
}
