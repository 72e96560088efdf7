package dev.assay.monitor.behaviour;

import dev.assay.core.evaluator.FailureMode;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Signal;
import dev.assay.core.interaction.ToolCall;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is kept of an interaction while its outcome may change. */
final class Followed {

  private static final int MOST_TOOLS = 64;

  // With which probability it is followed; 0 if it is not, and tells only what is told at once.
  final double share;
  final String rule;
  final Instant end;
  final Instant until;
  final @Nullable FailureMode known;
  final boolean slow;
  final boolean failed;
  final boolean converses;
  final Map<String, Boolean> tools;
  // There are many of these, and of most there is nothing to say.
  Opinions opinions = new Opinions();
  Set<Signal.Kind> signals = Set.of();
  Outcome outcome = Outcome.NOTHING;

  Followed(
      double share,
      String rule,
      Instant end,
      Instant until,
      @Nullable FailureMode known,
      boolean slow,
      boolean failed,
      boolean converses,
      Map<String, Boolean> tools) {
    this.share = share;
    this.rule = rule;
    this.end = end;
    this.until = until;
    this.known = known;
    this.slow = slow;
    this.failed = failed;
    this.converses = converses;
    this.tools = tools;
  }

  static Followed of(ObservedInteraction observed, OutcomeRules rules, double share, Instant now) {
    CompletionRule rule = rules.ruleFor(observed);
    Instant end = Turn.end(observed);
    end = end.isAfter(now) ? now : end;
    return new Followed(
        share,
        rule.name(),
        end,
        until(rule, end, now.plus(rules.follow())),
        rules.modes().known(observed.interaction()).orElse(null),
        rules.modes().slow(observed),
        observed.interaction().failed(),
        observed.interaction().conversation() != null,
        tools(observed, rule));
  }

  private static Instant until(CompletionRule rule, Instant end, Instant least) {
    Instant until = least;
    for (CompletionRule.Step step : rule.steps()) {
      if (step instanceof CompletionRule.Quiet quiet && end.plus(quiet.within()).isAfter(until)) {
        until = end.plus(quiet.within());
      }
    }
    return until;
  }

  /** Whether an evaluator that tells later may look. */
  boolean awaits() {
    for (Opinion opinion : opinions.all()) {
      if (opinion.of().awaited()) {
        return true;
      }
    }
    return false;
  }

  void signal(Signal.Kind kind) {
    if (signals.isEmpty()) {
      signals = EnumSet.noneOf(Signal.Kind.class);
    }
    signals.add(kind);
  }

  // Of the tools that the rule asks for, whether the last call went well.
  private static Map<String, Boolean> tools(ObservedInteraction observed, CompletionRule rule) {
    if (observed.interaction().toolCalls().isEmpty()) {
      return Map.of();
    }
    Map<String, Boolean> tools = new TreeMap<>();
    for (CompletionRule.Step step : rule.steps()) {
      if (step instanceof CompletionRule.Tool tool && tools.size() < MOST_TOOLS) {
        for (ToolCall call : observed.interaction().toolCalls()) {
          if (call.name().equals(tool.name())) {
            tools.put(tool.name(), call.error() == null);
          }
        }
      }
    }
    return tools;
  }
}
