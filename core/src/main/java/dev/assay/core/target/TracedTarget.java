package dev.assay.core.target;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.Usage;
import dev.assay.core.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * A target whose spans are received: what its answers leave open, they tell.
 *
 * <p>What the answer itself says goes before what its trace says. Waiting for spans is no part of
 * the latency, and never makes a call late.
 */
final class TracedTarget implements Target {

  // So that an answer in time stays one.
  private static final Duration MARGIN = Duration.ofMillis(300);

  private final Target target;
  private final TraceSource source;

  TracedTarget(Target target, TraceSource source) {
    this.target = target;
    this.source = source;
  }

  @Override
  public Interaction call(TargetRequest request) throws TargetException, InterruptedException {
    long start = System.nanoTime();
    try (TraceSource.Trace trace = source.begin()) {
      Interaction answer = target.call(request.withTraceparent(trace.traceparent()));
      if (answer == null) {
        throw TargetException.permanent("bad_response", "the target gave no output", null);
      }
      long nanos = System.nanoTime() - start;
      Duration left = request.timeout().minusNanos(nanos).minus(MARGIN);
      Interaction.Builder merged =
          left.isNegative() ? answer.toBuilder() : merged(answer, trace.observed(left));
      if (answer.latencyMillis() == null && !answer.failed() && target.live()) {
        merged.latencyMillis(nanos / 1e6);
      }
      return merged.build();
    }
  }

  private static Interaction.Builder merged(Interaction answer, Optional<Interaction> observed) {
    Interaction.Builder merged = answer.toBuilder();
    if (observed.isEmpty()) {
      return merged;
    }
    Interaction seen = observed.get();
    if (answer.context().isEmpty()) {
      merged.context(seen.context());
    }
    if (answer.toolCalls().isEmpty()) {
      merged.toolCalls(seen.toolCalls());
    }
    if (answer.steps().isEmpty()) {
      merged.steps(seen.steps());
    }
    if (answer.usage().equals(Usage.NONE)) {
      merged.usage(seen.usage());
    }
    if (answer.ttftMillis() == null) {
      merged.ttftMillis(seen.ttftMillis());
    }
    if (answer.model() == null) {
      merged.model(seen.model());
    }
    if (answer.finishReason() == null) {
      merged.finishReason(seen.finishReason());
    }
    if (answer.promptTemplate() == null) {
      merged.promptTemplate(seen.promptTemplate()).promptVersion(seen.promptVersion());
    }
    return merged;
  }

  @Override
  public String fingerprint() {
    return target.fingerprint();
  }

  @Override
  public boolean live() {
    return target.live();
  }

  @Override
  public Optional<Problem> obstacle(TargetRequest request) {
    return target.obstacle(request);
  }

  @Override
  public void close() {
    target.close();
  }
}
