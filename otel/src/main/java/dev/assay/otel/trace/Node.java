package dev.assay.otel.trace;

import dev.assay.otel.span.GenAiKind;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.PromptUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span in its place: with its parent, and with what it inherits from its ancestors. */
final class Node {

  private static final String QUARKUS_SERVICE = "langchain4j.aiservices.";

  final GenAiSpan span;
  @Nullable Node parent;

  /** The nearest ancestor that stands for something. */
  @Nullable Node above;

  /** The topmost span from here that stands for something; this one, if none is above. */
  Node top;

  /** Inside a tool, a retrieval or a check: what a model says here is not the answer. */
  boolean aside;

  /** Inside an evaluation, which is no part of what it evaluates. */
  boolean judged;

  @Nullable String conversation;
  @Nullable String user;
  @Nullable String environment;
  @Nullable String feature;
  @Nullable Boolean streaming;
  PromptUse prompt;
  List<String> tags;

  Node(GenAiSpan span) {
    this.span = span;
    this.top = this;
    this.conversation = span.conversation();
    this.user = span.user();
    this.environment = span.environment();
    this.feature = span.feature() != null ? span.feature() : serviceName(span.name());
    this.streaming = span.streaming();
    this.prompt = span.prompt();
    this.tags = span.tags();
  }

  // Quarkus's span of an AI service says by its name which part of the application it is.
  private static @Nullable String serviceName(String name) {
    return name.startsWith(QUARKUS_SERVICE) && name.length() > QUARKUS_SERVICE.length()
        ? name.substring(QUARKUS_SERVICE.length())
        : null;
  }

  boolean genAi() {
    return span.kind() != GenAiKind.OTHER;
  }

  /** Takes over from the parent, which has taken over from its own. */
  void inherit() {
    Node from = parent;
    judged = span.kind() == GenAiKind.EVALUATOR;
    if (from == null) {
      return;
    }
    above = from.genAi() ? from : from.above;
    Node over = above;
    top = over == null ? this : over.top;
    judged |= from.judged;
    aside = from.aside || (over != null && sets(over.span.kind()));
    conversation = conversation != null ? conversation : from.conversation;
    user = user != null ? user : from.user;
    environment = environment != null ? environment : from.environment;
    feature = feature != null ? feature : from.feature;
    streaming = streaming != null ? streaming : from.streaming;
    prompt = prompt.known() ? prompt : from.prompt;
    tags = tags.isEmpty() ? from.tags : tags;
  }

  private static boolean sets(GenAiKind kind) {
    return switch (kind) {
      case TOOL, RETRIEVER, RERANKER, EMBEDDING, GUARDRAIL -> true;
      default -> false;
    };
  }

  /** Whether it happened within another's time. */
  boolean within(Node other) {
    return span.startNanos() >= other.span.startNanos() && span.endNanos() <= other.span.endNanos();
  }

  @Override
  public String toString() {
    return span.kind() + " " + span.name();
  }
}
