package dev.assay.otel.trace;

import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.Messages;
import dev.assay.otel.span.Tokens;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model, which several instrumentations may have reported: the innermost span counts,
 * the others fill in what it does not say.
 */
final class Call {

  private final List<Node> nodes;
  private @Nullable Messages input;
  private @Nullable Messages output;

  /**
   * Reports of one call.
   *
   * @param nodes the one that counts first
   */
  Call(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /** The report that counts. */
  Node counted() {
    return nodes.get(0);
  }

  /** The report to show: the first with an answer, else the one that counts. */
  Node shown() {
    for (Node node : nodes) {
      if (node.span.output() != null) {
        return node;
      }
    }
    return counted();
  }

  List<Node> nodes() {
    return nodes;
  }

  <T> @Nullable T first(Function<Node, @Nullable T> field) {
    for (Node node : nodes) {
      T value = field.apply(node);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  Tokens tokens() {
    Tokens tokens = Tokens.NONE;
    for (Node node : nodes) {
      tokens = tokens.or(node.span.tokens());
    }
    return tokens;
  }

  /** What went in, parsed once. */
  Messages input() {
    Messages messages = input;
    if (messages == null) {
      messages = parsed(GenAiSpan::inputMessages);
      input = messages;
    }
    return messages;
  }

  /** What came out, parsed once. */
  Messages output() {
    Messages messages = output;
    if (messages == null) {
      messages = parsed(GenAiSpan::outputMessages);
      output = messages;
    }
    return messages;
  }

  private Messages parsed(Function<GenAiSpan, Messages> content) {
    for (Node node : nodes) {
      Messages messages = content.apply(node.span);
      if (!messages.messages().isEmpty()) {
        return messages;
      }
    }
    return Messages.NONE;
  }

  long startNanos() {
    return counted().span.startNanos();
  }

  long endNanos() {
    return counted().span.endNanos();
  }

  @Override
  public String toString() {
    return Objects.toString(counted());
  }
}
