package dev.assay.otel.span;

import dev.assay.core.interaction.ExternalScore;
import dev.assay.core.interaction.Signal;
import dev.assay.otel.span.GenAiMessage.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A span in the words of no dialect: what it stands for, what went in and came out, what it cost.
 *
 * <p>All texts are hostile. Null means that the sender did not say. Content is parsed when asked
 * for, by {@link #inputMessages()} and its like; ask once.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentSpanId null for the root
 * @param name as sent
 * @param protocolKind OTLP's number: 2 server, 3 client, …
 * @param startNanos since 1970
 * @param endNanos since 1970
 * @param scope the instrumentation library
 * @param service the application's {@code service.name}
 * @param kind what it stands for
 * @param operation as sent
 * @param provider folded; on spans that call no model also a framework
 * @param framework where the sender named one in the provider's place
 * @param requestModel the model asked for
 * @param responseModel the model that answered
 * @param responseId the provider's id of the answer
 * @param input what went in
 * @param output what came out
 * @param documents what was found
 * @param toolName the tool called
 * @param toolCallId by which the model's call and its result find each other
 * @param tokens used
 * @param cost as the sender reckoned
 * @param ttftMillis from the span's start to the first token
 * @param streaming whether the answer came in pieces
 * @param sentFinishReasons why the model stopped, as sent, one per choice
 * @param error how it failed
 * @param prompt the template
 * @param conversation id
 * @param user id
 * @param environment such as {@code production}
 * @param release the application's version
 * @param feature the part of the application
 * @param route of an HTTP request, with its method
 * @param tags free labels
 * @param scores others' evaluations that the span carries
 * @param signals users' deeds that the span carries
 * @param hidden whether the sender hid content
 * @param truncated whether something was cut or dropped on the way, or hidden
 * @since 0.1
 */
public record GenAiSpan(
    String traceId,
    String spanId,
    @Nullable String parentSpanId,
    String name,
    int protocolKind,
    long startNanos,
    long endNanos,
    String scope,
    @Nullable String service,
    GenAiKind kind,
    @Nullable String operation,
    @Nullable String provider,
    @Nullable String framework,
    @Nullable String requestModel,
    @Nullable String responseModel,
    @Nullable String responseId,
    @Nullable Content input,
    @Nullable Content output,
    @Nullable Content documents,
    @Nullable String toolName,
    @Nullable String toolCallId,
    Tokens tokens,
    @Nullable Cost cost,
    @Nullable Double ttftMillis,
    @Nullable Boolean streaming,
    List<String> sentFinishReasons,
    @Nullable SpanError error,
    PromptUse prompt,
    @Nullable String conversation,
    @Nullable String user,
    @Nullable String environment,
    @Nullable String release,
    @Nullable String feature,
    @Nullable String route,
    List<String> tags,
    List<ExternalScore> scores,
    List<Signal> signals,
    boolean hidden,
    boolean truncated) {

  /** Checks the parts. */
  public GenAiSpan {
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(spanId, "spanId");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(tokens, "tokens");
    Objects.requireNonNull(prompt, "prompt");
    sentFinishReasons = List.copyOf(sentFinishReasons);
    tags = List.copyOf(tags);
    scores = List.copyOf(scores);
    signals = List.copyOf(signals);
  }

  /** How long it took, in milliseconds. */
  public double millis() {
    return (endNanos - startNanos) / 1e6;
  }

  /** What went in, as messages; none if the sender did not say. */
  public Messages inputMessages() {
    return input == null ? Messages.NONE : MessageReader.input(input);
  }

  /** What came out, as choices; none if the sender did not say. */
  public Messages outputMessages() {
    return output == null ? Messages.NONE : MessageReader.output(output);
  }

  /** The words of the first choice, without reasoning and tool calls; null if there are none. */
  public @Nullable String outputText() {
    return outputMessages().firstText();
  }

  /** The tools that the model wants called. */
  public List<Part> toolCalls() {
    return outputMessages().firstToolCalls();
  }

  /** The documents found, in the retriever's order. */
  public List<Document> documentList() {
    return documents == null ? List.of() : DocumentReader.documents(documents);
  }

  /**
   * Why the model stopped, one per choice: {@code stop}, {@code length}, {@code tool_call}, {@code
   * content_filter}, {@code error} or {@code other}.
   */
  public List<String> finishReasons() {
    List<String> folded = new ArrayList<>();
    if (sentFinishReasons.isEmpty()) {
      for (GenAiMessage choice : outputMessages().messages()) {
        if (choice.finishReason() != null) {
          folded.add(Folds.finishReason(choice.finishReason()));
        }
      }
    } else {
      sentFinishReasons.forEach(reason -> folded.add(Folds.finishReason(reason)));
    }
    return folded;
  }

  /** How much memory its content takes, in characters, roughly. */
  public long contentCharacters() {
    return (input == null ? 0 : input.characters())
        + (output == null ? 0 : output.characters())
        + (documents == null ? 0 : documents.characters())
        + prompt.characters();
  }

  /** The same span without content, marked as cut. */
  public GenAiSpan withoutContent() {
    return with(null, null, null, prompt.withoutContent(), true);
  }

  /** The same span without content that was there and is needed no more. */
  public GenAiSpan withContentForgotten() {
    return with(null, null, null, prompt.withoutContent(), truncated);
  }

  private GenAiSpan with(
      @Nullable Content in,
      @Nullable Content out,
      @Nullable Content found,
      PromptUse prompt,
      boolean cut) {
    return new GenAiSpan(
        traceId,
        spanId,
        parentSpanId,
        name,
        protocolKind,
        startNanos,
        endNanos,
        scope,
        service,
        kind,
        operation,
        provider,
        framework,
        requestModel,
        responseModel,
        responseId,
        in,
        out,
        found,
        toolName,
        toolCallId,
        tokens,
        cost,
        ttftMillis,
        streaming,
        sentFinishReasons,
        error,
        prompt,
        conversation,
        user,
        environment,
        release,
        feature,
        route,
        tags,
        scores,
        signals,
        hidden,
        cut);
  }

  /**
   * The same span with what a log record of it says besides: better content, and whatever the span
   * itself left open.
   */
  GenAiSpan or(GenAiSpan log) {
    return new GenAiSpan(
        traceId,
        spanId,
        parentSpanId,
        name,
        protocolKind,
        startNanos,
        endNanos,
        scope,
        first(service, log.service),
        kind == GenAiKind.OTHER ? log.kind : kind,
        first(operation, log.operation),
        first(provider, log.provider),
        first(framework, log.framework),
        first(requestModel, log.requestModel),
        first(responseModel, log.responseModel),
        first(responseId, log.responseId),
        better(input, log.input),
        better(output, log.output),
        better(documents, log.documents),
        first(toolName, log.toolName),
        first(toolCallId, log.toolCallId),
        tokens.or(log.tokens),
        first(cost, log.cost),
        first(ttftMillis, log.ttftMillis),
        first(streaming, log.streaming),
        sentFinishReasons.isEmpty() ? log.sentFinishReasons : sentFinishReasons,
        first(error, log.error),
        prompt.known() ? prompt : log.prompt,
        first(conversation, log.conversation),
        first(user, log.user),
        first(environment, log.environment),
        first(release, log.release),
        first(feature, log.feature),
        route,
        tags.isEmpty() ? log.tags : tags,
        scores,
        signals,
        hidden || log.hidden,
        truncated || log.truncated);
  }

  private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
    return one != null ? one : other;
  }

  private static @Nullable Content better(@Nullable Content one, @Nullable Content other) {
    if (one == null || other == null) {
      return one != null ? one : other;
    }
    Content best = other.rank() < one.rank() ? other : one;
    return best.withSystem(other.system());
  }
}
