package dev.assay.core.interaction;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One observed exchange with the application, offline or in production.
 *
 * <p>Either there is an output, or an error, or (a recorded exchange) neither. All texts are
 * hostile. Null means not known, never zero or empty.
 *
 * @param input the messages in, oldest first
 * @param output the answer
 * @param context the retrieved passages, in the retriever's order
 * @param toolCalls the tools called, in order
 * @param steps the steps of the chain or agent, in order
 * @param usage tokens and cost
 * @param latencyMillis time from request to the last byte of the answer
 * @param ttftMillis time from request to the first token
 * @param error why there is no answer
 * @param promptTemplate the prompt template's name
 * @param promptVersion the prompt template's version
 * @param model the model as it named itself
 * @param finishReason why the model stopped, such as {@code stop}, {@code length}
 * @param conversation the conversation's id
 * @param tags free labels to slice by
 * @since 0.1
 */
public record Interaction(
    List<Message> input,
    @Nullable String output,
    List<Passage> context,
    List<ToolCall> toolCalls,
    List<Step> steps,
    Usage usage,
    @Nullable Double latencyMillis,
    @Nullable Double ttftMillis,
    @Nullable InteractionError error,
    @Nullable String promptTemplate,
    @Nullable String promptVersion,
    @Nullable String model,
    @Nullable String finishReason,
    @Nullable String conversation,
    Map<String, String> tags) {

  /** Copies the collections. */
  public Interaction {
    input = List.copyOf(input);
    context = List.copyOf(context);
    toolCalls = List.copyOf(toolCalls);
    steps = List.copyOf(steps);
    requireNonNull(usage, "usage");
    tags = Map.copyOf(tags);
  }

  /** Starts an interaction in which nothing is known yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** An exchange of which only the answer is known. */
  public static Interaction ofOutput(String output) {
    return builder().output(output).build();
  }

  /** An exchange that failed. */
  public static Interaction ofError(String kind, String message) {
    return builder().error(new InteractionError(kind, message)).build();
  }

  /** Whether the exchange failed. */
  public boolean failed() {
    return error != null;
  }

  /** The same exchange without what was said: its times, counts and names. */
  public Interaction withoutContent() {
    return new Interaction(
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        usage,
        latencyMillis,
        ttftMillis,
        error == null ? null : new InteractionError(error.kind(), ""),
        promptTemplate,
        promptVersion,
        model,
        finishReason,
        conversation,
        tags);
  }

  /** Starts from this interaction. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.input = input;
    builder.output = output;
    builder.context = context;
    builder.toolCalls = toolCalls;
    builder.steps = steps;
    builder.usage = usage;
    builder.latencyMillis = latencyMillis;
    builder.ttftMillis = ttftMillis;
    builder.error = error;
    builder.promptTemplate = promptTemplate;
    builder.promptVersion = promptVersion;
    builder.model = model;
    builder.finishReason = finishReason;
    builder.conversation = conversation;
    builder.tags.putAll(tags);
    return builder;
  }

  /** Builds an {@link Interaction}; what is not set is not known. */
  public static final class Builder {

    private List<Message> input = List.of();
    private @Nullable String output;
    private List<Passage> context = List.of();
    private List<ToolCall> toolCalls = List.of();
    private List<Step> steps = List.of();
    private Usage usage = Usage.NONE;
    private @Nullable Double latencyMillis;
    private @Nullable Double ttftMillis;
    private @Nullable InteractionError error;
    private @Nullable String promptTemplate;
    private @Nullable String promptVersion;
    private @Nullable String model;
    private @Nullable String finishReason;
    private @Nullable String conversation;
    private final Map<String, String> tags = new LinkedHashMap<>();

    private Builder() {}

    /** The messages in, oldest first. */
    public Builder input(List<Message> input) {
      this.input = input;
      return this;
    }

    /** The answer. */
    public Builder output(@Nullable String output) {
      this.output = output;
      return this;
    }

    /** The retrieved passages, in the retriever's order. */
    public Builder context(List<Passage> context) {
      this.context = context;
      return this;
    }

    /** The tools called, in order. */
    public Builder toolCalls(List<ToolCall> toolCalls) {
      this.toolCalls = toolCalls;
      return this;
    }

    /** The steps, in order. */
    public Builder steps(List<Step> steps) {
      this.steps = steps;
      return this;
    }

    /** Tokens and cost. */
    public Builder usage(Usage usage) {
      this.usage = usage;
      return this;
    }

    /** Time from request to the last byte, in milliseconds. */
    public Builder latencyMillis(@Nullable Double latencyMillis) {
      this.latencyMillis = latencyMillis;
      return this;
    }

    /** Time to the first token, in milliseconds. */
    public Builder ttftMillis(@Nullable Double ttftMillis) {
      this.ttftMillis = ttftMillis;
      return this;
    }

    /** Why there is no answer. */
    public Builder error(@Nullable InteractionError error) {
      this.error = error;
      return this;
    }

    /** The prompt template's name. */
    public Builder promptTemplate(@Nullable String promptTemplate) {
      this.promptTemplate = promptTemplate;
      return this;
    }

    /** The prompt template's version. */
    public Builder promptVersion(@Nullable String promptVersion) {
      this.promptVersion = promptVersion;
      return this;
    }

    /** The model as it named itself. */
    public Builder model(@Nullable String model) {
      this.model = model;
      return this;
    }

    /** Why the model stopped. */
    public Builder finishReason(@Nullable String finishReason) {
      this.finishReason = finishReason;
      return this;
    }

    /** The conversation's id. */
    public Builder conversation(@Nullable String conversation) {
      this.conversation = conversation;
      return this;
    }

    /** Adds a label. */
    public Builder tag(String name, String value) {
      tags.put(name, value);
      return this;
    }

    /** Without a tag. */
    public Builder withoutTag(String name) {
      tags.remove(name);
      return this;
    }

    /** The interaction. */
    public Interaction build() {
      return new Interaction(
          input,
          output,
          context,
          toolCalls,
          steps,
          usage,
          latencyMillis,
          ttftMillis,
          error,
          promptTemplate,
          promptVersion,
          model,
          finishReason,
          conversation,
          tags);
    }
  }
}
