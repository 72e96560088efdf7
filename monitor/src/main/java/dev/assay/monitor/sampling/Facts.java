package dev.assay.monitor.sampling;

import static java.util.Objects.requireNonNull;

import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import java.util.Map;
import java.util.Set;

/**
 * What is known of an interaction when it is decided upon, beside what it says itself.
 *
 * @param failed whether the exchange failed
 * @param template the prompt template's name; empty if it did not say
 * @param latencyMillis how long it took; NaN if not known
 * @param flags what cheap checks flagged, by name
 * @param signals what users did up to now
 * @param scores values of cheap evaluators that ran, by evaluator
 * @since 0.1
 */
public record Facts(
    boolean failed,
    String template,
    double latencyMillis,
    Set<String> flags,
    Set<Signal.Kind> signals,
    Map<String, Double> scores) {

  /** Copies the collections. */
  public Facts {
    requireNonNull(template, "template");
    flags = Set.copyOf(flags);
    signals = Set.copyOf(signals);
    scores = Map.copyOf(scores);
  }

  /** What the interaction itself shows. */
  public static Facts of(ObservedInteraction observed) {
    String template = observed.interaction().promptTemplate();
    Double latency = observed.interaction().latencyMillis();
    return new Facts(
        observed.interaction().failed(),
        template == null ? "" : template,
        latency == null || !Double.isFinite(latency) ? Double.NaN : latency,
        Set.of(),
        Set.of(),
        Map.of());
  }

  /** The same with these flags. */
  public Facts withFlags(Set<String> flags) {
    return new Facts(failed, template, latencyMillis, flags, signals, scores);
  }

  /** The same with these signals. */
  public Facts withSignals(Set<Signal.Kind> signals) {
    return new Facts(failed, template, latencyMillis, flags, signals, scores);
  }

  /** The same with these values of cheap evaluators. */
  public Facts withScores(Map<String, Double> scores) {
    return new Facts(failed, template, latencyMillis, flags, signals, scores);
  }
}
