package dev.assay.models.call;

import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ChatRequest;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.FinishReason;
import dev.assay.core.model.ModelException.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does for each attempt what the script says, and answers "ok" after its end. */
final class ScriptedAttempt implements ChatAttempt {

  /** What to do with one attempt. */
  interface Step {
    ChatResponse answer(ChatRequest request, Duration timeLeft)
        throws AttemptFailedException, InterruptedException;
  }

  private final Deque<Step> steps = new ArrayDeque<>();
  private final List<Duration> timesLeft = new ArrayList<>();
  private int closed;

  ScriptedAttempt then(Step step) {
    steps.add(step);
    return this;
  }

  ScriptedAttempt thenText(String text) {
    return then((request, left) -> text(text));
  }

  ScriptedAttempt thenFinish(FinishReason reason, String text) {
    return then((request, left) -> answer(text, reason, Usage.NONE));
  }

  ScriptedAttempt thenFail(Kind kind, boolean retryable, @Nullable Duration retryAfter) {
    return then(
        (request, left) -> {
          throw new AttemptFailedException(kind, retryable, retryAfter, "it said " + kind, null);
        });
  }

  ScriptedAttempt thenFail(int times, Kind kind) {
    for (int i = 0; i < times; i++) {
      thenFail(kind, true, null);
    }
    return this;
  }

  @Override
  public ChatResponse ask(ChatRequest request, Duration timeLeft) throws AttemptFailedException {
    Step step;
    synchronized (this) {
      timesLeft.add(timeLeft);
      step = steps.poll();
    }
    try {
      return step == null ? text("ok") : step.answer(request, timeLeft);
    } catch (InterruptedException e) {
      throw new AttemptFailedException(Kind.INTERRUPTED, false, null, "interrupted", e);
    }
  }

  @Override
  public synchronized void close() {
    closed++;
  }

  synchronized int closed() {
    return closed;
  }

  synchronized int asked() {
    return timesLeft.size();
  }

  synchronized List<Duration> timesLeft() {
    return List.copyOf(timesLeft);
  }

  static ChatResponse text(String text) {
    return answer(text, FinishReason.STOP, new Usage(1_000L, 500L, 200L, null, null));
  }

  static ChatResponse answer(String text, FinishReason reason, Usage usage) {
    return new ChatResponse(text, reason, usage, 12.5, 80, "model-as-answered", List.of(), 1);
  }
}
