package dev.assay.otel.trace;

import dev.assay.otel.span.GenAiKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one interaction.
 *
 * <p>Its key is the frame's span id; of models without a frame their parent's, whether or not that
 * parent has come, so that neither a late parent nor a late sibling changes it; of a model without
 * a parent its own.
 */
final class Entry {

  private final String key;
  private final @Nullable Node frame;
  // Most interactions are one span.
  private final List<Node> members = new ArrayList<>(1);
  private long startNanos = Long.MAX_VALUE;
  private long endNanos = Long.MIN_VALUE;

  private Entry(String key, @Nullable Node frame) {
    this.key = key;
    this.frame = frame;
  }

  static Entry ofFrame(Node frame) {
    return new Entry(frame.span.spanId(), frame);
  }

  static Entry ofModels(Node first) {
    return new Entry(groupKey(first), null);
  }

  static String groupKey(Node model) {
    return Objects.requireNonNullElse(model.span.parentSpanId(), model.span.spanId());
  }

  void add(Node member) {
    members.add(member);
    startNanos = Math.min(startNanos, member.span.startNanos());
    endNanos = Math.max(endNanos, member.span.endNanos());
  }

  String key() {
    return key;
  }

  /** The agent or chain around all, if there is one. */
  @Nullable Node frame() {
    return frame;
  }

  /** All spans, the frame too, in order of time. */
  List<Node> members() {
    return members;
  }

  long startNanos() {
    return startNanos;
  }

  long endNanos() {
    return endNanos;
  }

  /** Whether it is an exchange, and not just the making of an agent or an empty frame. */
  boolean exchange() {
    boolean model = false;
    for (Node node : members) {
      model |= node.span.kind() == GenAiKind.LLM;
    }
    if (frame == null || model) {
      return model;
    }
    boolean says =
        frame.span.input() != null
            || frame.span.output() != null
            || frame.span.error() != null
            || frame.span.tokens().reported();
    boolean made = "create_agent".equals(frame.span.operation());
    return !made && (says || frame.span.kind() == GenAiKind.AGENT);
  }
}
