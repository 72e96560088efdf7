package dev.assay.server.pipeline;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An interaction told a second time, with what was known the first time: the content of its spans
 * is not held until then, so that what comes late says less of it. Its id and its time stay.
 */
final class Fuller {

  private static final String CONTENT = "assay.content";

  private Fuller() {}

  /**
   * By what tells all there is: what it says holds.
   *
   * @param late what is told now
   * @param before what was told
   */
  static ObservedInteraction of(ObservedInteraction late, ObservedInteraction before) {
    return filled(late, before, before, of(late.interaction(), before.interaction()));
  }

  /**
   * By what came late alone, of which nobody knows how much of it was told before: it fills in what
   * was not known, and makes no number less.
   */
  static ObservedInteraction atLeast(ObservedInteraction late, ObservedInteraction before) {
    Interaction more = late.interaction();
    Interaction known = before.interaction();
    Interaction said =
        of(known, more).toBuilder()
            .usage(most(known.usage(), more.usage()))
            .latencyMillis(most(known.latencyMillis(), more.latencyMillis()))
            .ttftMillis(or(known.ttftMillis(), more.ttftMillis()))
            .finishReason(or(known.finishReason(), more.finishReason()))
            .error(or(known.error(), more.error()))
            .build();
    return filled(before, late, before, said);
  }

  /** As it was told, with what was said where that is not known any more. */
  static ObservedInteraction said(ObservedInteraction known, ObservedInteraction read) {
    return known.with(of(known.interaction(), read.interaction()));
  }

  // What names a slice is not unlearned.
  private static ObservedInteraction filled(
      ObservedInteraction first,
      ObservedInteraction second,
      ObservedInteraction place,
      Interaction said) {
    Interaction other = second.interaction();
    Interaction.Builder builder =
        said.toBuilder()
            .promptTemplate(or(said.promptTemplate(), other.promptTemplate()))
            .promptVersion(or(said.promptVersion(), other.promptVersion()))
            .model(or(said.model(), other.model()))
            .conversation(or(said.conversation(), other.conversation()));
    other
        .tags()
        .forEach(
            (name, value) -> {
              if (!name.equals(CONTENT) && !said.tags().containsKey(name)) {
                builder.tag(name, value);
              }
            });
    return new ObservedInteraction(
        place.id(),
        or(first.traceId(), second.traceId()),
        or(first.spanId(), second.spanId()),
        or(first.responseId(), second.responseId()),
        place.startedAt(),
        or(first.app(), second.app()),
        or(first.environment(), second.environment()),
        or(first.feature(), second.feature()),
        or(first.release(), second.release()),
        or(first.user(), second.user()),
        first.truncated() || second.truncated(),
        builder.build());
  }

  private static Usage most(Usage a, Usage b) {
    return new Usage(
        most(a.inputTokens(), b.inputTokens()),
        most(a.outputTokens(), b.outputTokens()),
        most(a.cachedTokens(), b.cachedTokens()),
        most(a.reasoningTokens(), b.reasoningTokens()),
        most(a.cost(), b.cost()));
  }

  private static <T extends Comparable<T>> @Nullable T most(@Nullable T a, @Nullable T b) {
    return a == null || (b != null && a.compareTo(b) < 0) ? b : a;
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }

  private static Interaction of(Interaction late, Interaction before) {
    Interaction.Builder builder = late.toBuilder();
    if (late.input().isEmpty()) {
      builder.input(before.input());
    }
    if (late.output() == null) {
      builder.output(before.output());
    }
    if (late.context().isEmpty()) {
      builder.context(before.context());
    }
    builder.toolCalls(
        late.toolCalls().isEmpty()
            ? before.toolCalls()
            : filled(
                late.toolCalls(),
                before.toolCalls(),
                call -> call.arguments().isEmpty() && call.result() == null,
                (a, b) -> a.name().equals(b.name())));
    builder.steps(
        late.steps().isEmpty()
            ? before.steps()
            : filled(
                late.steps(),
                before.steps(),
                step -> step.input() == null && step.output() == null,
                (a, b) -> a.kind().equals(b.kind()) && a.name().equals(b.name())));
    // That content was not sent is not so if it was there at first.
    if (!before.tags().containsKey(CONTENT)) {
      builder.withoutTag(CONTENT);
    }
    return builder.build();
  }

  // What says nothing gives way to what was known of the same, in order.
  private static <T> List<T> filled(
      List<T> late, List<T> before, Predicate<T> silent, BiPredicate<T, T> same) {
    List<T> left = new ArrayList<>(before);
    List<T> filled = new ArrayList<>(late.size());
    for (T each : late) {
      T known = left.stream().filter(other -> same.test(each, other)).findFirst().orElse(null);
      if (known != null) {
        left.remove(known);
      }
      filled.add(known != null && silent.test(each) ? known : each);
    }
    return filled;
  }
}
