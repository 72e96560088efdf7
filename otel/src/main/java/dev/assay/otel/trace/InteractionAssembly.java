package dev.assay.otel.trace;

import dev.assay.core.interaction.Interaction;
import dev.assay.core.interaction.InteractionError;
import dev.assay.core.interaction.Message;
import dev.assay.core.interaction.ObservedInteraction;
import dev.assay.core.interaction.Passage;
import dev.assay.core.interaction.Step;
import dev.assay.core.interaction.Usage;
import dev.assay.otel.span.Content;
import dev.assay.otel.span.GenAiKind;
import dev.assay.otel.span.GenAiSpan;
import dev.assay.otel.span.Messages;
import dev.assay.otel.span.PromptUse;
import dev.assay.otel.span.SpanError;
import dev.assay.otel.span.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One interaction put together from the spans that belong to it. */
final class InteractionAssembly {

  private static final Comparator<Call> LAST =
      Comparator.comparingLong(Call::endNanos)
          .thenComparing(Call::startNanos)
          .thenComparing(call -> call.counted().span.spanId());

  private static final Comparator<Call> FIRST =
      Comparator.comparing(Call::counted, SpanTree.IN_TIME);

  private final String traceId;
  private final Entry entry;
  private final @Nullable Node frame;
  private final Detail detail;
  private final List<Call> calls;
  private final List<Call> talk;
  private final @Nullable Call answer;
  private final List<Node> searches;

  /**
   * Prepares an interaction.
   *
   * @param entry its spans
   * @param searches retrievals of the trace that belong to no interaction
   */
  InteractionAssembly(String traceId, Entry entry, List<Node> searches, Detail detail) {
    this.traceId = traceId;
    this.entry = entry;
    this.frame = entry.frame();
    this.detail = detail;
    this.calls = Calls.of(entry.members());
    this.talk = talk(calls);
    this.answer = talk.isEmpty() ? null : Collections.max(talk, LAST);
    this.searches = new ArrayList<>(searches);
    for (Node node : entry.members()) {
      GenAiKind kind = node.span.kind();
      if (kind == GenAiKind.RETRIEVER || kind == GenAiKind.RERANKER) {
        this.searches.add(node);
      }
    }
  }

  // What a tool asks of a model is no part of the talk, unless there is no other.
  private static List<Call> talk(List<Call> calls) {
    List<Call> direct = new ArrayList<>(calls.size());
    for (Call call : calls) {
      if (!call.counted().aside) {
        direct.add(call);
      }
    }
    return direct.isEmpty() ? calls : direct;
  }

  ObservedInteraction observed(String id) {
    Node stands = frame != null ? frame : answer != null ? answer.shown() : entry.members().get(0);
    return new ObservedInteraction(
        id,
        traceId,
        stands.span.spanId(),
        answer == null ? span(GenAiSpan::responseId) : answer.first(n -> n.span.responseId()),
        Instant.ofEpochSecond(
            Math.floorDiv(startNanos(), 1_000_000_000L),
            Math.floorMod(startNanos(), 1_000_000_000L)),
        span(GenAiSpan::service),
        orDefault(first(node -> node.environment)),
        feature(stands),
        span(GenAiSpan::release),
        first(node -> node.user),
        truncated(),
        interaction());
  }

  private boolean truncated() {
    for (Node node : entry.members()) {
      if (node.span.truncated()) {
        return true;
      }
    }
    return false;
  }

  private Interaction interaction() {
    PromptUse prompt = first(node -> node.prompt.known() ? node.prompt : null);
    InteractionError error = error();
    Interaction.Builder builder =
        Interaction.builder()
            .usage(usage())
            .latencyMillis((endNanos() - startNanos()) / 1e6)
            .ttftMillis(ttft())
            .error(error)
            .promptTemplate(prompt == null ? null : prompt.name())
            .promptVersion(prompt == null ? null : prompt.version())
            .model(model())
            .finishReason(finishReason())
            .conversation(first(node -> node.conversation))
            .toolCalls(ToolUse.calls(calls, entry.members(), detail))
            .steps(steps());
    List<String> sent = first(node -> node.tags.isEmpty() ? null : node.tags);
    Map<String, String> tags = Tags.of(frame, answer, sent);
    if (detail == Detail.FULL) {
      content(builder, tags, error != null);
    } else {
      boolean out = error != null || sent(GenAiSpan::output);
      Tags.content(tags, sent(GenAiSpan::input), out, hidden());
    }
    tags.forEach(builder::tag);
    return builder.build();
  }

  private void content(Interaction.Builder builder, Map<String, String> tags, boolean failed) {
    Messages input = input();
    Messages output = output();
    List<Message> messages = Texts.messages(input);
    String text = failed ? null : output.firstText();
    builder.input(messages).output(text);
    builder.context(context());
    boolean out = failed || text != null || !output.firstToolCalls().isEmpty();
    Tags.content(tags, !messages.isEmpty(), out, hidden());
    if (input.lossy() || output.lossy()) {
      tags.put(Tags.LOSSY, "true");
    }
  }

  // An agent may find something without any model's span: what it found is its context all the
  // same.
  private List<Passage> context() {
    if (answer != null) {
      return Retrieval.passages(answer, searches);
    }
    return frame == null ? List.of() : Retrieval.passages(frame, searches);
  }

  private long startNanos() {
    return frame != null ? frame.span.startNanos() : entry.startNanos();
  }

  private long endNanos() {
    return frame != null ? frame.span.endNanos() : entry.endNanos();
  }

  // The frame's own word if it is in words; a structure of the application's own comes after what
  // the model was told and said.
  private Messages input() {
    Messages own = frame == null ? Messages.NONE : frame.span.inputMessages();
    Call first = talk.isEmpty() ? null : Collections.min(talk, FIRST);
    return chosen(own, first == null ? Messages.NONE : first.input());
  }

  private Messages output() {
    Messages own = frame == null ? Messages.NONE : frame.span.outputMessages();
    return chosen(own, answer == null ? Messages.NONE : answer.output());
  }

  private static Messages chosen(Messages own, Messages model) {
    boolean words = !own.messages().isEmpty() && !own.structured();
    return (words || model.messages().isEmpty()) ? own : model;
  }

  private boolean sent(Function<GenAiSpan, @Nullable Content> content) {
    if (frame != null && content.apply(frame.span) != null) {
      return true;
    }
    for (Call call : talk) {
      for (Node node : call.nodes()) {
        if (content.apply(node.span) != null) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean hidden() {
    boolean hidden = frame != null && frame.span.hidden();
    for (Call call : talk) {
      hidden |= call.counted().span.hidden();
    }
    return hidden;
  }

  // Frames repeat what their models used: the models count.
  private Usage usage() {
    Usage usage = Usage.NONE;
    boolean counted = false;
    for (Call call : calls) {
      Tokens tokens = call.tokens();
      counted |= tokens.reported();
      usage = usage.plus(usage(tokens, call.first(node -> dollars(node.span))));
    }
    for (Node node : entry.members()) {
      if (node.span.kind() == GenAiKind.EMBEDDING) {
        usage = usage.plus(usage(Tokens.NONE, dollars(node.span)));
      }
    }
    if (frame == null) {
      return usage;
    }
    Double cost = usage.cost() != null ? usage.cost() : dollars(frame.span);
    Usage tokens = counted ? usage : usage(frame.span.tokens(), null);
    return new Usage(
        tokens.inputTokens(),
        tokens.outputTokens(),
        tokens.cachedTokens(),
        tokens.reasoningTokens(),
        cost);
  }

  private static Usage usage(Tokens tokens, @Nullable Double cost) {
    return new Usage(tokens.input(), tokens.output(), tokens.cacheRead(), tokens.reasoning(), cost);
  }

  private static @Nullable Double dollars(GenAiSpan span) {
    return span.cost() == null ? null : span.cost().dollars();
  }

  private @Nullable Double ttft() {
    Double own = frame == null ? null : frame.span.ttftMillis();
    if (own != null || answer == null) {
      return own;
    }
    for (Node node : answer.nodes()) {
      Double since = node.span.ttftMillis();
      if (since != null) {
        return (node.span.startNanos() - startNanos()) / 1e6 + since;
      }
    }
    return null;
  }

  private @Nullable InteractionError error() {
    SpanError error = frame == null ? null : frame.span.error();
    boolean silent = frame == null || frame.span.output() == null;
    if (error == null && answer != null && silent) {
      error = answer.first(node -> node.span.error());
    }
    return error == null
        ? null
        : new InteractionError(error.type(), error.message() == null ? "" : error.message());
  }

  private @Nullable String model() {
    String model = answer == null ? null : answer.first(node -> node.span.responseModel());
    model = (model == null && answer != null) ? answer.first(n -> n.span.requestModel()) : model;
    model = model == null ? span(GenAiSpan::responseModel) : model;
    return model == null ? span(GenAiSpan::requestModel) : model;
  }

  private @Nullable String finishReason() {
    List<Node> nodes = new ArrayList<>(answer == null ? List.of() : answer.nodes());
    if (frame != null) {
      nodes.add(frame);
    }
    for (Node node : nodes) {
      boolean said = !node.span.sentFinishReasons().isEmpty();
      List<String> reasons = said || detail == Detail.FULL ? node.span.finishReasons() : List.of();
      if (!reasons.isEmpty()) {
        return reasons.get(0);
      }
    }
    return null;
  }

  private List<Step> steps() {
    if (entry.members().size() == 1) {
      return List.of();
    }
    Map<Node, Call> shown = new HashMap<>();
    Set<Node> aliases = new HashSet<>();
    for (Call call : calls) {
      aliases.addAll(call.nodes());
      shown.put(call.shown(), call);
    }
    List<Step> steps = new ArrayList<>();
    for (Node node : entry.members()) {
      boolean alias = aliases.contains(node) && !shown.containsKey(node);
      if (node != frame && !alias) {
        steps.add(step(node, shown.get(node)));
      }
    }
    return steps;
  }

  private Step step(Node node, @Nullable Call call) {
    GenAiSpan span = node.span;
    String input = null;
    String output = null;
    if (detail == Detail.FULL) {
      input = call != null ? Texts.last(call.input()) : Texts.last(span.inputMessages());
      output = call != null ? Texts.answer(call.output()) : said(span);
    }
    return new Step(
        span.kind().step(),
        span.toolName() != null ? span.toolName() : span.name(),
        input,
        output,
        span.millis(),
        span.error() == null ? null : Texts.of(span.error()));
  }

  private static @Nullable String said(GenAiSpan span) {
    return switch (span.kind()) {
      case RETRIEVER, RERANKER -> Texts.documents(span);
      default -> Texts.answer(span.outputMessages());
    };
  }

  private @Nullable String feature(Node stands) {
    String feature = first(node -> node.feature);
    if (feature != null) {
      return feature;
    }
    Node root = stands;
    // No span is deeper in its trace than the trace has spans, and circles are cut.
    while (root.parent != null) {
      root = root.parent;
    }
    if (root.span.route() != null) {
      return root.span.route();
    }
    // A model's span is named after the model, which says nothing of the application.
    return root.span.kind() == GenAiKind.LLM ? null : root.span.name();
  }

  private static String orDefault(@Nullable String environment) {
    return environment == null ? "default" : environment;
  }

  private <T> @Nullable T span(Function<GenAiSpan, @Nullable T> field) {
    return first(node -> field.apply(node.span));
  }

  /** What the frame says, else the answer, else any other span. */
  private <T> @Nullable T first(Function<Node, @Nullable T> field) {
    T value = frame == null ? null : field.apply(frame);
    if (value == null && answer != null) {
      value = answer.first(field);
    }
    for (Node node : entry.members()) {
      value = value != null ? value : field.apply(node);
    }
    return value;
  }
}
