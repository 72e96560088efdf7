package dev.assay.server.pipeline;

import dev.assay.core.interaction.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * An interaction told a second time, with what was said the first time: the content of its spans is
 * not held until then, so that what comes late says less of it.
 */
final class Fuller {

  private static final String CONTENT = "assay.content";

  private Fuller() {}

  static Interaction of(Interaction late, Interaction before) {
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
