package dev.assay.models.chat;

import dev.assay.core.interaction.Usage;
import dev.assay.core.model.ChatResponse;
import dev.assay.core.model.FinishReason;
import dev.assay.core.model.TokenLogprobs;
import dev.assay.models.call.AttemptFailedException;
import dev.assay.models.internal.Failures;
import dev.assay.models.internal.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects what one reply says, from a whole body or event by event. Knows one protocol. */
abstract class ReplyReader {

  private final Failures failures;
  private final DoubleSupplier millis;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final List<TokenLogprobs> logprobs = new ArrayList<>();
  private @Nullable Double firstTextMillis;
  private FinishReason finish = FinishReason.UNKNOWN;
  private Usage usage = Usage.NONE;
  private @Nullable String model;
  private boolean ended;
  private boolean closed;
  private double closedMillis;

  /** A reader of a reply whose failures are told by {@code failures}, timed by {@code millis}. */
  ReplyReader(Failures failures, DoubleSupplier millis) {
    this.failures = failures;
    this.millis = millis;
  }

  /** Reads a reply that came as one. */
  abstract void whole(JsonNode body) throws AttemptFailedException;

  /** Reads one event of a stream. */
  abstract void event(@Nullable String name, JsonNode data) throws AttemptFailedException;

  /** Whether an event's data are not JSON but the mark of the stream's end; takes note of it. */
  boolean isEnd(String data) throws AttemptFailedException {
    return false;
  }

  /** Whether all of the answer is there, though the stream may go on to say what it took. */
  final boolean ended() {
    return ended;
  }

  /** Whether nothing more comes. */
  final boolean closed() {
    return closed;
  }

  /** The answer. */
  ChatResponse response(Redaction redaction, boolean streamed) {
    boolean refused = !refusal.isEmpty();
    String said = text.isEmpty() && refused ? refusal.toString() : text.toString();
    return new ChatResponse(
        redaction.ofAnswer(said),
        refused ? FinishReason.REFUSAL : finish,
        usage,
        streamed ? firstTextMillis : null,
        closed ? closedMillis : millis.getAsDouble(),
        model == null ? null : redaction.ofAnswer(model),
        logprobs,
        1);
  }

  final Failures failures() {
    return failures;
  }

  final void add(@Nullable String more) {
    if (more != null && !more.isEmpty()) {
      if (firstTextMillis == null) {
        firstTextMillis = millis.getAsDouble();
      }
      text.append(more);
    }
  }

  /** Adds the words in which the model declined, where its API keeps them apart. */
  final void addRefusal(@Nullable String more) {
    if (more != null && !more.isEmpty()) {
      if (firstTextMillis == null) {
        firstTextMillis = millis.getAsDouble();
      }
      refusal.append(more);
    }
  }

  final void add(TokenLogprobs token) {
    logprobs.add(token);
  }

  final void finish(FinishReason reason) {
    finish = reason;
  }

  final void usage(Usage reported) {
    usage = reported;
  }

  final Usage usage() {
    return usage;
  }

  final void model(@Nullable String name) {
    if (name != null && !name.isBlank()) {
      model = name;
    }
  }

  final void end() {
    ended = true;
  }

  final void close() {
    ended = true;
    if (!closed) {
      closed = true;
      closedMillis = millis.getAsDouble();
    }
  }

  /** The string called {@code name}; null if there is none. */
  static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.stringValue() : null;
  }

  /** The number of tokens called {@code name}; null if there is none. */
  static @Nullable Long tokens(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
        ? (Long) value.longValue()
        : null;
  }

  /** The sum of what is there; null if nothing is. */
  static @Nullable Long sum(@Nullable Long... counts) {
    Long sum = null;
    for (Long count : counts) {
      if (count != null) {
        sum = sum == null ? count : (Long) (sum + count);
      }
    }
    return sum;
  }
}
