package dev.assay.server.store;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import java.util.List;
import java.util.Objects;

/**
 * The compact row that every interaction has, content or not.
 *
 * @param key its id and time; of a row stored before, the time must stay as it was
 * @param links what else it is found by
 * @param dimensions what it is sliced by
 * @param operation how it went
 * @param outcome what became of it
 * @param decisions what it was sampled for
 * @since 0.1
 */
public record InteractionRow(
    InteractionKey key,
    Links links,
    Dimensions dimensions,
    Operation operation,
    Outcome outcome,
    List<Decision> decisions) {

  /** Checks the parts. */
  public InteractionRow {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(links, "links");
    Objects.requireNonNull(dimensions, "dimensions");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(outcome, "outcome");
    decisions = List.copyOf(decisions);
  }

  /** The row of an interaction of which nothing is decided yet. The user's id is taken as it is. */
  public static InteractionRow of(ObservedInteraction observed) {
    Interaction said = observed.interaction();
    Long cached = said.usage().cachedTokens();
    return new InteractionRow(
        new InteractionKey(observed.id(), observed.startedAt()),
        new Links(
            observed.traceId(),
            observed.spanId(),
            observed.responseId(),
            said.conversation(),
            observed.user()),
        new Dimensions(
            observed.app(),
            observed.environment(),
            observed.feature(),
            observed.release(),
            said.promptTemplate(),
            said.promptVersion(),
            said.model(),
            said.tags()),
        new Operation(
            said.latencyMillis(),
            said.ttftMillis(),
            said.usage(),
            cached == null ? null : cached > 0,
            said.finishReason(),
            said.error() == null ? null : said.error().kind(),
            observed.truncated()),
        Outcome.UNKNOWN,
        List.of());
  }

  /** The interaction again, of which this was said. */
  public ObservedInteraction observed(Interaction said) {
    return new ObservedInteraction(
        key.id(),
        links.traceId(),
        links.spanId(),
        links.responseId(),
        key.startedAt(),
        dimensions.app(),
        dimensions.environment(),
        dimensions.feature(),
        dimensions.release(),
        links.userHash(),
        operation.truncated(),
        said);
  }

  /** The same row with another outcome. */
  public InteractionRow with(Outcome other) {
    return new InteractionRow(key, links, dimensions, operation, other, decisions);
  }

  /** The same row with other decisions. */
  public InteractionRow with(List<Decision> others) {
    return new InteractionRow(key, links, dimensions, operation, outcome, others);
  }
}
