package dev.assay.otel.span;

import static dev.assay.otel.span.GenAiKind.AGENT;
import static dev.assay.otel.span.GenAiKind.CHAIN;
import static dev.assay.otel.span.GenAiKind.EMBEDDING;
import static dev.assay.otel.span.GenAiKind.EVALUATOR;
import static dev.assay.otel.span.GenAiKind.GUARDRAIL;
import static dev.assay.otel.span.GenAiKind.LLM;
import static dev.assay.otel.span.GenAiKind.RERANKER;
import static dev.assay.otel.span.GenAiKind.RETRIEVER;
import static dev.assay.otel.span.GenAiKind.TOOL;

import dev.assay.otel.record.Attributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a span stands for: the first attribute, in order, whose word is known. */
final class KindRules {

  private static final String VERCEL_OPERATION = "ai.operationId";
  private static final String SPRING_KIND = "spring.ai.kind";

  private static final List<Rule> RULES =
      List.of(
          rule(
              "langfuse.observation.type",
              "generation",
              LLM,
              "embedding",
              EMBEDDING,
              "agent",
              AGENT,
              "tool",
              TOOL,
              "chain",
              CHAIN,
              "retriever",
              RETRIEVER,
              "guardrail",
              GUARDRAIL,
              "evaluator",
              EVALUATOR),
          rule(
              "openinference.span.kind",
              "llm",
              LLM,
              "embedding",
              EMBEDDING,
              "chain",
              CHAIN,
              "retriever",
              RETRIEVER,
              "reranker",
              RERANKER,
              "tool",
              TOOL,
              "agent",
              AGENT,
              "guardrail",
              GUARDRAIL,
              "evaluator",
              EVALUATOR),
          rule(SPRING_KIND, "chat_client", CHAIN, "advisor", CHAIN, "tool_call", TOOL),
          rule(
              "gen_ai.operation.name",
              "chat",
              LLM,
              "text_completion",
              LLM,
              "completion",
              LLM,
              "generate_content",
              LLM,
              "generate",
              LLM,
              "call_llm",
              LLM,
              "embeddings",
              EMBEDDING,
              "embedding",
              EMBEDDING,
              "retrieval",
              RETRIEVER,
              "search_memory",
              RETRIEVER,
              "vector_db_retrieve",
              RETRIEVER,
              "rerank",
              RERANKER,
              "execute_tool",
              TOOL,
              "invoke_agent",
              AGENT,
              "create_agent",
              AGENT,
              "invoke_workflow",
              CHAIN,
              "plan",
              CHAIN,
              "agent_step",
              CHAIN,
              "framework",
              CHAIN),
          rule(
              "llm.request.type",
              "chat",
              LLM,
              "completion",
              LLM,
              "embedding",
              EMBEDDING,
              "rerank",
              RERANKER),
          rule(
              "traceloop.span.kind",
              "workflow",
              CHAIN,
              "task",
              CHAIN,
              "agent",
              AGENT,
              "tool",
              TOOL));

  private static final List<String> RETRIEVAL_KEYS =
      List.of(
          "gen_ai.retrieval.query.text", "gen_ai.retrieval.documents", "gen_ai.retrieval.top_k");

  private KindRules() {}

  static GenAiKind kind(Attributes attributes, Bag bag) {
    if (attributes.isEmpty()) {
      return GenAiKind.OTHER;
    }
    for (Rule rule : RULES) {
      GenAiKind kind = rule.kind(attributes);
      if (kind == null && rule.key.equals(SPRING_KIND)) {
        kind = vectorStore(attributes);
      }
      if (kind != null) {
        return kind;
      }
    }
    String vercel = attributes.text(VERCEL_OPERATION);
    return vercel == null ? bySigns(attributes, bag) : vercel(vercel);
  }

  // Additions and deletions are no retrieval.
  private static @Nullable GenAiKind vectorStore(Attributes attributes) {
    boolean query =
        "vector_store".equals(attributes.text(SPRING_KIND))
            && "query".equals(attributes.text("db.operation.name"));
    return query ? RETRIEVER : null;
  }

  private static GenAiKind vercel(String operation) {
    if (operation.endsWith(".doGenerate") || operation.endsWith(".doStream")) {
      return LLM;
    }
    if (operation.endsWith(".doEmbed")) {
      return EMBEDDING;
    }
    if (operation.endsWith(".doRerank")) {
      return RERANKER;
    }
    return operation.equals("ai.toolCall") ? TOOL : CHAIN;
  }

  private static GenAiKind bySigns(Attributes attributes, Bag bag) {
    if (attributes.get("gen_ai.tool.name") != null
        || attributes.get("gen_ai.tool.call.id") != null) {
      return TOOL;
    }
    if (RETRIEVAL_KEYS.stream().anyMatch(key -> attributes.get(key) != null)) {
      return RETRIEVER;
    }
    if (attributes.get("embedding.model_name") != null) {
      return EMBEDDING;
    }
    if (attributes.get("reranker.model_name") != null) {
      return RERANKER;
    }
    boolean model = bag.has(Field.REQUEST_MODEL) || bag.has(Field.RESPONSE_MODEL);
    return model ? LLM : GenAiKind.OTHER;
  }

  private static Rule rule(String key, Object... pairs) {
    Map<String, GenAiKind> kinds = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      kinds.put((String) pairs[i], (GenAiKind) pairs[i + 1]);
    }
    return new Rule(key, kinds);
  }

  private record Rule(String key, Map<String, GenAiKind> kinds) {

    @Nullable GenAiKind kind(Attributes attributes) {
      String word = attributes.text(key);
      return word == null ? null : kinds.get(word.strip().toLowerCase(Locale.ROOT));
    }
  }
}
