package dev.assay.otel.trace;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a trace shows.
 *
 * @param traceId 32 hexadecimal digits
 * @param interactions in order of their start
 * @param signals users' deeds, in order of time
 * @param scores others' evaluations, in order of time
 * @param owners the interaction that each span belongs to, by span id: what is said of a span is
 *     said of it
 * @param counts what was held and what was not
 * @since 0.1
 */
public record AssembledTrace(
    String traceId,
    List<ObservedInteraction> interactions,
    List<Signal> signals,
    List<ExternalScore> scores,
    Map<String, String> owners,
    Counts counts) {

  /** Copies the collections. */
  public AssembledTrace {
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(counts, "counts");
    interactions = List.copyOf(interactions);
    signals = List.copyOf(signals);
    scores = List.copyOf(scores);
    owners = Collections.unmodifiableMap(new TreeMap<>(owners));
  }

  /**
   * How much came.
   *
   * @param spans held
   * @param logs held
   * @param spansDropped that came beyond the bound
   * @param logsDropped that came beyond the bound
   * @param contentsDropped spans held without their content
   */
  public record Counts(
      int spans, int logs, long spansDropped, long logsDropped, long contentsDropped) {}
}
