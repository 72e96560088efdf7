package dev.assay.otel.span;

/**
 * What a span stands for.
 *
 * @since 0.1
 */
public enum GenAiKind {
  /** A call of a language model. */
  LLM("llm"),
  /** A call of an embedding model. */
  EMBEDDING("embedding"),
  /** A search for documents. */
  RETRIEVER("retrieval"),
  /** A reordering of documents found. */
  RERANKER("rerank"),
  /** A call of a tool. */
  TOOL("tool"),
  /** An agent at work, from task to answer. */
  AGENT("agent"),
  /** A chain, a workflow, or a framework's frame around a call. */
  CHAIN("chain"),
  /** A check of what goes in or comes out. */
  GUARDRAIL("guardrail"),
  /** An evaluation, which is no part of what it evaluates. */
  EVALUATOR("evaluator"),
  /** Anything else, such as an HTTP request. */
  OTHER("other");

  private final String step;

  GenAiKind(String step) {
    this.step = step;
  }

  /** The word for it in {@link dev.assay.core.interaction.Step#kind()}. */
  public String step() {
    return step;
  }

  /** Whether it frames other spans: an agent or a chain. */
  public boolean frames() {
    return this == AGENT || this == CHAIN;
  }
}
