package dev.assay.monitor.behaviour;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an answer failed, as far as rules tell, and how what evaluators say is read.
 *
 * <p>The first of these tells: an error; the reason why the model stopped; the cheap evaluators
 * that it failed, of several the gravest mode; an answer slower than the limit; the judges that it
 * failed, in the same way. So everything that is known of all interactions comes before what is
 * known of a sample: what was drawn never has another mode than what it stands for.
 *
 * @param slowAbove an answer that took longer failed for that; null for no limit
 * @param slowAboveByFeature limits of features that have another
 * @param finishReasons modes by why the model stopped, in the words of OpenTelemetry, such as
 *     {@code length}
 * @param evaluators modes by evaluator, where it should be another than its own
 * @since 0.1
 */
public record FailureModeRules(
    @Nullable Duration slowAbove,
    Map<String, Duration> slowAboveByFeature,
    Map<String, FailureMode> finishReasons,
    Map<String, FailureMode> evaluators) {

  /** Copies the maps. */
  public FailureModeRules {
    slowAboveByFeature = Map.copyOf(slowAboveByFeature);
    finishReasons = Map.copyOf(finishReasons);
    evaluators = Map.copyOf(evaluators);
  }

  /** Slow above a minute; {@code length} is incomplete, {@code content_filter} refused. */
  public static FailureModeRules withDefaults() {
    return new FailureModeRules(
        Duration.ofMinutes(1),
        Map.of(),
        Map.of("length", FailureMode.INCOMPLETE, "content_filter", FailureMode.REFUSED),
        Map.of());
  }

  /** How an exchange failed by what it says of itself: an error, its end, or its time. */
  public Optional<FailureMode> byRule(ObservedInteraction observed) {
    return known(observed.interaction())
        .or(() -> slow(observed) ? Optional.of(FailureMode.SLOW) : Optional.empty());
  }

  Optional<FailureMode> known(Interaction interaction) {
    if (interaction.failed()) {
      return Optional.of(FailureMode.ERROR);
    }
    String reason = interaction.finishReason();
    return Optional.ofNullable(reason == null ? null : finishReasons.get(reason));
  }

  boolean slow(ObservedInteraction observed) {
    Double latency = observed.interaction().latencyMillis();
    Duration own = observed.feature() == null ? null : slowAboveByFeature.get(observed.feature());
    Duration limit = own == null ? slowAbove : own;
    return latency != null && limit != null && latency > limit.toMillis();
  }
}
