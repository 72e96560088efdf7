package dev.assay.server.pipeline;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.monitor.sampling.TraceDecision;
import dev.assay.server.store.Decision;
import dev.assay.server.store.InteractionKey;
import dev.assay.server.store.InteractionRow;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is known of an interaction that is stored, or is about to be. */
final class Known {

  /** What a decision says of an interaction that the windows do not count. */
  static final String WINDOW = "window";

  private static final long NODE_CHARACTERS = 16;

  // What takes as much memory as the rest of it does.
  private static final int EVALUATIONS_A_WEIGHT = 3;

  InteractionRow row;
  // With content as long as that is held here.
  ObservedInteraction observed;
  // While it can be revised; null for what came out of the store.
  @Nullable TraceDecision decision;
  boolean everythingKept;
  boolean contentStored;
  // Whether what was said was known when it was told; what is not known to lack it has had it.
  boolean hadContent = true;
  // Whether the operators in memory were told all that is stored of it.
  boolean followed = true;
  final Evaluations evaluations = new Evaluations();
  // Of most there are none.
  private Map<String, Signal> signals = Map.of();
  private Set<String> scores = Set.of();
  // The draft that last changed it: until that is stored, the store knows it as it was before.
  long draft;
  private int weight;

  Known(InteractionRow row, ObservedInteraction observed) {
    this.row = row;
    this.observed = observed;
  }

  InteractionKey key() {
    return row.key();
  }

  /** How much room it takes: as many interactions of which little was said. */
  int weigh() {
    weight = 1 + evaluations.size() / EVALUATIONS_A_WEIGHT;
    return weight;
  }

  /** How much room it took when it was last weighed. */
  int weight() {
    return weight;
  }

  /** Whether the windows count it. */
  boolean counts() {
    for (Decision each : row.decisions()) {
      if (each.evaluator().equals(WINDOW)) {
        return false;
      }
    }
    return true;
  }

  /** Whether those who share one draw were drawn. */
  boolean selected(List<String> together) {
    for (Decision each : row.decisions()) {
      if (together.contains(each.evaluator())) {
        return each.selected();
      }
    }
    return false;
  }

  /** Whether an evaluator was to look, by its draw. */
  boolean drawn(String evaluator) {
    return row.decisions().stream()
        .anyMatch(each -> each.evaluator().equals(evaluator) && each.selected());
  }

  /** With which probability an evaluator was to look; 1 if nothing says. */
  double probability(String evaluator) {
    for (Decision each : row.decisions()) {
      if (each.evaluator().equals(evaluator) && each.probability() > 0) {
        return each.probability();
      }
    }
    return 1;
  }

  /** What users did about it, in the order in which it came. */
  Collection<Signal> signals() {
    return signals.values();
  }

  boolean has(Signal signal) {
    return signals.containsKey(signal.id());
  }

  void add(Signal signal) {
    signals = signals.isEmpty() ? new LinkedHashMap<>() : signals;
    signals.put(signal.id(), signal);
  }

  /** Takes note of a score from outside; whether it is new. */
  boolean addScore(String id) {
    scores = scores.isEmpty() ? new HashSet<>() : scores;
    return scores.add(id);
  }

  /** What kinds of things users did about it. */
  Set<Signal.Kind> kinds() {
    Set<Signal.Kind> kinds = EnumSet.noneOf(Signal.Kind.class);
    signals.values().forEach(signal -> kinds.add(signal.kind()));
    return kinds;
  }

  long contentCharacters() {
    return characters(observed.interaction());
  }

  /** How much memory what was said takes, in characters, roughly. */
  static long characters(Interaction said) {
    String output = said.output();
    long characters = output == null ? 0 : output.length();
    for (var message : said.input()) {
      characters += message.text().length();
    }
    for (var passage : said.context()) {
      characters += passage.text().length();
    }
    for (var call : said.toolCalls()) {
      characters += size(call.arguments()) + size(call.result());
    }
    for (var step : said.steps()) {
      characters += length(step.input()) + length(step.output());
    }
    return characters;
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static long size(@Nullable JsonNode json) {
    if (json == null) {
      return 0;
    }
    long size = json.isString() ? json.stringValue().length() : NODE_CHARACTERS;
    for (JsonNode each : json) {
      size += size(each);
    }
    return size;
  }
}
