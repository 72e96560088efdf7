package dev.assay.otel.span;

import java.util.List;

/**
 * The fields that are read from attributes, each with its sources in order of precedence: the first
 * that says something wins, whichever dialect it belongs to.
 *
 * <p>{@code {i}} stands for an index with more behind it; what begins with {@code @} is put
 * together from several attributes, events or log records.
 */
enum Field {
  OPERATION(Usable.TEXT, "gen_ai.operation.name", "ai.operationId", "llm.request.type"),
  PROVIDER(Usable.PROVIDER, Keys.PROVIDER),
  FRAMEWORK(Usable.FRAMEWORK, Keys.PROVIDER),
  REQUEST_MODEL(
      Usable.TEXT,
      "gen_ai.request.model",
      "llm.request.model_name",
      "langfuse.observation.model.name",
      "ai.model.id",
      "embedding.model_name",
      "reranker.model_name",
      "llm.model_name"),
  REQUEST_MODEL_DECLARED(Usable.TEXT, "llm.request.model_name"),
  RESPONSE_MODEL(
      Usable.TEXT, "gen_ai.response.model", "llm.response.model_name", "ai.response.model"),
  EITHER_MODEL(Usable.TEXT, "llm.model_name"),
  RESPONSE_ID(Usable.TEXT, "gen_ai.response.id", "ai.response.id"),

  SYSTEM(Usable.CONTENT, "gen_ai.system_instructions"),
  MODEL_INPUT(
      Usable.CONTENT,
      "langfuse.observation.input",
      "gen_ai.input.messages",
      "llm.input_messages.{i}",
      "llm.prompts.{i}",
      "gen_ai.prompt.{i}",
      Keys.MESSAGE_EVENTS,
      "ai.prompt.messages",
      "ai.prompt",
      "gcp.vertex.agent.llm_request",
      Keys.PROMPT_EVENT,
      "gen_ai.prompt",
      Keys.SPRING_PROMPT,
      "pydantic_ai.all_messages",
      "events",
      "prompt",
      "input.value",
      "traceloop.entity.input",
      "mlflow.spanInputs",
      "input"),
  MODEL_OUTPUT(
      Usable.CONTENT,
      "langfuse.observation.output",
      "gen_ai.output.messages",
      "llm.output_messages.{i}",
      "llm.choices.{i}",
      "gen_ai.completion.{i}",
      Keys.CHOICE_EVENTS,
      Keys.VERCEL_ANSWER,
      "gcp.vertex.agent.llm_response",
      Keys.COMPLETION_EVENT,
      "gen_ai.completion",
      Keys.SPRING_COMPLETION,
      "final_result",
      "events",
      "output.value",
      "traceloop.entity.output",
      "mlflow.spanOutputs",
      "output"),
  VERCEL_TEXT(Usable.CONTENT, "ai.response.text", "ai.result.text"),
  VERCEL_TOOL_CALLS(Usable.CONTENT, "ai.response.toolCalls", "ai.result.toolCalls"),
  VERCEL_OBJECT(Usable.CONTENT, "ai.response.object", "ai.result.object"),
  RETRIEVER_INPUT(
      Usable.CONTENT,
      "langfuse.observation.input",
      "gen_ai.retrieval.query.text",
      "db.vector.query.content",
      "input.value",
      "reranker.query"),
  RETRIEVER_OUTPUT(
      Usable.CONTENT, "langfuse.observation.output", "output.value", "traceloop.entity.output"),
  TOOL_INPUT(
      Usable.CONTENT,
      "langfuse.observation.input",
      "gen_ai.tool.call.arguments",
      "spring.ai.tool.call.arguments",
      "ai.toolCall.args",
      "gcp.vertex.agent.tool_call_args",
      "tool.parameters",
      "tool_arguments",
      "input.value",
      "traceloop.entity.input"),
  TOOL_OUTPUT(
      Usable.CONTENT,
      "langfuse.observation.output",
      "gen_ai.tool.call.result",
      "spring.ai.tool.call.result",
      "ai.toolCall.result",
      "gcp.vertex.agent.tool_response",
      "tool_response",
      "output.value",
      "traceloop.entity.output"),
  FRAME_INPUT(
      Usable.CONTENT,
      "langfuse.observation.input",
      "langfuse.trace.input",
      "gen_ai.input.messages",
      "pydantic_ai.all_messages",
      "ai.prompt",
      "input.value",
      "traceloop.entity.input",
      "mlflow.spanInputs"),
  FRAME_OUTPUT(
      Usable.CONTENT,
      "langfuse.observation.output",
      "langfuse.trace.output",
      "gen_ai.output.messages",
      "final_result",
      Keys.VERCEL_ANSWER,
      "output.value",
      "traceloop.entity.output",
      "mlflow.spanOutputs"),
  DOCUMENTS(
      Usable.CONTENT,
      "reranker.output_documents.{i}",
      "retrieval.documents.{i}",
      "gen_ai.retrieval.documents",
      Keys.RESULT_EVENTS,
      Keys.RESPONSE_EVENT,
      "db.vector.query.response.documents",
      Keys.SPRING_DOCUMENTS,
      "langwatch.rag.contexts"),

  TOOL_NAME(
      Usable.TEXT,
      "gen_ai.tool.name",
      "spring.ai.tool.definition.name",
      "tool.name",
      "ai.toolCall.name"),
  TOOL_CALL_ID(
      Usable.TEXT,
      "gen_ai.tool.call.id",
      "gen_ai.tool_call.id",
      "spring.ai.tool.call.id",
      "tool.id",
      "tool_call.id",
      "ai.toolCall.id"),

  INPUT_TOKENS(
      Usable.COUNT,
      "gen_ai.usage.input_tokens",
      "gen_ai.usage.prompt_tokens",
      "llm.token_count.prompt",
      "ai.usage.inputTokens",
      "ai.usage.promptTokens",
      "ai.usage.tokens"),
  BARE_INPUT_TOKENS(Usable.COUNT, "input_tokens"),
  OUTPUT_TOKENS(
      Usable.COUNT,
      "gen_ai.usage.output_tokens",
      "gen_ai.usage.completion_tokens",
      "llm.token_count.completion",
      "ai.usage.outputTokens",
      "ai.usage.completionTokens"),
  BARE_OUTPUT_TOKENS(Usable.COUNT, "output_tokens"),
  CACHE_READ_TOKENS(
      Usable.COUNT,
      "gen_ai.usage.cache_read.input_tokens",
      "gen_ai.usage.cache_read_input_tokens",
      "gen_ai.usage.cached_input_tokens",
      "llm.token_count.prompt_details.cache_read",
      "ai.usage.inputTokenDetails.cacheReadTokens",
      "ai.usage.cachedInputTokens"),
  CACHE_READ_TOKENS_LAST(Usable.COUNT, "gen_ai.usage.details.cache_read_tokens"),
  CACHE_WRITE_TOKENS(
      Usable.COUNT,
      "gen_ai.usage.cache_write.input_tokens",
      "gen_ai.usage.cache_creation.input_tokens",
      "gen_ai.usage.cache_creation_input_tokens",
      "llm.token_count.prompt_details.cache_write",
      "ai.usage.inputTokenDetails.cacheWriteTokens"),
  REASONING_TOKENS(
      Usable.COUNT,
      "gen_ai.usage.reasoning.output_tokens",
      "gen_ai.usage.reasoning_tokens",
      "llm.usage.reasoning_tokens",
      "llm.token_count.completion_details.reasoning",
      "ai.usage.outputTokenDetails.reasoningTokens",
      "ai.usage.reasoningTokens"),
  TOTAL_TOKENS(
      Usable.COUNT,
      "gen_ai.usage.total_tokens",
      "llm.usage.total_tokens",
      "llm.token_count.total",
      "ai.usage.totalTokens"),
  USAGE_DETAILS(Usable.CONTENT, "langfuse.observation.usage_details"),
  COST_DETAILS(Usable.CONTENT, "langfuse.observation.cost_details"),
  COST(Usable.AMOUNT, "gen_ai.usage.cost", "llm.cost.total"),
  COST_TEXT(Usable.TEXT, "gen_ai.client.estimated_cost"),

  TTFT_SECONDS(
      Usable.AMOUNT,
      "gen_ai.response.time_to_first_chunk",
      "gen_ai.client.operation.time_to_first_chunk"),
  TTFT_MILLIS(Usable.AMOUNT, "ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"),
  COMPLETION_START(Usable.TEXT, "langfuse.observation.completion_start_time"),
  TTFT_SERVER(Usable.AMOUNT, "gen_ai.server.time_to_first_token"),
  STREAMING(
      Usable.FLAG,
      "gen_ai.request.stream",
      "gen_ai.is_streaming",
      "llm.is_streaming",
      "spring.ai.chat.client.stream"),
  FINISH_REASONS(
      Usable.LIST,
      "gen_ai.response.finish_reasons",
      "llm.finish_reason",
      "llm.response.finish_reasons",
      "gen_ai.response.finish_reason",
      "gen_ai.response.stop_reason",
      "llm.response.finish_reason",
      "llm.response.stop_reason",
      "ai.response.finishReason"),
  ERROR_TYPE(Usable.TEXT, "error.type"),
  OUTCOME(Usable.TEXT, "outcome"),
  LEVEL(Usable.TEXT, "langfuse.observation.level"),
  LEVEL_MESSAGE(Usable.LONG_TEXT, "langfuse.observation.status_message"),

  PROMPT_NAME(
      Usable.TEXT,
      "gen_ai.prompt.name",
      "langfuse.observation.prompt.name",
      "langfuse.prompt.name"),
  PROMPT_NAME_LAST(Usable.TEXT, "traceloop.prompt.key", "prompt.id"),
  PROMPT_VERSION(
      Usable.TEXT,
      "gen_ai.prompt.version",
      "langfuse.observation.prompt.version",
      "langfuse.prompt.version"),
  PROMPT_VERSION_LAST(
      Usable.TEXT,
      "traceloop.prompt.version",
      "traceloop.prompt.version_hash",
      "llm.prompt_template.version"),
  LANGFUSE_PROMPT(Usable.CONTENT, "ai.telemetry.metadata.langfusePrompt"),
  PROMPT_TEMPLATE(Usable.LONG_TEXT, "llm.prompt_template.template", "traceloop.prompt.template"),
  PROMPT_VARIABLES(Usable.CONTENT, "llm.prompt_template.variables"),

  CONVERSATION(
      Usable.TEXT,
      "gen_ai.conversation.id",
      "langfuse.session.id",
      "session.id",
      "spring.ai.chat.client.conversation.id",
      "traceloop.association.properties.session_id",
      "traceloop.association.properties.conversation_id",
      "traceloop.association.properties.thread_id",
      "traceloop.association.properties.chat_id",
      "ai.telemetry.metadata.sessionId",
      "ai.settings.context.sessionId",
      "ai.settings.context.conversationId",
      "ai.settings.context.chatId",
      "gcp.vertex.agent.session_id",
      "langwatch.thread.id",
      "langfuse.observation.metadata.langfuse_session_id",
      "langfuse.trace.metadata.langfuse_session_id"),
  USER(
      Usable.TEXT,
      "langfuse.user.id",
      "user.id",
      "enduser.id",
      "enduser.pseudo.id",
      "traceloop.association.properties.user_id",
      "ai.telemetry.metadata.userId",
      "ai.settings.context.userId",
      "langfuse.observation.metadata.langfuse_user_id",
      "langfuse.trace.metadata.langfuse_user_id",
      "gen_ai.user",
      "llm.user"),
  ENVIRONMENT(
      Usable.TEXT, "langfuse.environment", "deployment.environment.name", "deployment.environment"),
  RELEASE(Usable.TEXT, "langfuse.release"),
  RELEASE_LAST(Usable.TEXT, "langfuse.version"),
  FEATURE(
      Usable.TEXT,
      "app.feature",
      "gen_ai.workflow.name",
      "traceloop.workflow.name",
      "ai.telemetry.functionId",
      "gen_ai.agent.name",
      "langfuse.trace.name"),
  METADATA(Usable.CONTENT, "metadata"),
  TAGS(
      Usable.LIST,
      "langfuse.trace.tags",
      "tag.tags",
      "langfuse.tags",
      "ai.telemetry.metadata.tags",
      "langwatch.labels"),
  ROUTE(Usable.TEXT, "http.route"),
  METHOD(Usable.TEXT, "http.request.method", "http.method");

  private final Usable usable;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that nothing changes
  private final List<String> sources;

  Field(Usable usable, String... sources) {
    this.usable = usable;
    this.sources = List.of(sources);
  }

  /** What a value must be to count. */
  Usable usable() {
    return usable;
  }

  /** Where the field is read from, first the source that wins. */
  List<String> sources() {
    return sources;
  }

  /** The place of a source; the lower one wins. */
  int rank(String source) {
    return sources.indexOf(source);
  }

  /** Sources that several fields share, and those that are no attribute. */
  static final class Keys {

    static final String[] PROVIDER = {
      "gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"
    };

    /** Events or log records {@code gen_ai.{system,user,assistant,tool}.message}. */
    static final String MESSAGE_EVENTS = "@gen_ai.*.message";

    /** Events or log records {@code gen_ai.choice}. */
    static final String CHOICE_EVENTS = "@gen_ai.choice";

    /** The event {@code gen_ai.content.prompt}. */
    static final String PROMPT_EVENT = "@gen_ai.content.prompt";

    /** The event {@code gen_ai.content.completion}. */
    static final String COMPLETION_EVENT = "@gen_ai.content.completion";

    /** Vercel's text, tool calls or object. */
    static final String VERCEL_ANSWER = "@ai.response";

    /** Events {@code db.query.result}, one document each. */
    static final String RESULT_EVENTS = "@db.query.result";

    /** The event {@code db.vector.content.query.response}. */
    static final String RESPONSE_EVENT = "@db.vector.content.query.response";

    /** Spring AI's log line with the prompt. */
    static final String SPRING_PROMPT = "@spring.prompt";

    /** Spring AI's log line with the completion. */
    static final String SPRING_COMPLETION = "@spring.completion";

    /** Spring AI's log line with the documents found. */
    static final String SPRING_DOCUMENTS = "@spring.documents";

    private Keys() {}
  }
}
